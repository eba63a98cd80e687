/** Python's reserved words. */

/** The words that can never be names. */
export const keywords: ReadonlySet<string> = new Set([
	...[
		'and',
		'as',
		'assert',
		'async',
		'await',
		'break',
		'class',
		'continue',
		'def',
		'del',
		'elif',
		'else',
		'except',
	],
	...[
		'finally',
		'for',
		'from',
		'global',
		'if',
		'import',
		'in',
		'is',
		'lambda',
		'nonlocal',
		'not',
		'or',
		'pass',
		'raise',
	],
	...['False', 'None', 'True', 'return', 'try', 'while', 'with', 'yield'],
]);
