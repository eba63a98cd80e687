import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flattenStrings } from '../../server/src/base/flattenStrings.ts';

test('a detached tree is an equal tree of other objects', () => {
	const tree = {
		name: 'a name that is longer than thirteen letters',
		short: 'b',
		empty: '',
		items: [
			'\u{1f600} and some more text behind it',
			1,
			true,
			10n,
			null,
			undefined,
			{ span: { start: 0, end: 3 } },
		],
	};
	const copy = flattenStrings(tree);
	assert.deepEqual(copy, tree);
	assert.notEqual(copy.items, tree.items);
	assert.notEqual(copy.items[6], tree.items[6]);
});
