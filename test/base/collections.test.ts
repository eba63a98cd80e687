import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedPart } from '../../server/src/base/collections.ts';

/** The part of `after` that is not in `before`. */
function changed(before: string, after: string): string {
	const { start, end } = changedPart([...before], [...after], (a, b) => a === b);
	return after.slice(start, end);
}

test('the changed part of a list is what neither its start nor its end shares with the other version', () => {
	assert.equal(changed('abcd', 'abcd'), '');
	assert.equal(changed('abcd', 'abXcd'), 'X');
	assert.equal(changed('abcd', 'aXYd'), 'XY');
	assert.equal(changed('abcd', 'ad'), '');
	assert.equal(changed('', 'ab'), 'ab');
	assert.equal(changed('ab', ''), '');
	assert.equal(changed('aa', 'aaa'), 'a');
	assert.equal(changed('abcd', 'dcba'), 'dcba');
});
