/** A short run of the fuzzer of programs, with a fixed seed. `npm run fuzz -- python` runs it for longer. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasPython } from './oracle.ts';
import { python } from './python.ts';

test('random programs give CPython’s results, or are dynamic', {
	skip: !hasPython(),
}, async () => {
	const { faults } = await python.run({ seed: 20_150_208, count: 100 });
	assert.deepEqual(faults, []);
});
