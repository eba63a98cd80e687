/** Every example file under examples/ is painted as its assertions say. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { disagreements, readExample } from './assertions.ts';
import { loadEngine, loadGrammar, tokenize } from './grammars.ts';

const folder = join(import.meta.dirname, 'examples');

before(loadEngine);

for (const language of readdirSync(folder)) {
	for (const file of readdirSync(join(folder, language))) {
		test(`${language}: ${file}`, async () => {
			const grammar = await loadGrammar(`source.${language}`, file.startsWith('alone-'));
			const example = readExample(readFileSync(join(folder, language, file), 'utf8'));
			assert.ok(example.assertions.length > 0, 'the file asserts nothing');
			assert.deepEqual(disagreements(example, tokenize(grammar, example.lines)), []);
		});
	}
}

test('a failed assertion is reported', async () => {
	const grammar = await loadGrammar('source.metro');
	const { lines } = readExample('>key: value');
	for (const [row, count] of [
		[' ^^^ entity.name.tag', 0],
		[' ^^^ string', 1],
		[' ^^^ -entity.name', 1],
		['      ^^^^^ string.unquoted', 0],
		['      ^^^^^^^^^ string.unquoted', 1],
	] as const) {
		const example = readExample(`>key: value\n${row}`);
		assert.equal(disagreements(example, tokenize(grammar, lines)).length, count, row);
	}
});
