/** Rows and homes as the editor's tree items. */

import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState, Uri } from 'vscode';
import type { Row, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { isUsable } from '../setups/usable.ts';
import { rowAddress } from './rowAddress.ts';
import { rowItem } from './rowItem.ts';
import { type HomeNode, nodeKey, type RowNode } from './treeNode.ts';

/**
 * @param isOpen whether the rows below it are shown
 * @param isOurs whether this window runs its build
 */
export function itemOfRow(node: RowNode, row: Row | undefined, isOpen: boolean, isOurs: boolean): TreeItem {
	// The row is gone since the editor learnt of it; its parent is about to be drawn without it.
	if (row === undefined) return new TreeItem(node.id);
	const drawn = rowItem(row, isOurs);
	const item = new TreeItem(drawn.label, collapsible(drawn.expandable, isOpen));
	item.id = nodeKey(node);
	item.description = drawn.description;
	item.tooltip = new MarkdownString(drawn.tooltip);
	item.contextValue = drawn.contextValue;
	item.accessibilityInformation = { label: drawn.accessibleLabel };
	item.resourceUri = Uri.from(rowAddress(node.home, node.id));
	const { name, color } = drawn.icon;
	item.iconPath =
		row.kind === 'file'
			? ThemeIcon.File
			: new ThemeIcon(name, color === undefined ? undefined : new ThemeColor(color));
	if (drawn.opens) item.command = { title: l10n.t('Open'), command: commandIds.openFile, arguments: [node] };
	if (row.moreOf !== undefined)
		item.command = {
			title: l10n.t('Show More Rows'),
			command: commandIds.showMore,
			arguments: [node, row.moreOf],
		};
	return item;
}

/** @param isOpen whether its builds are shown */
export function itemOfHome(node: HomeNode, setup: SetupSummary | undefined, isOpen: boolean): TreeItem {
	const item = new TreeItem(basename(node.home) || node.home, collapsible(true, isOpen));
	const ready = setup !== undefined && isUsable(setup);
	item.id = nodeKey(node);
	item.description = setup?.message ?? setup?.mirror ?? '';
	item.tooltip = [node.home, setup?.message].filter((line) => line !== undefined).join('\n');
	item.iconPath = new ThemeIcon(ready ? 'home' : 'warning');
	item.contextValue = ',home,';
	item.accessibilityInformation = {
		label: [item.label, item.description, node.home, ...(ready ? [l10n.t('ready')] : [])].join(', '),
	};
	return item;
}

function collapsible(expandable: boolean, isOpen: boolean): TreeItemCollapsibleState {
	if (!expandable) return TreeItemCollapsibleState.None;
	return isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
