/** What a client is told of rows, put together, is what it would be answered. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createKnownRows } from '../../client/src/view/knownRows.ts';
import { createShownRows } from '../../server/src/lsp/changes/shownRows.ts';
import type { Row } from '../../server/src/protocol/index.ts';

/** Random, and the same each time. */
function random(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		return Math.floor((state / 2_147_483_648) * below);
	};
}

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

for (let seed = 1; seed <= 20; seed++) {
	test(`rows that come, go, move and change, seed ${seed}`, async () => {
		const pick = random(seed);
		const tree = new Map<string | undefined, Row[]>([[undefined, []]]);
		const shown = createShownRows();
		const known = createKnownRows(() => 0);
		const ask = (parent: string | undefined): void => {
			const rows = tree.get(parent) ?? [];
			shown.give(parent, rows);
			known.give(parent, rows);
		};
		ask(undefined);
		for (let step = 0; step < 200; step++) {
			const parents = [...tree.keys()];
			const parent = parents[pick(parents.length)];
			const rows = [...(tree.get(parent) ?? [])];
			const id = `${parent === undefined ? '' : `${parent}/`}${pick(4)}`;
			const at = rows.findIndex((one) => one.id === id);
			switch (pick(4)) {
				case 0:
					if (at < 0 && id.length < 6) {
						rows.splice(pick(rows.length + 1), 0, row(id, `${step}`));
						tree.set(id, []);
					}
					break;
				case 1:
					if (at >= 0) {
						rows.splice(at, 1);
						for (const below of [...tree.keys()])
							if (below === id || below?.startsWith(`${id}/`) === true) tree.delete(below);
					}
					break;
				case 2:
					if (at >= 0) rows[at] = row(id, `${step}`);
					break;
				default:
					ask(parent);
			}
			tree.set(parent, rows);
			known.take(await shown.changes(async (asked) => tree.get(asked) ?? []));
			for (const [asked, now] of tree) {
				const told = known.below(asked);
				if (told !== undefined) assert.deepEqual(told, now, `step ${step}, below ${asked}`);
			}
			assert.deepEqual(known.below(undefined), tree.get(undefined));
		}
	});
}
