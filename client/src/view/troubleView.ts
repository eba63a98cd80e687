/** Problems: a view that is there only while something is (`when` in package.json), with a way to each place to mend. */

import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import {
	commands,
	Disposable,
	EventEmitter,
	Position,
	Range,
	ThemeIcon,
	TreeItem,
	Uri,
	window,
} from 'vscode';
import type { FilePlace } from '../../../server/src/protocol/index.ts';
import { contextKeys } from '../ui/contextKeys.ts';

const viewId = 'metro.trouble';

export interface TroubleView extends Disposable {
	/** Says what is wrong, and lists where to mend it; an empty message takes the view away. */
	show(message: string, places: readonly FilePlace[]): void;
}

export function createTroubleView(): TroubleView {
	const changed = new EventEmitter<void>();
	let listed: readonly FilePlace[] = [];
	const view = window.createTreeView<FilePlace>(viewId, {
		treeDataProvider: {
			onDidChangeTreeData: changed.event,
			getChildren: (parent) => (parent === undefined ? [...listed] : []),
			getTreeItem: itemOf,
		},
	});
	return {
		show: (message, places) => {
			view.message = message;
			listed = places;
			changed.fire();
			void commands.executeCommand('setContext', contextKeys.trouble, message !== '');
		},
		dispose: () => Disposable.from(view, changed).dispose(),
	};
}

/** A row that opens the file at the line. */
function itemOf({ path, line, column }: FilePlace): TreeItem {
	const item = new TreeItem(l10n.t('Open {0} at line {1}', basename(path), line + 1));
	const at = new Position(line, column);
	item.iconPath = new ThemeIcon('go-to-file');
	item.tooltip = path;
	// Else a screen reader says the tooltip alone.
	item.accessibilityInformation = { label: `${item.label}, ${path}` };
	item.command = {
		title: l10n.t('Open'),
		command: 'vscode.open',
		arguments: [Uri.file(path), { selection: new Range(at, at) }],
	};
	return item;
}
