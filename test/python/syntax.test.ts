/** Valid and invalid Python (3.11), and the line of each error. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasPython } from '../fuzz/oracle.ts';
import { precedence } from '../fuzz/precedence.ts';
import { programs, syntax, verdict } from '../fuzz/syntax.ts';

/** Texts, and what CPython says of each: null, or the type of the error and its line. */
const cases: readonly (readonly [source: string, expected: string | null])[] = readFileSync(
	join(import.meta.dirname, 'syntaxCases.jsonl'),
	'utf8',
)
	.trimEnd()
	.split('\n')
	.map((line) => JSON.parse(line));

test('each recorded text is accepted or refused as CPython does, on the same line', () => {
	const wrong = cases.flatMap(([source, expected]) => {
		const got = verdict(source)?.split(' ')[0] ?? null;
		return got === expected ? [] : [{ source, expected, got }];
	});
	assert.deepEqual(wrong, []);
});

const skip = hasPython() ? false : 'there is no python3 of version 3.11';

test('random changes to recorded files: compile() says the same', { skip }, async () => {
	const { tried, faults } = await syntax.run({ seed: 11, count: 1000 });
	assert.ok(faults.length <= tried / 1000, JSON.stringify(faults, undefined, '\t'));
});

test('random programs: compile() accepts and refuses the same, nearly always on the same line', {
	skip,
}, async () => {
	const { tried, faults } = await programs.run({ seed: 12, count: 1000 });
	const grave = faults.filter(({ kind }) => kind !== 'wrong line or type');
	assert.deepEqual(grave, []);
	assert.ok(faults.length <= tried / 100, JSON.stringify(faults, undefined, '\t'));
});

test('expressions of up to three operators: the trees are those of ast.parse()', { skip }, async () => {
	const { faults } = await precedence.run({ seed: 13, count: 6000 });
	assert.deepEqual(faults, []);
});
