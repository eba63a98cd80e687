/** Every kind of problem that the linter finds in Metro's configuration, with its code, severity and explanation. */
import type { ProblemKind } from './problemKind.ts';
import { valueProblemKinds } from './valueProblemKinds.ts';

/** By code. Codes are stable: settings, tests and links use them. `docs/diagnostics.md` is generated from this table. */
export const problemKinds = {
	'unknown-annotation': {
		severity: 'error',
		summary: 'A line in square brackets that Metro does not know',
		explanation:
			'Metro knows `[section …]`, `[when …]`, `[collect …]` and `[option …]`, in lower case. Anything else in brackets stops it while it reads the file. A shell test such as `[ -e /x ]` belongs in a block.',
	},
	'empty-annotation': {
		severity: 'error',
		summary: 'Square brackets with nothing in them',
		explanation:
			'Metro reads the first word of an annotation and crashes with a Python traceback: `list index out of range`.',
	},
	'annotation-comment': {
		severity: 'error',
		summary: 'Two spaces before the comment of an annotation',
		explanation:
			'Metro splits lines at every single space, so two of them leave an empty field after the bracket, and Metro crashes with a Python traceback. Put exactly one space before the `#`.',
	},
	'section-without-name': {
		severity: 'error',
		summary: '[section] without a name',
		explanation: 'Metro crashes with a Python traceback. Name the section: `[section path/mirror]`.',
	},
	'section-extra-words': {
		severity: 'error',
		summary: 'More than one word after [section',
		explanation:
			'A section name has no spaces. Only `when` and a condition may follow it; Metro stops at anything else.',
	},
	'option-without-name': {
		severity: 'error',
		summary: '[option] without a name',
		explanation:
			'Metro crashes with a Python traceback. The only options are `parse/lax` and `parse/strict`.',
	},
	'unknown-option': {
		severity: 'error',
		summary: '[option] with a name that Metro does not know',
		explanation: 'The only options are `parse/lax` and `parse/strict`; Metro stops at any other.',
	},
	'collect-without-file': {
		severity: 'error',
		summary: '[collect] without a file',
		explanation: 'Metro stops while it reads the file. Name the file to be collected.',
	},
	'collect-words': {
		severity: 'error',
		summary: '[collect] with two or three words',
		explanation:
			'Metro takes one word, the path, or the path with `when` and a condition. A path cannot contain spaces.',
	},
	'collect-not-when': {
		severity: 'error',
		summary: 'A word other than when after the path of a [collect]',
		explanation: 'Only `when` and a condition may follow the path. A path cannot contain spaces.',
	},
	'collect-condition-in-when': {
		severity: 'error',
		summary: 'A conditional [collect] inside a [when]',
		explanation:
			'Inside `[when …]` a collect already has that condition, and Metro refuses a second one. End the condition with `[when *]` first.',
	},
	'block-not-closed': {
		severity: 'error',
		summary: 'A block without its closing bracket',
		explanation:
			'A block ends at the first line that is only `]`; `] # end` does not close it. Metro stops at the end of the file.',
	},
	'block-not-opened': {
		severity: 'error',
		summary: 'A bracket that seems to open a block but does not',
		explanation:
			'A block opens only with the key, its colon, one space and `[`. With two spaces, a tab or nothing instead of that space, with two spaces before a comment, or without the colon, the following lines are read as ordinary lines: Metro ignores most of them and stops at some.',
	},
	'block-closed-early': {
		severity: 'warning',
		summary: 'A bracket of the script that ends the block',
		explanation:
			'The first line that is only `]` ends a block, even if it belongs to a list in the script. The rest is read as ordinary lines. Write the bracket after the last item of the list.',
	},
	'ignored-line': {
		severity: 'warning',
		summary: 'A line that Metro silently ignores',
		explanation:
			'A line that is not an element, an annotation or a comment has no effect, and Metro prints no warning. An element needs the colon directly after the key and one space after the colon; a tab is not a space. An annotation needs its `]` at the end of the line.',
	},
	'no-newline-at-end': {
		severity: 'error',
		summary: 'A last line without line end',
		explanation:
			'Metro cuts the last character off every line, whatever it is. In a last line without line end, that is a letter of the value, or the bracket of an annotation or a block.',
	},
	'byte-order-mark': {
		severity: 'error',
		summary: 'A byte order mark at the start of the file',
		explanation:
			'Metro does not skip it, so it misreads the first line. Save the file as UTF-8 without a byte order mark.',
	},
	'blank-in-value': {
		severity: 'information',
		summary: 'A space that becomes part of the value',
		explanation:
			'One space separates the colon from the value, and one the value from a comment. Any further space becomes part of the value, so that a path, for instance, starts or ends with a space.',
	},
	'odd-key': {
		severity: 'warning',
		summary: 'A key that no reference can name',
		explanation:
			'In a reference, a colon starts a mode and a final `?` asks whether the key is defined, so no reference can name a key with these; the same holds for a `]`, or a `[` at the start. A tab does not separate fields and becomes part of the key. `: [` in a section defines the section’s name with a slash after it.',
	},
	'empty-key': {
		severity: 'warning',
		summary: 'A key without a name outside of a section',
		explanation:
			'Metro accepts the empty key, and then crashes with a Python traceback as soon as all values are listed.',
	},
	'lax-option': {
		severity: 'warning',
		summary: '[option parse/lax]',
		explanation:
			'The option forgives much less than its name suggests: only missing keys inside the values that an element refers to. It stays on in files that are collected later. Write `$[name:lax]` where it matters instead.',
	},
	'duplicate-key': {
		severity: 'error',
		summary: 'A key that is defined twice',
		explanation:
			'Metro refuses a second definition, even with the same value, and even in another collected file. Metro 2019 crashes without its own message where a plain value and a block share a key.',
	},
	'duplicate-condition': {
		severity: 'error',
		summary: 'A key that is defined twice under the same condition',
		explanation: 'Metro refuses a second definition under the same condition.',
	},
	'conditional-never-used': {
		severity: 'warning',
		summary: 'A conditional definition beside an unconditional one',
		explanation:
			'The definition without a condition always wins. If the condition is true, Metro lists the key twice, but still uses the other value.',
	},
	'conditional-mixed-kinds': {
		severity: 'warning',
		summary: 'A key that is a plain value under one condition and a block under another',
		explanation:
			'The first definition decides how all of them are read: a plain value is split into its letters, or the lines of a block are joined into one.',
	},
	'conditions-overlap': {
		severity: 'warning',
		summary: 'Two conditions of one key that can be true together',
		explanation:
			'Metro stops when two conditions of a key are true, as soon as the key is used or keys are listed.',
	},
	'conditions-both-true': {
		severity: 'error',
		summary: 'Two conditions of one key that are true together',
		explanation:
			'Metro stops when two conditions of a key are true, as soon as the key is used or keys are listed.',
	},
	'invalid-condition': {
		severity: 'error',
		summary: 'A condition that Metro cannot evaluate',
		explanation:
			'A condition is a key, or a key with `is` or `in` and words. There is no `not`, no `and` and no `=`. Metro notices late: when it lists keys, or while it collects.',
	},
	'condition-never-true': {
		severity: 'warning',
		summary: 'A condition that can never be true',
		explanation:
			'A condition can only ask about keys that are defined without a condition; about any other key it is false. It is also false if the key can have none of its words as a value.',
	},
	'collect-section-reference': {
		severity: 'error',
		summary: '$[] or $[:name] in the path of a [collect]',
		explanation:
			'A path belongs to no key, and so to no section. Metro crashes with a Python traceback while it collects. Write the full name.',
	},
	'collect-star': {
		severity: 'warning',
		summary: '[collect … when *]',
		explanation:
			'In a collect, the star does not end conditions: it is the name of a key, which nothing defines, so the file is never collected.',
	},
	'collect-condition-shared': {
		severity: 'warning',
		summary: 'A condition that also applies to another [collect]',
		explanation:
			'Metro remembers conditions by the text of the path and not by the annotation: one `[collect x when …]` makes every `[collect x]` conditional, in every file and even where the same text means another file.',
	},
	'collect-itself': {
		severity: 'error',
		summary: 'A file that collects itself',
		explanation:
			'If the file defines anything, Metro stops at the second definition; if not, it reads the file without end.',
	},
	'collect-missing': {
		severity: 'error',
		summary: 'A [collect] of a missing file',
		explanation: 'Metro stops while it collects: the file does not exist, or is a directory.',
	},
	'collect-twice': {
		severity: 'error',
		summary: 'A file that is collected twice',
		explanation:
			'Nothing keeps Metro from reading a file twice. The second time every key in it is already defined, and Metro stops. A file that defines nothing is only read twice.',
	},
	'collect-failed': {
		severity: 'error',
		summary: 'A [collect] that stops Metro',
		explanation:
			'The path or the condition of the annotation cannot be resolved, and Metro stops instead of skipping it.',
	},
	'never-collected': {
		severity: 'warning',
		summary: 'A [collect] that never happens',
		explanation:
			'Metro postpones a path with an undefined reference, and silently drops what is still postponed at the end. To Metro, a misspelled name looks like a file that is not needed.',
	},
	'not-collected-here': {
		severity: 'hint',
		summary: 'Has no effect in the evaluated run',
		explanation:
			'With the chosen build, arch, subarch, target and mode, this file is not collected, or this condition is false. Choose others with *Evaluate As*.',
	},
	'unterminated-reference': {
		severity: 'error',
		summary: '$[ without a closing bracket',
		explanation: 'Metro stops when the value is used.',
	},
	'unknown-mode': {
		severity: 'error',
		summary: 'A reference with a mode that does not exist',
		explanation:
			'Only `zap` or `lax` may follow the colon of `$[name:mode]`. There are no default values. Metro stops when the value is used.',
	},
	'no-section': {
		severity: 'error',
		summary: '$[] or $[:name] where there is no section',
		explanation:
			'`$[]` means the section of the key whose value contains it. Outside of sections, in an element without a name, and in the lines of a block there is none, and Metro stops when the value is used. Write the full name.',
	},
	'undefined-variable': {
		severity: 'error',
		summary: 'A reference to an undefined key',
		explanation:
			'Neither a file of the set-up nor an argument defines the key. Metro stops when the value is used. `$[name:lax]` yields nothing instead; `$[name:zap]` removes the whole value or line.',
	},
	'run-stops': {
		severity: 'error',
		summary: 'A key that is not defined in a run that is really made',
		explanation:
			'A block that every run of the target executes refers to a key that is not defined for this build, arch or mode, although it is for others. Metro stops there. Define the key for this build, or refer to it with `:lax` or `:zap`.',
	},
	'needs-setting': {
		severity: 'information',
		summary: 'A reference to a key that only you can set',
		explanation:
			'Metro knows the key, but none of its files gives it a value. Set it in `.metro`, or give it as an argument; otherwise Metro stops when the value is used.',
	},
	'not-defined-here': {
		severity: 'hint',
		summary: 'A reference to a key that is not defined in the evaluated run',
		explanation:
			'Another build, target or mode collects a file that defines the key; the chosen one does not. Metro stops if it uses the value in this run.',
	},
	'circular-reference': {
		severity: 'error',
		summary: 'A value that refers back to itself',
		explanation:
			'Metro stops when the value is used; `:lax` and `:zap` do not help. In the path of a collect, Metro silently does not collect the file.',
	},
	'cannot-resolve': {
		severity: 'warning',
		summary: 'A value that cannot be resolved in the evaluated run',
		explanation:
			'Metro stops with this message if it uses the value with the chosen build, arch, subarch, target and mode.',
	},
	'grows-too-large': {
		severity: 'warning',
		summary: 'A value that grows too large to be resolved',
		explanation:
			'A value that refers to another one several times is several times as long; after a few such steps Metro runs out of time or memory. Only the first such value of a file is marked.',
	},
	'not-checked': {
		severity: 'information',
		summary: 'Where checks end because the rest would take too long',
		explanation:
			'Each file gets a limited amount of work, many times what the largest of Metro’s own files needs. Beyond this place the file is not checked.',
	},
	'file-not-there': {
		severity: 'information',
		summary: 'A value that is read from a missing file',
		explanation:
			'`<< file` reads the value from a file, usually one that the repository keeps below `.control`. Metro stops if the file cannot be opened when the value is used.',
	},
	'file-cut-off': {
		severity: 'warning',
		summary: 'A value that is read from a file without a newline at its end',
		explanation:
			'Before October 2022, Metro cuts the last character off every line of a file that `<<` names, whether or not it is a newline: `stage3` without a newline is read as `stage`. Later versions read the file as it is. The installation shows which applies.',
	},
	'embedding-as-text': {
		severity: 'warning',
		summary: '$[[name]] that stays as it is',
		explanation:
			'`$[[name]]` is replaced with the lines of a block only where it is alone on a line of a block. Elsewhere Metro leaves it as text.',
	},
	'bad-embedding': {
		severity: 'error',
		summary: '$[[…]] with something that is not allowed in it',
		explanation:
			'The double brackets contain the full name of a block, optionally followed by `:lax`. Metro stops when the block is used.',
	},
	'embedded-not-a-block': {
		severity: 'error',
		summary: '$[[name]] of a plain value',
		explanation:
			'Only blocks can be embedded; Metro stops when the block is used. Refer to a plain value with single brackets.',
	},
	'block-joined': {
		severity: 'hint',
		summary: '$[name] of a block',
		explanation:
			'With single brackets, the lines of a block are joined with spaces, comment lines included, and blocks embedded in it stay as text.',
	},
	'shell-arithmetic': {
		severity: 'warning',
		summary: 'Shell arithmetic that Metro takes for a reference',
		explanation:
			'Metro takes everything from `$[` to the next `]` for the name of a key, including the old arithmetic syntax of the shell. Write `$((…))`.',
	},
	'nested-reference': {
		severity: 'error',
		summary: 'A reference inside the name of a reference',
		explanation:
			'The name of a reference runs to the next `]`, so references do not nest: `$[a$[b]]` asks for a key named `a$[b`.',
	},
	'test-of-conditional': {
		severity: 'warning',
		summary: '$[name?] of a key that is only defined under conditions',
		explanation: 'If none of the conditions is true, Metro stops instead of saying `no`.',
	},
	'test-of-empty': {
		severity: 'information',
		summary: '$[name?] of a key that is defined but empty',
		explanation: 'The answer is `yes`: an empty value is a definition.',
	},
	'zap-takes-value': {
		severity: 'hint',
		summary: ':zap that removes more than the reference',
		explanation:
			'If the key is empty or not defined, the whole value disappears, including the text around the reference, and with it every plain value that refers to it.',
	},
	'relative-file': {
		severity: 'warning',
		summary: '<< with a relative name',
		explanation:
			'The name is relative to the directory where Metro is started, not to this file. Write an absolute path.',
	},
	'file-as-text': {
		severity: 'warning',
		summary: '<< that is plain text',
		explanation:
			'A value is read from a file only if it is `<<`, one space, and one word. Otherwise it is plain text.',
	},
	'file-in-block': {
		severity: 'error',
		summary: 'A line of a block that Metro takes for a file',
		explanation:
			'A line that is only `<<` and one word is replaced with the contents of a file of that name, even in a script. Put the here-document’s `<< WORD` after its command.',
	},
	'python-code': {
		severity: 'hint',
		summary: 'Python code in a block',
		explanation:
			'Metro runs the lines between `<?python` and `?>` and replaces them with their output. They are not run here, so the value is not known.',
	},
	'python-not-closed': {
		severity: 'error',
		summary: '<?python without ?>',
		explanation: 'Metro runs everything up to the end of the block as Python code.',
	},
	'script-not-block': {
		severity: 'error',
		summary: 'A script that is a plain value',
		explanation:
			'Metro runs only blocks: `run_script: key … is not a multi-line element`. Write the script between `key: [` and `]`.',
	},
	...valueProblemKinds,
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof problemKinds;
