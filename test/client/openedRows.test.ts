/** Which rows of the view are open in the next session: those that the user opened, as long as they are there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenedRows } from '../../client/src/view/openedRows.ts';
import type { TreeNode } from '../../client/src/view/treeNode.ts';
import { memento } from './memento.ts';

const home = '/root';
const row = (id: string): TreeNode => ({ kind: 'row', home, id });

test('a row that was opened or closed is so in the next session, others are as they are drawn', () => {
	const state = memento();
	const first = createOpenedRows(state);
	first.remember(row('a/b'), true);
	first.remember(row('c'), true);
	first.remember(row('c'), false);
	first.remember({ kind: 'home', home }, false);
	const next = createOpenedRows(state);
	assert.deepEqual([row('a/b'), row('c'), row('a'), { kind: 'home', home } as const].map(next.isOpen), [
		true,
		false,
		undefined,
		false,
	]);
});

for (const [what, parent, ids, forgotten] of [
	['a row that is gone, and what was below it', 'a', ['other'], ['a/b', 'a/b/c']],
	['nothing of a row that is there', 'a', ['a/b'], []],
	['rows of which those at the top are gone', undefined, ['d'], ['a', 'ab', 'a/b', 'a/b/c']],
	['a row of which only the one above it is gone', 'a/b', [], ['a/b/c']],
	['nothing while the repository is away', undefined, [], []],
] as const) {
	test(`the next session has forgotten ${what}`, () => {
		const state = memento();
		const first = createOpenedRows(state);
		const all = ['a', 'ab', 'a/b', 'a/b/c', 'd'];
		for (const id of all) first.remember(row(id), true);
		first.listed('/elsewhere', parent, ids);
		first.listed(home, parent, ids);
		assert.ok(all.every((id) => first.isOpen(row(id)) === true));
		const next = createOpenedRows(state);
		assert.deepEqual(
			all.filter((id) => next.isOpen(row(id)) === undefined),
			forgotten,
		);
	});
}

test('only so many rows are kept, the latest ones', () => {
	const state = memento();
	const first = createOpenedRows(state);
	for (let number = 0; number < 1000; number++) first.remember(row(`r${number}`), true);
	const next = createOpenedRows(state);
	assert.equal(next.isOpen(row('r999')), true);
	assert.equal(next.isOpen(row('r0')), undefined);
	assert.ok(JSON.stringify(state.get('openedRows')).length < 30_000);
});
