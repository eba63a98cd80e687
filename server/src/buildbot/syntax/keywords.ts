/** The words that Python keeps for itself. */

/** Those that are no values: where one stands, no expression ends or begins with a name. */
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
	...['return', 'try', 'while', 'with', 'yield'],
]);
