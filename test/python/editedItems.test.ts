/** An edit among the strings of a sequence gives what a fresh reading gives, and reads only what it touches. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Expression } from '../../server/src/python/syntax/ast.ts';
import { type PythonText, readPython } from '../../server/src/python/syntax/readPython.ts';

/** What stands in lists, and what people make of it while they type. */
const parts = [
	'"a"',
	'"core2_64"',
	"'b'",
	',',
	',',
	', ',
	',\n\t',
	'\n',
	'\r\n',
	'# c "d",\n',
	'#',
	'"',
	"'",
	'""',
	'"""',
	'\\',
	'\\n',
	'r"e"',
	'u',
	'f"{g}"',
	'b"h"',
	'name',
	'*rest',
	'("i", "j")',
	'(',
	')',
	']',
	'x for x in y',
	'1',
	'\f',
	'\0',
	'é',
] as const;

const anyItem = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.constantFrom('"a",', '"core2_64",', "'b' ,", '"c", # d', '"e",\n', '\n', '# f "g",\n'),
	},
	{
		weight: 1,
		arbitrary: fc.constantFrom('"h" "i",', 'r"j",', 'u"k",', '*rest,', 'name,', '("l", "m"),', '"n\\x41",'),
	},
);

const anyList = fc
	.tuple(
		fc.constantFrom('', '# before\nbuilds = ("one",)\n', '\ufeff'),
		fc.constantFrom(['(', ')'], ['[', ']'], ['{', '}']),
		fc.array(anyItem, { maxLength: 12 }),
		fc.constantFrom('', '"last"', '"last" # end\n'),
		fc.constantFrom('\n', '\nafter = ("x", "y")\n', '; z = 1\n', ' + ("w",)\n', '  # tail', '\n\tindented\n'),
	)
	.map(
		([head, [open, close], items, last, tail]) =>
			`${head}names = ${open}\n${items.join('\n')}${last}${close}${tail}`,
	);

const anyEdit = fc.record({
	place: fc.double({ min: 0, max: 1, noNaN: true }),
	gone: fc.constantFrom(0, 0, 0, 1, 2, 4, 9),
	added: fc.oneof(
		fc.constant(''),
		fc.constantFrom(...parts),
		fc.array(fc.constantFrom(...parts), { maxLength: 4 }).map((all) => all.join('')),
	),
});

test('any edits in any sequence give the same result as a fresh reading', () => {
	const property = fc.property(
		anyList,
		fc.array(anyEdit, { minLength: 1, maxLength: 6 }),
		(source, edits) => {
			let text = source;
			let before = readPython(text);
			for (const { place, gone, added } of edits) {
				const at = Math.floor(place * text.length);
				text = text.slice(0, at) + added + text.slice(at + gone);
				before = readPython(text, before);
				assert.deepEqual(before, readPython(text), JSON.stringify(text));
			}
		},
	);
	fc.assert(property, { seed: 31, numRuns: 2000 });
});

const long = `names = (\n${Array.from({ length: 100 }, (_, n) => `\t"box${n}", # ${n}\n`).join('')}\t"last"\n)\n`;

/** The strings of the only sequence. */
function itemsOf({ program }: PythonText): readonly Expression[] {
	const [statement] = program.body;
	assert.ok(statement?.kind === 'assign' && statement.value.kind === 'tuple');
	return statement.value.items;
}

for (const [what, from, to] of [
	['in a string', '"box50"', '"box5x0"'],
	['a string is added', '\t"box50"', '\t"new",\n\t"box50"'],
	['a string is taken away', '\t"box50", # 50\n', ''],
	['in a comment', '# 50\n', '# "50",\n'],
	['the last string gets a comma', '"last"', '"last",'],
	['a string is added at the end', '"last"\n', '"last",\n\t"later"\n'],
	['the first string', '(\n\t"box0"', '(\n\t"first",\n\t"box0"'],
	['many strings in one go', '\t"box50"', `${'\t"x",\n'.repeat(1000)}\t"box50"`],
] as const) {
	test(`an edit reads only the strings that it touches: ${what}`, () => {
		const before = readPython(long);
		const text = long.replace(from, to);
		const after = readPython(text, before);
		assert.deepEqual(after, readPython(text));
		const known = new Set(itemsOf(before).slice(0, -1));
		const untouched = Math.max(0, long.indexOf(from) - 1);
		const isUntouched = ({ span }: Expression): boolean => span.end < untouched;
		assert.ok(
			itemsOf(after)
				.filter(isUntouched)
				.every((item) => known.has(item)),
		);
	});
}

test('what only a parser can tell is left to the parser', () => {
	const before = readPython(long);
	for (const added of ['"a" "b",', 'r"a",', '"a', "'''a''',", '("a"),', '"a",,', 'name,', '\\\n', '"\\n",']) {
		const text = long.replace('\t"box50"', `\t${added}\t"box50"`);
		assert.deepEqual(readPython(text, before), readPython(text), added);
	}
});
