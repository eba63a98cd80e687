/** The tables of the pages that review something: searched and sorted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrange, type Column, sortedBy, type TableView } from '../../../client/health/tables/arrange.ts';

interface Item {
	readonly path: string;
	readonly bytes?: number;
}

const columns: readonly Column<Item>[] = [
	{ id: 'path', title: 'Path', value: ({ path }) => path },
	{ id: 'bytes', title: 'Size', isNumber: true, value: ({ bytes }) => bytes },
];
const items: readonly Item[] = [
	{ path: 'b/x', bytes: 2 },
	{ path: 'a/x' },
	{ path: 'c/Y', bytes: 10 },
	{ path: 'a/y', bytes: 2 },
];

for (const [what, view, paths] of [
	['largest first, unknown last', { sort: 'bytes', down: true, search: '' }, ['c/Y', 'b/x', 'a/y', 'a/x']],
	['smallest first, unknown last', { sort: 'bytes', down: false, search: '' }, ['b/x', 'a/y', 'c/Y', 'a/x']],
	['by path', { sort: 'path', down: false, search: '' }, ['a/x', 'a/y', 'b/x', 'c/Y']],
	['all words, in any case', { sort: 'path', down: true, search: ' Y  2 ' }, ['a/y']],
	['an unknown column: as they are', { sort: 'z', down: true, search: 'x' }, ['b/x', 'a/x']],
] as const)
	test(what, () => {
		assert.deepEqual(
			arrange(items, columns, view).map(({ path }) => path),
			paths,
		);
	});

test('a click on a heading sorts by it, a second one turns the order round', () => {
	const [path, bytes] = columns;
	assert.ok(path && bytes);
	let view: TableView = { sort: 'path', down: false, search: 'x' };
	view = sortedBy(view, bytes);
	assert.deepEqual(view, { sort: 'bytes', down: true, search: 'x' });
	view = sortedBy(view, bytes);
	assert.deepEqual(view, { sort: 'bytes', down: false, search: 'x' });
	assert.deepEqual(sortedBy(view, path), { sort: 'path', down: false, search: 'x' });
});
