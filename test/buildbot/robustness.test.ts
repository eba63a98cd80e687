/** No text makes the evaluator throw, hang or lose its spans: recorded files cut, mixed and spoiled, with a fixed seed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { evaluateBuildbot } from '../../server/src/buildbot/index.ts';

const sources = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
	.trimEnd()
	.split('\n')
	.map((line): { name: string; source: string } => JSON.parse(line))
	.filter(({ name }) => name !== 'big-2000')
	.map(({ source }) => source);

/** A small generator of numbers that are the same in every run. */
function createRandom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

const junk = [
	'(',
	')',
	'[',
	'"',
	"'",
	'"""',
	'\\',
	'\t',
	'\n',
	':',
	',',
	'=',
	'{',
	'}',
	'f"{',
	'lambda',
	'def ',
	'for x in ',
	'\0',
	'😀',
	'\u2028',
	'%',
	'**',
	'...',
	'yield ',
	'await ',
	'1e',
	'0x',
	'@',
	'#',
];

function spoiled(random: (below: number) => number): string {
	let text = sources[random(sources.length)] ?? '';
	for (let i = random(4); i >= 0; i--) {
		const at = random(text.length + 1);
		const kind = random(4);
		if (kind === 0) text = text.slice(0, at);
		else if (kind === 1) text = text.slice(0, at) + text.slice(at + random(12));
		else if (kind === 2) text = text.slice(0, at) + (junk[random(junk.length)] ?? '') + text.slice(at);
		else {
			const other = sources[random(sources.length)] ?? '';
			text = text.slice(0, at) + other.slice(random(other.length + 1));
		}
	}
	return text;
}

test('corrupted files do not throw, and have valid spans and answers of map_build', () => {
	const random = createRandom(20_150_208);
	for (let round = 0; round < 600; round++) {
		const text = spoiled(random);
		const buildbot = evaluateBuildbot(text);
		for (const { span, message } of buildbot.problems) {
			assert.ok(
				span.start >= 0 && span.start <= span.end && span.end <= text.length,
				JSON.stringify([text, message]),
			);
		}
		buildbot.mapBuild(['b', 's', true, '2015-02-08']);
	}
});

test('text nested thousands deep is reported, not thrown', () => {
	for (const unit of [
		'(',
		'[',
		'{',
		'-',
		'not ',
		'lambda: ',
		'x(',
		'x[',
		'1 + ',
		'f"{',
		'if x:\n',
		'.a',
		'else ',
	]) {
		const { error, stopped } = evaluateBuildbot(`x = ${unit.repeat(4000)}`);
		assert.ok(error !== undefined || stopped !== undefined, unit);
	}
});

test('long files with many blank lines are read correctly', () => {
	const { problems } = evaluateBuildbot('# A comment.\nstale_days = 30\n\n'.repeat(5000));
	assert.deepEqual(
		problems.filter(({ code }) => code === 'syntax-error'),
		[],
	);
});

/** Statements of one kind that go on for very long. */
const wide = [
	`x = (${'1., '.repeat(60_000)})`,
	`x = (${'"a" "b", '.repeat(30_000)})`,
	`x = (${'f"{a}", '.repeat(30_000)})`,
	`f(${Array.from({ length: 20_000 }, (_, index) => `a${index}=1`).join(', ')})`,
	`if a: pass\n${'elif b: pass\n'.repeat(2000)}`,
];

for (const text of wide) {
	test(`a wide statement is read in linear time: ${text.slice(0, 20)}`, () => {
		const before = process.cpuUsage();
		evaluateBuildbot(text);
		// Copying large texts again and again is the system's time as well.
		const { user, system } = process.cpuUsage(before);
		assert.ok(user + system < 4_000_000, 'it took more than seconds');
	});
}
