/** The repository view as a whole: the tree, its badge, the words beside its title and the state its welcome text tells. */
import { commands, Disposable, type LogOutputChannel, type TreeView, window, workspace } from 'vscode';
import { contextKeys } from '../contextKeys.ts';
import type { LanguageServer } from '../languageServer.ts';
import type { Setups } from '../setups.ts';
import { createDecorations } from './decorations.ts';
import { createRepositoryTree, type RepositoryTree } from './repositoryTree.ts';
import type { TreeNode } from './treeNode.ts';
import { viewFacts } from './viewState.ts';

export const viewId = 'metro.repository';

export interface RepositoryView extends Disposable {
	readonly tree: RepositoryTree;
	/** Shows a row: opens what is above it and selects it. */
	reveal(home: string, id: string): Promise<void>;
}

export function createRepositoryView(
	server: LanguageServer,
	setups: Setups,
	log: LogOutputChannel,
): RepositoryView {
	const decorations = createDecorations();
	const tree = createRepositoryTree(server, setups, decorations, log);
	const view = window.createTreeView(viewId, { treeDataProvider: tree, showCollapseAll: true });
	let drawn = '';

	const update = (): void => {
		showFacts(view, setups, server);
		// The rows at the top depend on which homes there are and how each one is.
		const top = JSON.stringify(setups.known?.map(({ home, state, message }) => [home, state, message]));
		if (top !== drawn) tree.redrawAll();
		drawn = top;
	};
	const listeners = Disposable.from(
		setups.onDidChange(update),
		server.onDidChangeHealth((health) => {
			showFacts(view, setups, server);
			if (health !== 'running') return;
			tree.redrawAll();
			void setups.ask();
		}),
		server.onDidChangeSetup((change) => {
			tree.redraw(change);
			void setups.ask();
		}),
		workspace.onDidGrantWorkspaceTrust(update),
	);
	showFacts(view, setups, server);
	return {
		tree,
		reveal: async (home, id) => {
			await view.reveal(tree.node(home, id), { select: true, focus: true, expand: true });
		},
		dispose: () => Disposable.from(listeners, view, tree, decorations).dispose(),
	};
}

function showFacts(view: TreeView<TreeNode>, setups: Setups, server: LanguageServer): void {
	const facts = viewFacts(setups.known, server.health === 'failed', workspace.isTrusted);
	view.description = facts.description;
	view.message = facts.message;
	view.badge = facts.badge;
	void commands.executeCommand('setContext', contextKeys.state, facts.state);
}
