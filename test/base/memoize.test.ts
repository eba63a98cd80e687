import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lazy, memoize, memoizeWeak } from '../../server/src/base/memoize.ts';

test('work is done once', () => {
	let done = 0;
	const work = lazy(() => ({ done: ++done }));
	assert.deepEqual([work(), work()], [{ done: 1 }, { done: 1 }]);
});

test('work is done once for each object', () => {
	let done = 0;
	const work = memoizeWeak((_key: object) => ({ done: ++done }));
	const [one, other] = [{}, {}];
	assert.deepEqual([work(one), work(other), work(one)], [{ done: 1 }, { done: 2 }, { done: 1 }]);
});

test('work is done once for each word, even without a result', () => {
	const asked: string[] = [];
	const work = memoize((word) => {
		asked.push(word);
		return word === 'a' ? undefined : word.toUpperCase();
	});
	assert.deepEqual(['a', 'b', 'a', 'b'].map(work), [undefined, 'B', undefined, 'B']);
	assert.deepEqual(asked, ['a', 'b']);
});

test('past the limit, all words are forgotten', () => {
	const asked: string[] = [];
	const work = memoize((word) => asked.push(word), 2);
	for (const word of ['a', 'b', 'a', 'c', 'a']) work(word);
	assert.deepEqual(asked, ['a', 'b', 'c', 'a']);
});
