/** The rows of the repository view, asked of the server as the user opens them. */
import { basename } from 'node:path';
import {
	type Disposable,
	EventEmitter,
	type LogOutputChannel,
	MarkdownString,
	ThemeColor,
	ThemeIcon,
	type TreeDataProvider,
	TreeItem,
	TreeItemCollapsibleState,
	Uri,
} from 'vscode';
import type { Row, SetupChanged, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { LanguageServer } from '../languageServer.ts';
import type { Setups } from '../setups.ts';
import { isUsable } from '../usable.ts';
import type { Decorations } from './decorations.ts';
import { createKnownRows, type KnownRows } from './knownRows.ts';
import { rowAddress } from './rowAddress.ts';
import { rowItem } from './rowItem.ts';
import type { HomeNode, RowNode, TreeNode } from './treeNode.ts';

/** A repository with at most so many builds shows the arches of each at once; the editor asks for every open row's rows. */
const buildsShownOpen = 10;

export interface RepositoryTree extends TreeDataProvider<TreeNode>, Disposable {
	/** The one node of a row: the editor knows nodes by identity. */
	node(home: string, id: string): RowNode;
	/** The row behind a node, asked of the server if it is not at hand. */
	row(node: RowNode): Promise<Row | undefined>;
	/** The same as it is now. */
	freshRow(node: RowNode): Promise<Row | undefined>;
	/** The rows below a node. */
	rowsBelow(home: string, parent?: string): Promise<readonly Row[]>;
	/** Draws anew what the server says has changed. */
	redraw(change: SetupChanged): void;
	redrawAll(): void;
}

export function createRepositoryTree(
	server: LanguageServer,
	setups: Setups,
	decorations: Decorations,
	log: LogOutputChannel,
): RepositoryTree {
	const changed = new EventEmitter<TreeNode | TreeNode[] | undefined>();
	const nodes = new Map<string, RowNode>();
	const known = new Map<string, KnownRows>();
	const buildCounts = new Map<string, number>();

	const node = (home: string, id: string): RowNode => {
		const key = JSON.stringify([home, id]);
		const there = nodes.get(key);
		if (there !== undefined) return there;
		const made: RowNode = { kind: 'row', home, id };
		nodes.set(key, made);
		return made;
	};
	const rowsOf = (home: string): KnownRows => {
		const there = known.get(home) ?? createKnownRows(Date.now);
		known.set(home, there);
		return there;
	};
	const decorate = (home: string, rows: readonly Row[]): void => {
		for (const row of rows) decorations.set(Uri.from(rowAddress(home, row.id)), row.badge);
	};
	const askBelow = async (home: string, parent?: string): Promise<readonly Row[]> => {
		try {
			const answer = await server.rows({ home, ...(parent !== undefined && { parent }) });
			rowsOf(home).give(parent, answer);
			decorate(home, answer);
			return answer;
		} catch (error) {
			log.error(`The rows below ${parent ?? home} could not be had: ${error}`);
			return [];
		}
	};
	const nodesBelow = async (home: string, parent?: string): Promise<TreeNode[]> => {
		const rows = rowsOf(home).below(parent) ?? (await askBelow(home, parent));
		if (parent === undefined) buildCounts.set(home, rows.length);
		return rows.map((row) => node(home, row.id));
	};
	const answerFor = async (wanted: RowNode) => {
		try {
			const answer = await server.row({ home: wanted.home, id: wanted.id });
			if (answer !== undefined) {
				rowsOf(wanted.home).giveRow(answer.row);
				decorate(wanted.home, [answer.row]);
			}
			return answer;
		} catch (error) {
			log.error(`The row ${wanted.id} could not be had: ${error}`);
			return undefined;
		}
	};
	const row = async (wanted: RowNode): Promise<Row | undefined> =>
		rowsOf(wanted.home).row(wanted.id) ?? (await answerFor(wanted))?.row;
	const nodeAt = (home: string, id: string | undefined): TreeNode | undefined => {
		if (id !== undefined) return node(home, id);
		return (setups.known ?? []).length > 1 ? { kind: 'home', home } : undefined;
	};

	return {
		onDidChangeTreeData: changed.event,
		getChildren: async (parent) => {
			if (parent?.kind === 'row') return nodesBelow(parent.home, parent.id);
			if (parent?.kind === 'home') return nodesBelow(parent.home);
			// Without a server the view says so, which it can only where there are no rows.
			const [only, ...others] = server.health === 'failed' ? [] : (setups.known ?? []);
			if (only === undefined) return [];
			if (others.length > 0) return [only, ...others].map(({ home }): HomeNode => ({ kind: 'home', home }));
			return only.state === 'ready' ? nodesBelow(only.home) : [];
		},
		getTreeItem: async (wanted) => {
			if (wanted.kind === 'row') {
				const few = (buildCounts.get(wanted.home) ?? 0) <= buildsShownOpen;
				return itemOfRow(wanted, await row(wanted), few);
			}
			return itemOfHome(
				wanted,
				setups.known?.find((setup) => setup.home === wanted.home),
			);
		},
		getParent: async (child) => {
			if (child.kind === 'home') return undefined;
			const parent = (await answerFor(child))?.parent;
			if (parent !== undefined) return node(child.home, parent);
			return (setups.known ?? []).length > 1 ? { kind: 'home', home: child.home } : undefined;
		},
		node,
		row,
		freshRow: async (wanted) => (await answerFor(wanted))?.row,
		rowsBelow: askBelow,
		redraw: ({ summary: { home }, rows }) => {
			if (rows === undefined) {
				rowsOf(home).forget();
				changed.fire(undefined);
				return;
			}
			const redrawn = rowsOf(home).take(rows);
			// Badges come to the editor by a way of their own; told first, they are not later than what the rows say.
			decorate(
				home,
				rows.flatMap(({ rows: fresh }) => fresh),
			);
			const parents = redrawn.parents.map((parent) => nodeAt(home, parent));
			if (parents.includes(undefined)) changed.fire(undefined);
			else {
				const single = redrawn.rows.map(({ id }) => node(home, id));
				const all = [...parents, ...single].filter((one) => one !== undefined);
				if (all.length > 0) changed.fire(all);
			}
		},
		redrawAll: () => {
			known.clear();
			changed.fire(undefined);
		},
		dispose: () => changed.dispose(),
	};
}

function itemOfRow(node: RowNode, row: Row | undefined, fewBuilds: boolean): TreeItem {
	// The row is gone since the editor learnt of it; its parent is about to be drawn without it.
	if (row === undefined) return new TreeItem(node.id);
	const drawn = rowItem(row);
	const opened = row.kind === 'build' && fewBuilds;
	const item = new TreeItem(drawn.label, collapsible(drawn.expandable, opened));
	const uri = Uri.from(rowAddress(node.home, node.id));
	item.id = JSON.stringify([node.home, node.id]);
	item.description = drawn.description;
	item.tooltip = new MarkdownString(drawn.tooltip);
	item.contextValue = drawn.contextValue;
	item.accessibilityInformation = { label: drawn.accessibleLabel };
	item.resourceUri = uri;
	item.iconPath =
		row.kind === 'file'
			? ThemeIcon.File
			: new ThemeIcon(
					drawn.icon.name,
					drawn.icon.color === undefined ? undefined : new ThemeColor(drawn.icon.color),
				);
	if (drawn.opens) item.command = { title: 'Open', command: commandIds.openFile, arguments: [node] };
	return item;
}

function itemOfHome(node: HomeNode, setup: SetupSummary | undefined): TreeItem {
	const item = new TreeItem(basename(node.home) || node.home, TreeItemCollapsibleState.Expanded);
	const ready = setup !== undefined && isUsable(setup);
	item.id = JSON.stringify([node.home]);
	item.description = setup?.message ?? setup?.mirror ?? '';
	item.tooltip = [node.home, setup?.message].filter((line) => line !== undefined).join('\n');
	item.iconPath = new ThemeIcon(ready ? 'home' : 'warning');
	item.contextValue = ',home,';
	item.accessibilityInformation = {
		label: [item.label, item.description, node.home, ...(ready ? ['ready'] : [])].join(', '),
	};
	return item;
}

function collapsible(expandable: boolean, opened: boolean): TreeItemCollapsibleState {
	if (!expandable) return TreeItemCollapsibleState.None;
	return opened ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
