/** Kinds of problems with references and what they yield. */
import type { ProblemKind } from './problemKind.ts';

/** By code; part of `problemKinds`. */
export const referenceProblemKinds = {
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
} as const satisfies Readonly<Record<string, ProblemKind>>;
