/** The rows that a client gets in notifications add up to those of a fresh request. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKnownRows } from '../../client/src/view/knownRows.ts';
import { createShownRows } from '../../server/src/lsp/changes/shownRows.ts';
import type { Row } from '../../server/src/protocol/index.ts';

function row(id: string, description: string): Row {
	return {
		id,
		kind: 'subarch',
		status: 'plain',
		label: id,
		description,
		tooltip: '',
		accessibleLabel: id,
		expandable: false,
		tags: [],
	};
}

interface Operation {
	readonly what: 'add' | 'remove' | 'change' | 'ask';
	/** Which parent, which row below it, and at which place it comes: each counted round. */
	readonly parent: number;
	readonly name: number;
	readonly place: number;
}

const operation: fc.Arbitrary<Operation> = fc.record({
	what: fc.constantFrom('add', 'remove', 'change', 'ask'),
	parent: fc.nat(99),
	name: fc.nat(3),
	place: fc.nat(99),
});

/** Applies operations to a tree of rows, and after each compares what the client got with the tree. */
async function follow(operations: readonly Operation[]): Promise<void> {
	const tree = new Map<string | undefined, Row[]>([[undefined, []]]);
	const shown = createShownRows();
	const known = createKnownRows(() => 0);
	const ask = (parent: string | undefined): void => {
		const rows = tree.get(parent) ?? [];
		shown.give(parent, rows);
		known.give(parent, rows);
	};
	ask(undefined);
	for (const [step, { what, parent: nth, name, place }] of operations.entries()) {
		const parent = [...tree.keys()][nth % tree.size];
		const rows = [...(tree.get(parent) ?? [])];
		const id = `${parent === undefined ? '' : `${parent}/`}${name}`;
		const at = rows.findIndex((one) => one.id === id);
		if (what === 'ask') {
			ask(parent);
		} else if (what === 'add' && at < 0 && id.length < 6) {
			rows.splice(place % (rows.length + 1), 0, row(id, `${step}`));
			tree.set(id, []);
		} else if (what === 'remove' && at >= 0) {
			rows.splice(at, 1);
			for (const below of [...tree.keys()])
				if (below === id || below?.startsWith(`${id}/`) === true) tree.delete(below);
		} else if (what === 'change' && at >= 0) {
			rows[at] = row(id, `${step}`);
		}
		tree.set(parent, rows);
		known.take(await shown.changes(async (asked) => tree.get(asked) ?? []));
		for (const [asked, now] of tree) {
			const told = known.below(asked);
			if (told !== undefined) assert.deepEqual(told, now, `step ${step}, below ${asked}`);
		}
		assert.deepEqual(known.below(undefined), tree.get(undefined));
	}
}

test('changes that are sent add up to the current rows', async () => {
	const operations = fc.array(operation, { minLength: 1, maxLength: 200, size: 'max' });
	await fc.assert(fc.asyncProperty(operations, follow), { seed: 1, numRuns: 40 });
});
