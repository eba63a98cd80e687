/** Which actions the title of the details offers: those that fit the subarch as it is now. */
import { commands, Disposable, type LogOutputChannel, type Uri, window } from 'vscode';
import { contextKeys } from '../ui/contextKeys.ts';
import { addressesIn } from '../ui/seenTabs.ts';
import type { RepositoryTree } from '../view/repositoryTree.ts';
import type { RowNode } from '../view/treeNode.ts';
import { detailsScheme } from './detailsAddress.ts';

export interface DetailsActions extends Disposable {
	/** The subarch may be in another state. */
	update(): void;
}

export function createDetailsActions(
	tree: RepositoryTree,
	nodeOf: (uri: Uri) => RowNode,
	log: LogOutputChannel,
): DetailsActions {
	let set = '';
	let turn = 0;
	const look = async (): Promise<void> => {
		const mine = ++turn;
		const { activeTab } = window.tabGroups.activeTabGroup;
		const uri = addressesIn(activeTab).find(({ scheme }) => scheme === detailsScheme);
		const words = uri === undefined ? '' : ((await tree.menuWords(nodeOf(uri))) ?? '');
		if (mine !== turn || words === set) return;
		set = words;
		await commands.executeCommand('setContext', contextKeys.detailsItem, words);
	};
	const update = (): void =>
		void look().catch((error) => log.warn(`The actions of the details could not be updated: ${error}`));
	const listeners = Disposable.from(
		window.tabGroups.onDidChangeTabs(update),
		window.tabGroups.onDidChangeTabGroups(update),
	);
	update();
	return { update, dispose: () => listeners.dispose() };
}
