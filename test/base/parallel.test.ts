import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapParallel } from '../../server/src/base/parallel.ts';

/** Waits until everything that can go on has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('results keep the order of the items, and no more tasks run at once than allowed', async () => {
	let atWork = 0;
	let most = 0;
	const results = await mapParallel([5, 1, 3, 2, 4], 2, async (item, index) => {
		most = Math.max(most, ++atWork);
		for (let i = 0; i < item; i++) await settled();
		atWork--;
		return `${index}: ${item}`;
	});
	assert.deepEqual(results, ['0: 5', '1: 1', '2: 3', '3: 2', '4: 4']);
	assert.equal(most, 2);
	assert.deepEqual(await mapParallel([], 2, async () => 1), []);
});

test('after a failure no new task starts, and running ones are awaited', async () => {
	const begun: number[] = [];
	const ended: number[] = [];
	const work = mapParallel([0, 1, 2, 3, 4], 2, async (item) => {
		begun.push(item);
		if (item === 1) throw new Error('one');
		await settled();
		ended.push(item);
	});
	await assert.rejects(work, /one/);
	assert.deepEqual([begun, ended], [[0, 1], [0]]);
});
