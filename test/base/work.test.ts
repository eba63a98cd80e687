/** Long work gives way to others: after how many steps it does, in which order it goes on, and when it ends. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTurns } from '../../server/src/base/abort.ts';
import { createTurns, type Turns } from '../../server/src/base/turns.ts';
import { finish, inTurns, type Work, workOncePer } from '../../server/src/base/work.ts';
import { parse, parseWork } from '../../server/src/flexdata/index.ts';

/** An event loop that is turned by hand, and a clock that goes on by one with every look at it. */
function handLoop(): { readonly turns: Turns; turn(): Promise<void> } {
	const next: (() => void)[] = [];
	let looks = 0;
	const turns = createTurns(
		() => looks++,
		(begin) => next.push(begin),
	);
	return {
		turns,
		async turn() {
			for (const begin of next.splice(0)) begin();
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
}

function* steps(count: number, each: () => void): Work<number> {
	for (let at = 0; at < count; at++) {
		each();
		yield;
	}
	return count;
}

test('work pauses whenever a turn has lasted long enough', async () => {
	const loop = handLoop();
	let done = 0;
	const work = inTurns(
		steps(10_000, () => done++),
		withTurns(new AbortController().signal, loop.turns),
	);
	const rows: number[] = [];
	for (let before = 0; done < 10_000; before = done) {
		rows.push(done - before);
		await loop.turn();
	}
	assert.equal(await work, 10_000);
	// 21 looks at the clock, one after each step.
	assert.ok(rows.every((row) => row <= 23) && rows.length > 400, `${rows}`);
});

test('paused callers continue one per turn, in order', async () => {
	const loop = handLoop();
	const order: string[] = [];
	const all = ['a', 'b', 'c'].map(async (name) => {
		await loop.turns.pause();
		order.push(name);
	});
	await loop.turn();
	assert.deepEqual(order, ['a']);
	await loop.turn();
	await loop.turn();
	await Promise.all(all);
	assert.deepEqual(order, ['a', 'b', 'c']);
});

test('cancelled work ends at the next pause', async () => {
	const loop = handLoop();
	let done = 0;
	const abort = new AbortController();
	const work = inTurns(
		steps(10_000, () => done++),
		withTurns(abort.signal, loop.turns),
	);
	const ended = assert.rejects(work, { name: 'AbortError' });
	abort.abort();
	const before = done;
	await loop.turn();
	await ended;
	assert.equal(done, before);
});

test('callers waiting for the same result share the work, and a cancelled one does not end it', async () => {
	const loop = handLoop();
	let done = 0;
	const shared = workOncePer(function* (_key: object): Work<{ done: number }> {
		yield* steps(5000, () => done++);
		return { done };
	});
	const key = {};
	const gone = new AbortController();
	const first = inTurns(shared.work(key), withTurns(gone.signal, loop.turns));
	const second = inTurns(shared.work(key), withTurns(new AbortController().signal, loop.turns));
	gone.abort();
	const lost = assert.rejects(first, { name: 'AbortError' });
	let isDone = false;
	void second.then(() => {
		isDone = true;
	});
	for (let turn = 0; turn < 1000 && !isDone; turn++) await loop.turn();
	await lost;
	assert.deepEqual(await second, { done: 5000 });
	assert.equal(shared.of(key), await second);
});

test('work that failed starts again', () => {
	let times = 0;
	const failing = workOncePer(function* (_key: object): Work<object> {
		yield;
		if (++times === 1) throw new Error('once');
		return {};
	});
	const key = {};
	assert.throws(() => failing.of(key), /once/);
	assert.ok(failing.of(key));
});

for (const [name, text] of [
	['lines', 'a: $[b]\n'.repeat(5000)],
	['one block', `a: [\n${'x $[b]\n'.repeat(5000)}]\n`],
] as const) {
	test(`a long file of ${name} is parsed with many pauses, to the same result`, async () => {
		let pauses = 0;
		let asked = 0;
		const signal = withTurns(new AbortController().signal, {
			isOver: () => ++asked % 100 === 0,
			pause: async () => void pauses++,
		});
		assert.deepEqual(await inTurns(parseWork(text), signal), parse(text));
		assert.ok(pauses >= 50, `${pauses} pauses`);
		assert.equal(finish(parseWork('')).nodes.length, 0);
	});
}
