/** The recorded `.buildbot` files, and what people do to such a text. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyPlace, placeIn } from '../flexdata/anyText.ts';

const sources = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
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

/** Something typed, deleted or replaced somewhere. */
interface Edit {
	readonly place: number;
	/** How many characters it takes away. */
	readonly gone: number;
	readonly added: string;
}

export const anySource = fc.constantFrom(...sources);

export const anyEdit: fc.Arbitrary<Edit> = fc.record({
	place: anyPlace,
	gone: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(11) }),
	added: fc.oneof(
		{ weight: 1, arbitrary: fc.constant('') },
		{ weight: 3, arbitrary: fc.constantFrom(...typed) },
	),
});

export function edited(text: string, { place, gone, added }: Edit): string {
	const at = placeIn(text, place);
	return text.slice(0, at) + added + text.slice(at + gone);
}
