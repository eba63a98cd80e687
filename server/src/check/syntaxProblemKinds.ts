/** Kinds of problems with the lines of a configuration file: annotations, elements and blocks. */
import type { ProblemKind } from './problemKind.ts';

/** By code; part of `problemKinds`. */
export const syntaxProblemKinds = {
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
} as const satisfies Readonly<Record<string, ProblemKind>>;
