/** A short run of the fuzzer of edits, with a fixed seed. `npm run fuzz -- edits` runs it for longer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { edits } from './edits.ts';
import { hasPython } from './oracle.ts';

test('edits, formatting and refactorings do what they say, by CPython', { skip: !hasPython() }, async () => {
	const { faults } = await edits.run({ seed: 20_150_208, count: 200 });
	assert.deepEqual(faults, []);
});
