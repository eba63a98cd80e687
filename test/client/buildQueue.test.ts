/** Builds that wait for one another. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type Built, createBuildQueue, type Waiting } from '../../client/src/tasks/buildQueue.ts';

const waiting = (path: string, home = '/home'): Waiting => ({ home, path, id: path });

/** A queue whose builds end when the test says so. */
function sample() {
	const begun: string[] = [];
	const left: string[][] = [];
	const ends: ((how: Built) => void)[] = [];
	const queue = createBuildQueue(
		({ path }) => {
			begun.push(path);
			return new Promise((resolve) => ends.push(resolve));
		},
		(rest) => left.push(rest.map(({ path }) => path)),
	);
	const end = async (how: Built): Promise<void> => {
		ends.shift()?.(how);
		await turn();
	};
	return { queue, begun, left, end };
}

test('one after the other, each once', async () => {
	const { queue, begun, end } = sample();
	queue.add([waiting('a'), waiting('b')]);
	queue.add([waiting('b'), waiting('c')]);
	assert.deepEqual(begun, ['a']);
	await end('ended');
	assert.deepEqual(begun, ['a', 'b']);
	await end('refused');
	assert.deepEqual(begun, ['a', 'b', 'c']);
	await end('ended');
	queue.add([waiting('a')]);
	assert.deepEqual(begun, ['a', 'b', 'c', 'a']);
});

test('a stopped build ends those of its repository that wait', async () => {
	const { queue, begun, left, end } = sample();
	queue.add([waiting('a'), waiting('b'), waiting('x', '/other'), waiting('c')]);
	await end('stopped');
	assert.deepEqual([begun, left], [['a', 'x'], [['b', 'c']]]);
	await end('stopped');
	assert.equal(left.length, 1);
});

test('what waits can be left out; the build in progress goes on', async () => {
	const { queue, begun, left, end } = sample();
	queue.add([waiting('a'), waiting('b')]);
	assert.deepEqual(queue.leaveOut('/home'), [waiting('b')]);
	await end('ended');
	assert.deepEqual([begun, left], [['a'], []]);
});
