/** Rows that the user opened or closed: kept from session to session, as long as they are there. */
import type { Memento } from 'vscode';
import { nodeKey, type TreeNode } from './treeNode.ts';

export interface OpenedRows {
	/** `undefined` where the user left the row as it was drawn. */
	isOpen(node: TreeNode): boolean | undefined;
	remember(node: TreeNode, isOpen: boolean): void;
	/** These rows and no others are below a parent, without one at the top: the next session forgets those that are gone. */
	listed(home: string, parent: string | undefined, ids: readonly string[]): void;
}

const storageKey = 'openedRows';
/** At most so many rows are kept for the next session: those that were opened or closed last. */
const mostKept = 300;

type Entry = readonly [node: TreeNode, isOpen: boolean];

/** Rows that go away and come back within a session stay as they were. */
export function createOpenedRows(state: Memento): OpenedRows {
	let kept = new Map(
		(state.get<readonly Entry[]>(storageKey) ?? []).map((entry) => [nodeKey(entry[0]), entry]),
	);
	const session = new Map([...kept].map(([key, [, isOpen]]) => [key, isOpen]));
	const store = (entries: readonly Entry[]): void => {
		kept = new Map(entries.slice(-mostKept).map((entry) => [nodeKey(entry[0]), entry]));
		void state.update(storageKey, [...kept.values()]);
	};
	return {
		isOpen: (node) => session.get(nodeKey(node)),
		remember: (node, isOpen) => {
			const key = nodeKey(node);
			session.set(key, isOpen);
			kept.delete(key);
			store([...kept.values(), [node, isOpen]]);
		},
		listed: (home, parent, ids) => {
			// A repository that is away for a while has no rows either.
			if (ids.length === 0 && parent === undefined) return;
			const there = new Set(ids);
			const remaining = [...kept.values()].filter(
				([node]) => node.kind !== 'row' || node.home !== home || !isGone(node.id, parent, there),
			);
			if (remaining.length < kept.size) store(remaining);
		},
	};
}

/** True if a row would be below `parent`, but neither it nor a row that it is below is `there`. */
function isGone(id: string, parent: string | undefined, there: ReadonlySet<string>): boolean {
	const start = parent === undefined ? 0 : parent.length + 1;
	if (parent !== undefined && !id.startsWith(`${parent}/`)) return false;
	for (let end = id.indexOf('/', start); end !== -1; end = id.indexOf('/', end + 1))
		if (there.has(id.slice(0, end))) return false;
	return !there.has(id);
}
