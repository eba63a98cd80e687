import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withCursor } from './cursor.ts';

test('the cursor is removed and its offset returned', () => {
	assert.deepEqual(withCursor('ab|c'), { text: 'abc', offset: 2 });
	assert.deepEqual(withCursor('|'), { text: '', offset: 0 });
});

test('a text without a cursor, or with two, is refused', () => {
	assert.throws(() => withCursor('abc'));
	assert.throws(() => withCursor('a|b|c'));
});
