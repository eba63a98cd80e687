/** How tables are sorted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextOrder, sortedItems, sortState } from '../../../client/health/sortOrder.ts';
import { csvTable, measured, sortValue } from '../../../client/health/tableText.ts';

test('a heading sorts by its column, then the other way round, then not at all', () => {
	const first = nextOrder({ column: 'b', down: true }, 'a', false);
	assert.deepEqual(first, { column: 'a', down: false });
	const second = nextOrder(first, 'a', false);
	assert.deepEqual(second, { column: 'a', down: true });
	assert.equal(nextOrder(second, 'a', false), undefined);
	const largest = nextOrder(undefined, 'size', true);
	assert.deepEqual(largest, { column: 'size', down: true });
	assert.deepEqual(nextOrder(largest, 'size', true), { column: 'size', down: false });
	assert.deepEqual(
		['size', 'a'].map((column) => sortState(largest, column)),
		['descending', 'none'],
	);
});

test('values in words are sorted by size, and what is unknown comes last either way', () => {
	const cells = [measured(2048, (size) => `${size} B`), '', measured(900, () => '900 B'), undefined];
	const texts = (down: boolean): string =>
		csvTable({ columns: [], rows: [sortedItems(cells, sortValue, down)] });
	assert.equal(texts(true), '\r\n2048 B,900 B,,\r\n');
	assert.equal(texts(false), '\r\n900 B,2048 B,,\r\n');
});
