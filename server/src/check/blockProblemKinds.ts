/** Kinds of problems with values from files, embedded blocks, Python code and scripts. */
import type { ProblemKind } from './problemKind.ts';

/** By code; part of `problemKinds`. */
export const blockProblemKinds = {
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
} as const satisfies Readonly<Record<string, ProblemKind>>;
