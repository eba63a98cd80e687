/** Every kind of problem that can be found in Metro's configuration: its code, its severity, and what there is to know about it. */
import type { ProblemKind } from './problemKind.ts';
import { valueProblemKinds } from './valueProblemKinds.ts';

/** By code. Codes are stable: settings, tests and links go by them. `docs/diagnostics.md` is made from this table. */
export const problemKinds = {
	'unknown-annotation': {
		severity: 'error',
		summary: 'A line in square brackets that Metro does not know',
		explanation:
			'Metro knows `[section …]`, `[when …]`, `[collect …]` and `[option …]`, in small letters. Anything else between brackets stops it while it reads the file. A shell test such as `[ -e /x ]` belongs into a block.',
	},
	'empty-annotation': {
		severity: 'error',
		summary: 'Square brackets with nothing in them',
		explanation:
			'Metro looks for the first word of an annotation and dies with a Python traceback: `list index out of range`.',
	},
	'annotation-comment': {
		severity: 'error',
		summary: 'Two blanks before the comment of an annotation',
		explanation:
			'Metro splits lines at every single blank, so two of them leave an empty field behind the bracket, and Metro dies with a Python traceback. Put exactly one blank before the `#`.',
	},
	'section-without-name': {
		severity: 'error',
		summary: '[section] without a name',
		explanation: 'Metro dies with a Python traceback. Name the section: `[section path/mirror]`.',
	},
	'section-extra-words': {
		severity: 'error',
		summary: 'More than one word behind [section',
		explanation:
			'A section name holds no blanks. Behind it only `when` and a condition may follow; Metro stops at anything else.',
	},
	'option-without-name': {
		severity: 'error',
		summary: '[option] without a name',
		explanation: 'Metro dies with a Python traceback. The only options are `parse/lax` and `parse/strict`.',
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
			'Metro takes one word, the path, or the path with `when` and a condition. A path cannot hold blanks.',
	},
	'collect-not-when': {
		severity: 'error',
		summary: 'Something else than when behind the path of a [collect]',
		explanation: 'Behind the path only `when` and a condition may follow. A path cannot hold blanks.',
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
			'A block ends at the first line that is nothing but `]`; `] # end` does not close it. Metro stops at the end of the file.',
	},
	'block-not-opened': {
		severity: 'error',
		summary: 'A bracket that looks as if it opened a block, but does not',
		explanation:
			'A block opens only with the key, its colon, one blank and `[`. With two blanks, a tab or nothing instead of the one, with two blanks before a comment, or without the colon, the lines that follow are read as ordinary lines: most are ignored, some stop Metro.',
	},
	'block-closed-early': {
		severity: 'warning',
		summary: 'A bracket of the script that ends the block',
		explanation:
			'The first line that is nothing but `]` ends a block, also if it belongs to a list in the script. The rest is left over and read as ordinary lines. Write the bracket behind the last item of the list.',
	},
	'ignored-line': {
		severity: 'warning',
		summary: 'A line that Metro passes over without a word',
		explanation:
			'A line that is no element, no annotation and no comment has no effect, and nobody says so. An element needs the colon directly behind the key and one blank behind the colon; a tab is no blank. An annotation needs its `]` at the end of the line.',
	},
	'no-newline-at-end': {
		severity: 'error',
		summary: 'A last line without line end',
		explanation:
			'Metro cuts the last character off every line, whatever it is. In a last line without line end that is a letter of the value, or the bracket of an annotation or a block.',
	},
	'byte-order-mark': {
		severity: 'error',
		summary: 'A byte order mark at the start of the file',
		explanation:
			'Metro does not take it off, so the first line is not understood. Save the file as UTF-8 without a byte order mark.',
	},
	'blank-in-value': {
		severity: 'information',
		summary: 'A blank that becomes part of the value',
		explanation:
			'One blank parts the colon from the value, and one the value from a comment. Each further one is part of the value, and a path then starts or ends with a blank.',
	},
	'odd-key': {
		severity: 'warning',
		summary: 'A key that no reference can name',
		explanation:
			'In a reference, a colon starts a mode and a final `?` asks whether the key is defined, so keys that hold them cannot be reached; neither can a `]`, or a `[` at the start. A tab does not part fields and becomes part of the key. `: [` in a section defines the section’s name with a slash behind it.',
	},
	'empty-key': {
		severity: 'warning',
		summary: 'A key without a name outside of a section',
		explanation:
			'Metro takes the empty key, and then dies with a Python traceback as soon as all values are listed.',
	},
	'lax-option': {
		severity: 'warning',
		summary: '[option parse/lax]',
		explanation:
			'The option forgives much less than its name says: only what the values that an element refers to do not find. It stays switched on in the files that are collected later. `$[name:lax]` says the same at the place where it matters.',
	},
	'duplicate-key': {
		severity: 'error',
		summary: 'A key that is defined twice',
		explanation:
			'Metro refuses a second definition, also with the same value, and also in another file that is collected. The 2019 version dies without a message of its own where a plain value and a block share a key.',
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
			'The first definition decides how all of them are read: a plain value then falls apart into its letters, or the lines of a block are joined into one.',
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
		summary: 'A condition that Metro cannot weigh',
		explanation:
			'A condition is a key, or a key with `is` or `in` and words. There is no `not`, no `and` and no `=`. Metro finds out late: when keys are listed, or while it collects.',
	},
	'condition-never-true': {
		severity: 'warning',
		summary: 'A condition that can never be true',
		explanation:
			'A condition can only ask about keys that are defined without a condition; asked about any other it is false. It is also false if none of its words is a value the key can have.',
	},
	'collect-section-reference': {
		severity: 'error',
		summary: '$[] or $[:name] in the path of a [collect]',
		explanation:
			'A path belongs to no key, and so to no section. Metro dies with a Python traceback while it collects. Write the whole name.',
	},
	'collect-star': {
		severity: 'warning',
		summary: '[collect … when *]',
		explanation:
			'In a collect the star is no end of conditions but the name of a key, which nobody defines: the file is never collected.',
	},
	'collect-condition-shared': {
		severity: 'warning',
		summary: 'A condition that holds for another [collect] as well',
		explanation:
			'Metro remembers conditions by the text of the path and not by the annotation: one `[collect x when …]` makes every `[collect x]` conditional, in every file and even where the same text means another file.',
	},
	'collect-itself': {
		severity: 'error',
		summary: 'A file that collects itself',
		explanation:
			'If the file defines anything, Metro stops at the second definition; if not, it reads the file for ever.',
	},
	'collect-missing': {
		severity: 'error',
		summary: 'A [collect] of a file that is not there',
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
			'The path or the condition of the annotation cannot be followed, and Metro does not pass over it but stops.',
	},
	'never-collected': {
		severity: 'warning',
		summary: 'A [collect] that never happens',
		explanation:
			'A path with a reference that has no value waits, and what still waits at the end is dropped without a message. A misspelled name looks like a file that is not needed.',
	},
	'not-collected-here': {
		severity: 'hint',
		summary: 'Has no effect in the build that is evaluated',
		explanation:
			'The build, arch, subarch, target and mode that are chosen do not collect this file, or do not take this condition. Choose others with *Evaluate As*.',
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
			'Behind the colon of `$[name:mode]` only `zap` and `lax` may stand, and only one of them. There are no default values. Metro stops when the value is used.',
	},
	'no-section': {
		severity: 'error',
		summary: '$[] or $[:name] where there is no section',
		explanation:
			'`$[]` means the section of the key whose value it stands in. Outside of sections, in an element without a name, and in the lines of a block there is none, and Metro stops when the value is used. Write the whole name.',
	},
	'undefined-variable': {
		severity: 'error',
		summary: 'A reference to a key that nobody defines',
		explanation:
			'No file of the set-up defines the key, and no argument does. Metro stops when the value is used. `$[name:lax]` gives nothing instead, `$[name:zap]` takes the whole value or line away.',
	},
	'run-stops': {
		severity: 'error',
		summary: 'A key that is not defined in a run that is really made',
		explanation:
			'A block that every run of the target carries out refers to a key that another build, arch or mode defines, and this one does not. Metro stops there. Define the key for this build, or refer to it with `:lax` or `:zap`.',
	},
	'needs-setting': {
		severity: 'information',
		summary: 'A reference to a key that only you can set',
		explanation:
			'Metro knows the key, but none of its files gives it a value. Set it in `.metro`, or give it as an argument; otherwise Metro stops when the value is used.',
	},
	'not-defined-here': {
		severity: 'hint',
		summary: 'A reference to a key that is not defined in the build that is evaluated',
		explanation:
			'Another build, target or mode collects a file that defines the key; the one that is chosen does not. Metro stops if it uses the value in this build.',
	},
	'circular-reference': {
		severity: 'error',
		summary: 'A value that leads back to itself',
		explanation:
			'Metro stops when the value is used; `:lax` and `:zap` are no help. In the path of a collect the file is silently not collected.',
	},
	'cannot-resolve': {
		severity: 'warning',
		summary: 'A value that cannot be resolved in the build that is evaluated',
		explanation:
			'Metro stops with this message if it uses the value in the build, arch, subarch, target and mode that are chosen.',
	},
	'grows-too-large': {
		severity: 'warning',
		summary: 'A value that holds others so many times over that it is not worked out',
		explanation:
			'Each value that refers to another one several times is several times as long; after a few such steps Metro runs out of time or memory. Only the first such value of a file is marked.',
	},
	'not-checked': {
		severity: 'information',
		summary: 'Where checking ends because the rest would take too long',
		explanation:
			"A file of configuration gets as much work as the largest of Metro's own would take many times over. What lies beyond is left out, and nothing is known of it.",
	},
	'file-not-there': {
		severity: 'information',
		summary: 'A value that is read from a file which is not there',
		explanation:
			'`<< file` reads the value from a file, mostly one that the repository keeps below `.control`. Metro stops when the value is used and the file cannot be opened.',
	},
	'file-cut-off': {
		severity: 'warning',
		summary: 'A value that is read from a file without a newline at its end',
		explanation:
			'Metro before October 2022 cuts the last character off every line of a file that `<<` names, be it a newline or not: `stage3` without a newline is read as `stage`. Later versions take the file as it is. Which of the two holds is read off the installation.',
	},
	'embedding-as-text': {
		severity: 'warning',
		summary: '$[[name]] that stays as it is',
		explanation:
			'`$[[name]]` stands for the lines of a block only where it is alone on a line of a block. Elsewhere Metro leaves it as text.',
	},
	'bad-embedding': {
		severity: 'error',
		summary: '$[[…]] with something that is not allowed in it',
		explanation:
			'Between the double brackets stands the whole name of a block, with `:lax` behind it at most. Metro stops when the block is used.',
	},
	'embedded-not-a-block': {
		severity: 'error',
		summary: '$[[name]] of a plain value',
		explanation:
			'Only blocks can be embedded; Metro stops when the block is used. A plain value is referred to with single brackets.',
	},
	'block-joined': {
		severity: 'hint',
		summary: '$[name] of a block',
		explanation:
			'With single brackets the lines of a block are joined with blanks, comment lines included, and the blocks embedded in it stay as text.',
	},
	'shell-arithmetic': {
		severity: 'warning',
		summary: 'Shell arithmetic that Metro takes for a reference',
		explanation:
			'Metro takes everything from `$[` to the next `]` for the name of a key, also the old arithmetic of the shell. Write `$((…))`.',
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
		summary: '$[name?] of a key that is defined, but empty',
		explanation: 'It is `yes`: an empty value is a definition.',
	},
	'zap-takes-value': {
		severity: 'hint',
		summary: ':zap that takes more away than the reference',
		explanation:
			'If the key is empty or not defined, the whole value goes away, the text around the reference included, and with it every plain value that refers to it.',
	},
	'relative-file': {
		severity: 'warning',
		summary: '<< with a relative name',
		explanation:
			'The name starts in the directory in which Metro happens to be started, not beside this file. Write an absolute path.',
	},
	'file-as-text': {
		severity: 'warning',
		summary: '<< that is plain text',
		explanation:
			'A value is read from a file only if it is `<<`, one blank, and one word. Otherwise it is plain text.',
	},
	'file-in-block': {
		severity: 'error',
		summary: 'A line of a block that Metro takes for a file',
		explanation:
			'A line that is nothing but `<<` and one word is replaced with the contents of a file of that name, also in a script. Put the here-document’s `<< WORD` behind its command.',
	},
	'python-code': {
		severity: 'hint',
		summary: 'Python code in a block',
		explanation:
			'Metro runs the lines between `<?python` and `?>`, and what they print takes their place. It is not run here, so the value is not known.',
	},
	'python-not-closed': {
		severity: 'error',
		summary: '<?python without ?>',
		explanation: 'Everything up to the end of the block is run as Python code.',
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
