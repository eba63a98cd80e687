/** Kinds of problems with keys, conditions and collected files. */
import type { ProblemKind } from './problemKind.ts';

/** By code; part of `problemKinds`. */
export const collectionProblemKinds = {
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
} as const satisfies Readonly<Record<string, ProblemKind>>;
