/** Which nodes are below which. The rows of a single home are at the top; of several homes, each is a row itself. */
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import type { RowSource } from './rowSource.ts';
import { type HomeNode, nodeKey, type RowNode, type TreeNode } from './treeNode.ts';

/** A repository with at most so many builds shows the arches of each at once; the editor asks for every open row's rows. */
const buildsShownOpen = 10;

export interface TreeShape {
	/** The one node of a row: the editor knows nodes by identity. */
	node(home: string, id: string): RowNode;
	/** The node of a row; without an id the one that the rows at the top of a home are below. `undefined`: the top. */
	nodeAt(home: string, id: string | undefined): TreeNode | undefined;
	nodesBelow(parent: TreeNode | undefined): Promise<TreeNode[]>;
	/** Whether the rows of each build are shown before the user opens any. */
	showsArches(home: string): boolean;
}

export function createTreeShape(
	server: Pick<LanguageServer, 'health'>,
	setups: Pick<Setups, 'known'>,
	rows: RowSource,
): TreeShape {
	const nodes = new Map<string, RowNode>();
	const buildCounts = new Map<string, number>();
	const node = (home: string, id: string): RowNode => {
		const made: RowNode = { kind: 'row', home, id };
		const key = nodeKey(made);
		const there = nodes.get(key) ?? made;
		nodes.set(key, there);
		return there;
	};
	const nodesOf = async (home: string, parent?: string): Promise<TreeNode[]> => {
		const below = await rows.below(home, parent);
		if (parent === undefined) buildCounts.set(home, below.length);
		return below.map(({ id }) => node(home, id));
	};
	const top = async (): Promise<TreeNode[]> => {
		// Without a server the view says so, which it can only where there are no rows.
		const [only, ...others] = server.health === 'failed' ? [] : (setups.known ?? []);
		if (only === undefined) return [];
		if (others.length > 0) return [only, ...others].map(({ home }): HomeNode => ({ kind: 'home', home }));
		return only.state === 'ready' ? nodesOf(only.home) : [];
	};
	return {
		node,
		nodeAt: (home, id) => {
			if (id !== undefined) return node(home, id);
			return (setups.known ?? []).length > 1 ? { kind: 'home', home } : undefined;
		},
		nodesBelow: async (parent) => {
			if (parent === undefined) return top();
			return parent.kind === 'row' ? nodesOf(parent.home, parent.id) : nodesOf(parent.home);
		},
		showsArches: (home) => (buildCounts.get(home) ?? 0) <= buildsShownOpen,
	};
}
