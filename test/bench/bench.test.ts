/** The benchmarks' own arithmetic and drawing; no time is taken here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from './documents.ts';
import { cellsOf, type MeasureName, rows, type ServerRecord } from './measures.ts';
import { median, percentile, ratioToBest, threeDigits } from './statistics.ts';
import { drawTable } from './table.ts';

const record = (
	samples: readonly (readonly [MeasureName, readonly number[]])[],
	remarks: readonly (readonly [MeasureName, string])[] = [],
): ServerRecord => ({ samples: new Map(samples), remarks: new Map(remarks) });

test('percentiles go by nearest rank, whatever the order of samples', () => {
	const samples = [30, 10, 50, 20, 40];
	assert.equal(median(samples), 30);
	assert.equal(median([4, 1]), 1);
	assert.equal(percentile(samples, 0.95), 50);
	assert.equal(percentile(samples, 0), 10);
	assert.equal(percentile([], 0.5), undefined);
});

test('a ratio compares with the smallest of the others', () => {
	assert.equal(ratioToBest(3, [12, 6, undefined]), 0.5);
	assert.equal(ratioToBest(3, [undefined]), undefined);
	assert.equal(ratioToBest(undefined, [1]), undefined);
	assert.equal(ratioToBest(3, [0]), undefined);
});

test('figures have three digits', () => {
	assert.deepEqual([0.123, 1.234, 12.34, 123.4].map(threeDigits), ['0.12', '1.23', '12.3', '123']);
});

test('a row shows our figure with its ratio, and a remark if there is no figure', () => {
	const row = rows.find(({ title }) => title === 'completion p95');
	assert.ok(row);
	const fast = record([['completion', [1, 1, 2]]]);
	const slow = record([['completion', [8, 9, 10]]]);
	const mute = record([], [['completion', 'not offered']]);
	assert.deepEqual(cellsOf(row, [fast], [slow, mute]), ['2.00 (0.20×)', '10.0', 'not offered']);
	assert.deepEqual(cellsOf(row, [fast], [mute]), ['2.00', 'not offered']);
	assert.deepEqual(cellsOf(row, [record([])], [slow]), ['—', '10.0']);
});

test('a table is drawn in columns', () => {
	assert.equal(
		drawTable(['', 'ours'], [['open → it', '1'], ['edit']]),
		['           ours', '─────────  ────', 'open → it     1', 'edit'].join('\n'),
	);
});

test('documents have exactly the requested number of lines, and places to query', () => {
	for (const language of languages.values()) {
		for (const lines of [200, 2000]) {
			const { text, completions, hovers, edit } = language.write(lines);
			const written = text.split('\n');
			assert.equal(written.length - 1, lines, language.name);
			assert.equal(written.at(-1), '');
			assert.ok(completions.length >= 5, language.name);
			assert.ok(hovers.length >= 5, language.name);
			for (const { line, character } of [...completions, ...hovers, edit])
				assert.ok(character <= (written[line] ?? '').length, `${language.name} ${line}:${character}`);
		}
	}
});
