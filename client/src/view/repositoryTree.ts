/** The tree of the repository view: which rows are below which, which are open, and what is redrawn. */
import { type Disposable, EventEmitter, type LogOutputChannel, type TreeDataProvider } from 'vscode';
import {
	type Arrangement,
	isPlain,
	type Row,
	type RowAnswer,
	type RowsChange,
	type SetupChanged,
} from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import type { Decorations } from './decorations.ts';
import type { OpenedRows } from './openedRows.ts';
import { rowItem } from './rowItem.ts';
import { createRowSource } from './rowSource.ts';
import { itemOfHome, itemOfRow } from './treeItems.ts';
import type { RowNode, TreeNode } from './treeNode.ts';
import { createTreeShape } from './treeShape.ts';

export interface RepositoryTree extends TreeDataProvider<TreeNode>, Disposable {
	/** The one node of a row: the editor knows nodes by identity. */
	node(home: string, id: string): RowNode;
	/** The row of a node, requested from the server if it is not known. */
	row(node: RowNode): Promise<Row | undefined>;
	/** The same as it is now. */
	freshRow(node: RowNode): Promise<Row | undefined>;
	/** What menus may ask of a row as it is now (`RowItem.contextValue`); `undefined`: it is gone. */
	menuWords(node: RowNode): Promise<string | undefined>;
	/** The rows below a node. */
	rowsBelow(home: string, parent?: string): Promise<readonly Row[]>;
	/** The user opened or closed a row: it stays so when the rows go away and come back, and in the next session. */
	remember(node: TreeNode, isOpen: boolean): void;
	/** Shows more of the rows below one, up to a place there if it is given. */
	showMore(home: string, parent: string, place?: number): void;
	/** The answer of the server about a row, with what is above it. */
	ask(node: RowNode): Promise<RowAnswer | undefined>;
	/** Which builds this window runs, by the paths of their subarches: those it can stop. */
	markOwn(isOwn: (path: string) => boolean): void;
	/** Redraws what the server reports as changed. */
	redraw(change: SetupChanged): void;
	redrawAll(): void;
}

export function createRepositoryTree(
	server: LanguageServer,
	setups: Setups,
	arrangement: () => Arrangement,
	decorations: Decorations,
	opened: OpenedRows,
	log: LogOutputChannel,
): RepositoryTree {
	const changed = new EventEmitter<TreeNode | TreeNode[] | undefined>();
	const rows = createRowSource(server, arrangement, decorations, opened.listed, log);
	const shape = createTreeShape(server, setups, rows);
	let isOwn = (_: string): boolean => false;
	const isOurs = (row: Row | undefined): boolean => row?.path !== undefined && isOwn(row.path);
	const isOpen = (node: TreeNode, byItself: boolean): boolean => opened.isOpen(node) ?? byItself;
	const redrawRows = (home: string, changes: readonly RowsChange[]): void => {
		if (isPlain(arrangement()))
			for (const { parent, order } of changes) if (order !== undefined) opened.listed(home, parent, order);
		const redrawn = rows.of(home).take(changes);
		// Badges reach the editor separately; sent first, they are not later than the rows.
		rows.decorate(
			home,
			changes.flatMap(({ rows: fresh }) => fresh),
		);
		const parents = redrawn.parents.map((parent) => shape.nodeAt(home, parent));
		const all = [...parents, ...redrawn.rows.map(({ id }) => shape.node(home, id))];
		const below = all.filter((one) => one !== undefined);
		if (below.length < all.length) changed.fire(undefined);
		else if (all.length > 0) changed.fire(below);
	};
	return {
		onDidChangeTreeData: changed.event,
		getChildren: shape.nodesBelow,
		getTreeItem: async (node) => {
			const { home } = node;
			if (node.kind === 'home') {
				const setup = setups.known?.find((one) => one.home === home);
				return itemOfHome(node, setup, isOpen(node, true));
			}
			const row = await rows.row(home, node.id);
			const showsBelow = (row?.kind === 'build' || row?.kind === 'group') && shape.showsArches(home);
			return itemOfRow(node, row, isOpen(node, showsBelow), isOurs(row));
		},
		getParent: async (child) => {
			if (child.kind === 'home') return undefined;
			return shape.nodeAt(child.home, (await rows.ask(child.home, child.id))?.parent);
		},
		node: shape.node,
		row: ({ home, id }) => rows.row(home, id),
		freshRow: async ({ home, id }) => (await rows.ask(home, id))?.row,
		menuWords: async ({ home, id }) => {
			const row = (await rows.ask(home, id))?.row;
			return row && rowItem(row, isOurs(row)).contextValue;
		},
		rowsBelow: rows.askBelow,
		remember: opened.remember,
		markOwn: (next) => {
			isOwn = next;
		},
		showMore: (home, parent, place) => {
			rows.askMore(home, parent, place);
			changed.fire(shape.node(home, parent));
		},
		ask: ({ home, id }) => rows.ask(home, id),
		redraw: ({ summary: { home }, rows: changes }) => {
			if (changes !== undefined) {
				redrawRows(home, changes);
				return;
			}
			rows.of(home).forget();
			changed.fire(undefined);
		},
		redrawAll: () => {
			rows.forget();
			changed.fire(undefined);
		},
		dispose: () => changed.dispose(),
	};
}
