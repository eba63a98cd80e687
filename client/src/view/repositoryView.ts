/** The repository view as a whole: the tree, its badge, the words beside its title and the state its welcome text tells. */
import { commands, Disposable, type LogOutputChannel, type Memento, window, workspace } from 'vscode';
import { isFiltered, withoutFilter } from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import { contextKeys } from '../ui/contextKeys.ts';
import { type ChosenArrangement, createArrangement } from './arrangement.ts';
import { createDecorations } from './decorations.ts';
import { createOpenedRows } from './openedRows.ts';
import { createRepositoryTree, type RepositoryTree } from './repositoryTree.ts';
import { createTroubleView } from './troubleView.ts';
import { viewFacts } from './viewState.ts';

export const viewId = 'metro.repository';

export interface RepositoryView extends Disposable {
	readonly tree: RepositoryTree;
	readonly arrangement: ChosenArrangement;
	/** Shows a row: opens what is above it and selects it. */
	reveal(home: string, id: string): Promise<void>;
}

/** `state` keeps which rows are open from session to session. */
export function createRepositoryView(
	server: LanguageServer,
	setups: Setups,
	state: Memento,
	log: LogOutputChannel,
): RepositoryView {
	const decorations = createDecorations();
	const arrangement = createArrangement(state);
	const tree = createRepositoryTree(
		server,
		setups,
		() => arrangement.now,
		decorations,
		createOpenedRows(state),
		log,
	);
	const view = window.createTreeView(viewId, {
		treeDataProvider: tree,
		showCollapseAll: true,
		canSelectMany: true,
	});
	const trouble = createTroubleView();
	let drawn = '';

	const updateFacts = (): void => {
		const facts = viewFacts(setups.known, server.health === 'failed', workspace.isTrusted, arrangement.now);
		view.description = facts.description;
		view.message = facts.message;
		view.badge = facts.badge;
		trouble.show(facts.trouble, facts.places);
		void commands.executeCommand('setContext', contextKeys.state, facts.state);
		void commands.executeCommand('setContext', contextKeys.filtered, isFiltered(arrangement.now));
	};
	const update = (): void => {
		updateFacts();
		// The rows at the top depend on which homes there are and how each one is.
		const top = JSON.stringify(setups.known?.map(({ home, state, message }) => [home, state, message]));
		if (top !== drawn) tree.redrawAll();
		drawn = top;
	};
	const listeners = Disposable.from(
		view.onDidExpandElement(({ element }) => tree.remember(element, true)),
		view.onDidCollapseElement(({ element }) => tree.remember(element, false)),
		setups.onDidChange(update),
		arrangement.onDidChange(() => {
			updateFacts();
			tree.redrawAll();
		}),
		server.onDidChangeHealth((health) => {
			updateFacts();
			if (health === 'starting') return;
			tree.redrawAll();
			if (health === 'running') void setups.ask();
		}),
		server.onDidChangeHomes(() => {
			tree.redrawAll();
			void setups.ask();
		}),
		server.onDidChangeSetup((change) => {
			setups.take(change.summary);
			tree.redraw(change);
		}),
		workspace.onDidGrantWorkspaceTrust(update),
	);
	updateFacts();
	return {
		tree,
		arrangement,
		reveal: async (home, id) => {
			const node = tree.node(home, id);
			const answer = await tree.ask(node);
			if (answer?.filtered) arrangement.choose(withoutFilter(arrangement.now));
			if (answer?.parent !== undefined && answer.place !== undefined)
				tree.showMore(home, answer.parent, answer.place);
			await view.reveal(node, { select: true, focus: true, expand: true });
		},
		dispose: () => Disposable.from(listeners, view, trouble, tree, decorations, arrangement).dispose(),
	};
}
