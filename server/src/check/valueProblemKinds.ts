/** Kinds of problems with values, options and unread keys of Metro's configuration. */
import type { ProblemKind } from './problemKind.ts';

/** By code; part of `problemKinds`. */
export const valueProblemKinds = {
	'unknown-value': {
		severity: 'warning',
		summary: 'A value that Metro does not know',
		explanation:
			'The key takes one of certain words. With another one, or with several, the build fails somewhere in the middle.',
	},
	'bad-form': {
		severity: 'error',
		summary: 'A value that cannot be what it is used as',
		explanation:
			'Metro hands modes, users and groups to `install`, `chmod` or `chown`, which refuse others: a mode is octal digits (`775`), a user or group is one name. Values of keys that only `buildrepo` reads, such as those of `[section upload]`, are refused by the command that reads them.',
	},
	'unknown-option-word': {
		severity: 'warning',
		summary: 'A word in a list of options that Metro does not know',
		explanation: 'Metro passes over words it does not know, so a misspelled option is off.',
	},
	'option-needs-path': {
		severity: 'warning',
		summary: 'An option that needs a path which is not set',
		explanation:
			'The caches of a stage build lie at `path/cache/…`, those of `probe` at `path/cache/probe`. If the option is on and the path is not defined, the build stops.',
	},
	'misspelled-section': {
		severity: 'warning',
		summary: 'A section whose name is nearly one that Metro knows',
		explanation:
			'Nothing reads the keys of the section, and its name is one letter or two from a section that Metro reads.',
	},
	'misspelled-key': {
		severity: 'warning',
		summary: 'A key whose name is nearly one that Metro knows',
		explanation: 'Nothing reads the key, and its name is one letter or two from a key that Metro reads.',
	},
	'unused-key': {
		severity: 'hint',
		summary: 'A key that nothing reads',
		explanation: 'No file of the set-up refers to the key, and Metro’s program does not read it.',
	},
	'key-of-another-version': {
		severity: 'hint',
		summary: 'A key that this version of Metro does not read',
		explanation: 'Other versions of Metro read the key. Here it has no effect.',
	},
	'not-utf8': {
		severity: 'error',
		summary: 'A file that is not UTF-8',
		explanation:
			'Python 3, which runs Metro, stops where the bytes of a file are not UTF-8. An editor shows another sign there, or guesses what was meant; whatever it shows, the bytes on disk count. Save the file as UTF-8.',
	},
	'file-too-large': {
		severity: 'warning',
		summary: 'A file that is too large to be checked',
		explanation:
			'Configuration files are a few kilobytes long. A file of more than 1 MB (in an editor also one of more than 25,000 lines) is not checked, because everybody would have to wait for it. Metro itself would read it.',
	},
	'more-problems': {
		severity: 'information',
		summary: 'More problems than an editor shows',
		explanation:
			'An editor shows at most 1,000 problems of a file, errors first, then warnings. `buildrepo check FILE` lists them all. Often a single mistake, such as a wrong list, is behind most of them.',
	},
} as const satisfies Readonly<Record<string, ProblemKind>>;
