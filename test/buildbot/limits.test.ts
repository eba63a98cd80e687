/** Unreasonable texts are given up early, with the line that was reached; long lists are read completely. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineIndex } from '../../server/src/base/lineIndex.ts';
import { evaluateBuildbot, readBuildbot } from '../../server/src/buildbot/index.ts';

/** Why a text was left alone, with the line. */
function stopOf(text: string): string | undefined {
	const { stopped } = evaluateBuildbot(text);
	if (stopped === undefined) return undefined;
	return `${new LineIndex(text).at(stopped.span.start).line + 1}: ${stopped.reason}`;
}

const tooLong = 'it has more than 180,000 names, values and signs';

/** Texts of less than 1 MB. */
const long: readonly (readonly [text: string, stop: string])[] = [
	['a = 1\n'.repeat(150_000), `36001: ${tooLong}`],
	[`a = 1\nx = (${'1, '.repeat(200_000)})`, `2: ${tooLong}`],
	[`a = 1\nx = (${'"a" '.repeat(200_000)})`, `2: ${tooLong}`],
	[`x = (\n${'f"{1}{1}{1}{1}{1}{1}{1}{1}",\n'.repeat(30_000)})`, `12001: ${tooLong}`],
	['def f(): pass\n'.repeat(60_000), `22501: ${tooLong}`],
	[`a = 1\nx = ${'-'.repeat(10_000)}1`, '2: it nests too deep'],
	[`a = 1\nx = 1${' + 1'.repeat(10_000)}`, '2: it nests too deep'],
];

for (const [text, stop] of long) {
	test(`left alone: ${text.slice(0, 24).replaceAll('\n', '⏎')}…`, () => assert.equal(stopOf(text), stop));
}

test('an edit that makes a text too long, or short enough again, is noticed', () => {
	const short = 'a = 1\n'.repeat(20_000);
	const more = short + 'b = 2\n'.repeat(40_000);
	const grown = readBuildbot(more, readBuildbot(short));
	assert.match(grown.unread?.reason ?? '', /more than/);
	assert.equal(readBuildbot(short, grown).unread, undefined);
	assert.equal(readBuildbot(short, grown).pieces.length, 20_000);
});

const head = 'builds = ("b",)\narches = ("x",)\n';
const names = Array.from({ length: 20_000 }, (_, index) => `"sub${index}"`);

test('20,000 subarches are read whole', () => {
	for (const text of [
		`${head}subarches = (\n\t${names.join(',\n\t')},\n)\n`,
		`${head}subarches = []\n${names.map((name) => `subarches.append(${name})\n`).join('')}`,
	]) {
		const { settings, stopped } = evaluateBuildbot(text);
		assert.equal(stopped, undefined);
		assert.equal(settings.subarches.length, 20_000);
	}
});

test('a slow map_build is called less often', () => {
	const slow = 'def map_build(*q):\n\tx = [0] * 200_000\n\treturn q[1]\n';
	const { answered } = evaluateBuildbot(`${head}subarches = (${names.slice(0, 40).join(', ')})\n${slow}`);
	assert.ok(answered.length > 0 && answered.length < 10, `${answered.length} answers`);
});

/** Each of these asks for gigabytes. */
const greedy = [
	'x = "%(a)s" * 20_000 % {"a": "b" * 200_000}',
	'x = ("{a}" * 20_000).format(a="b" * 200_000)',
	`a = "b" * 200_000\nx = f'${'{a}'.repeat(20_000)}'`,
	'x = ",".join(["b" * 200_000] * 20_000)',
	'x = "a," * 100_000\ny = [x.split(",") for i in range(100_000)]',
	'x = "a," * 100_000\ny = [x.rsplit(",") for i in range(100_000)]',
	'x = [{i} for i in range(10 ** 9)]',
	'x = [{i: i} for i in range(10 ** 9)]',
	`import os\na = [[i] for i in range(20_000)]\n${'if os.path.exists("x"): a.append(1)\n'.repeat(3000)}`,
	'import os\na = [1] * 200_000\nfor i in range(100_000):\n\tif os.path.exists("x"): a.append(1)',
];

for (const text of greedy) {
	test(`stopped: ${text.slice(0, 60).replaceAll('\n', '⏎')}`, () => {
		assert.match(stopOf(text) ?? '', /grows too|runs too long/);
	});
}
