/** The short way to read an assignment leads to where the long one does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAssignment } from '../../server/src/buildbot/syntax/listAssignment.ts';
import { throughGrammar } from '../../server/src/buildbot/syntax/piece.ts';
import { tokenizeStatement } from '../../server/src/buildbot/syntax/tokens.ts';
import { randomNumbers } from '../flexdata/randomText.ts';

/** Both readings of a text that is one statement; the short one may be missing. */
function readings(source: string): { readonly short: unknown; readonly long: unknown } | undefined {
	const { tokens, fault } = tokenizeStatement(source, 0);
	const end = tokens.at(-1)?.end ?? 0;
	if (fault !== undefined || end < source.length) return undefined;
	const short = listAssignment(source, tokens);
	const { body, parser, compiler } = throughGrammar(source, { start: 0, end }, tokens);
	return { short: short && [short], long: parser ?? compiler ?? body };
}

const plain = [
	'builds = ("funtoo-current", "funtoo-stable")\n',
	'arches = ["x86-64bit"]',
	'subarches = (\n\t"a", # one\n\n\t\'b\',\n)\n\n# end\n',
	'subarches = subarches + ("corei7",)',
	'x += pc + (y + ["a"]) + () + [] + ("b") + ((),)\r\n',
	'x = """a\nb"""\n',
	'x = r"\\d" + "\\x41\\n" \\\n + u"c"',
	'\u00e9\ufb01 = "a"',
	'\ufeffbuilds = ("a",)\n',
];

for (const source of plain) {
	test(`both ways: ${JSON.stringify(source)}`, () => {
		const both = readings(source);
		assert.notEqual(both?.short, undefined);
		assert.deepEqual(both?.short, both?.long);
	});
}

const parts = [
	...[
		'x',
		' y ',
		'"a"',
		"'b'",
		'f"{x}"',
		'b"c"',
		'R"d"',
		'None',
		'print',
		'match ',
		'not ',
		'1',
		'.',
		' if ',
		'é',
	],
	...[
		'=',
		'=',
		'=',
		'+',
		'+',
		'+=',
		'==',
		',',
		',',
		'(',
		'(',
		')',
		')',
		'[',
		']',
		'{',
		'}',
		':',
		'*',
		';',
		'\\\n',
		'\n',
		'#c\n',
	],
];

test('wherever the short way knows an answer, the grammar gives the same', () => {
	const random = randomNumbers(3);
	let known = 0;
	for (let round = 0; round < 60_000; round++) {
		let source = 'x = ';
		for (let length = 1 + random() * 7; length > 0; length--) {
			source += parts[Math.floor(random() * parts.length)] ?? '';
		}
		const both = readings(source);
		if (both?.short === undefined) continue;
		known++;
		assert.deepEqual(both.short, both.long, JSON.stringify(source));
	}
	assert.ok(known > 300, `${known}`);
});
