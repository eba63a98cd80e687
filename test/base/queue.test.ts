import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createQueue } from '../../server/src/base/queue.ts';

test('a queue returns items in order, even if others are added in between', () => {
	const queue = createQueue<number>();
	const array: number[] = [];
	for (let i = 0; i < 500; i++) {
		if (i % 7 < (i < 250 ? 5 : 2)) {
			queue.push(i);
			array.push(i);
		} else {
			queue.shift();
			array.shift();
		}
		assert.deepEqual([queue.length, queue.first(), [...queue]], [array.length, array[0], array]);
		assert.equal(
			queue.every((item) => item > 100),
			array.every((item) => item > 100),
		);
	}
	while (array.shift() !== undefined) queue.shift();
	assert.deepEqual([queue.length, queue.first()], [0, undefined]);
});

test('putting in and taking out many items takes linear time', () => {
	const queue = createQueue<number>();
	for (let i = 0; i < 300_000; i++) queue.push(i);
	const before = process.cpuUsage();
	for (let i = 0; i < 300_000; i++) {
		queue.push(i);
		queue.shift();
	}
	assert.ok(process.cpuUsage(before).user < 5_000_000, 'it took more than seconds');
});
