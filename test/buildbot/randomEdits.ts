/** The recorded `.buildbot` files, and what people do to such a text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const sources = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
	.trimEnd()
	.split('\n')
	.map((line): string => JSON.parse(line).source);

/** What people type, and what breaks a text in every way that can be broken. */
const typed = [
	...[
		'\n',
		'\n',
		'\n\n',
		'\r\n',
		'\r',
		' ',
		'\t',
		'\\\n',
		'# c',
		';',
		':',
		'@d\n',
		'=',
		' = ',
		',',
		'.',
		'5.',
	],
	...[
		'"',
		"'",
		'"""',
		'(',
		')',
		'[',
		']',
		'{',
		'}',
		'"a",',
		'("a", "b")',
		'r"',
		'\\x',
		'\ufeff',
		'\u{1f600}',
		'\0',
	],
	...['x', 'builds', 'subarches = ("k6",)\n', 'pc += ("k6",)\n', 'print x', 'return ', 'yield', 'lambda: '],
	...[
		'if x:\n',
		'if x:\n\ty = 1\n',
		'elif',
		'else:\n',
		'try:\n\tpass\n',
		'except E:\n\tpass\n',
		'finally:\n',
	],
	...['def f():\n', 'class C:\n\tpass\n', 'for i in y:\n\tpass\n', 'while 1: pass\n'],
];

/** The text with something typed, deleted or replaced in it. */
export function edited(text: string, random: () => number): string {
	const below = (limit: number): number => Math.floor(random() * limit);
	const at = below(text.length + 1);
	const gone = below(3) === 0 ? below(12) : 0;
	const added = below(4) === 0 ? '' : (typed[below(typed.length)] ?? '');
	return text.slice(0, at) + added + text.slice(at + gone);
}
