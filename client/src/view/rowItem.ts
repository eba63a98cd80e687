/** How a row of the protocol is drawn: plain data, for repositoryTree.ts to hand to the editor. */
import type { Row, RowKind, RowStatus } from '../../../server/src/protocol/index.ts';
import { visibleText } from '../ui/visibleText.ts';

/** A codicon and, if it has one, the theme colour it is painted with. */
export interface RowIcon {
	readonly name: string;
	readonly color?: string;
}

/** What a tree item needs, with names instead of the editor's objects. */
export interface RowItem {
	readonly label: string;
	readonly description: string;
	readonly tooltip: string;
	readonly accessibleLabel: string;
	readonly icon: RowIcon;
	readonly expandable: boolean;
	/** The words that menus ask for, each between commas, so that no word is found inside another. */
	readonly contextValue: string;
	/** A click shows the file in an editor. */
	readonly opens: boolean;
}

/** @param isOurs this window runs the build of the row */
export function rowItem(row: Row, isOurs = false): RowItem {
	return {
		label: visibleText(row.label),
		description: visibleText(row.description),
		tooltip: row.tooltip,
		accessibleLabel: visibleText(row.accessibleLabel),
		icon: iconOf(row),
		expandable: row.expandable,
		contextValue: contextValue(row, isOurs),
		opens: row.path !== undefined && row.tags.includes('text'),
	};
}

/**
 * The kind, the tags and, for rows that stand for something on disk, `path`: `,subarch,local,failing,path,`. A build in progress is
 * `ours` if this window can stop it, else `others`.
 */
function contextValue(row: Row, isOurs: boolean): string {
	const whose = row.tags.includes('running') ? [isOurs ? 'ours' : 'others'] : [];
	const words = new Set([row.kind, ...row.tags, ...whose, ...(row.path === undefined ? [] : ['path'])]);
	return `,${[...words].join(',')},`;
}

const kindIcons: Readonly<Record<RowKind, string>> = {
	build: 'package',
	group: 'list-tree',
	arch: 'circuit-board',
	subarch: 'server-process',
	'dated-build': 'calendar',
	file: 'file',
	snapshots: 'history',
	snapshot: 'file-zip',
	more: 'ellipsis',
};

const statusIcons: Readonly<Record<RowStatus, RowIcon | undefined>> = {
	fresh: { name: 'pass', color: 'testing.iconPassed' },
	stale: { name: 'watch', color: 'list.warningForeground' },
	'never-built': { name: 'circle-outline' },
	failing: { name: 'warning', color: 'list.warningForeground' },
	'out-of-rotation': { name: 'error', color: 'list.errorForeground' },
	unreadable: { name: 'question', color: 'list.errorForeground' },
	running: { name: 'sync~spin', color: 'charts.blue' },
	incomplete: { name: 'circle-slash', color: 'list.warningForeground' },
	remote: { name: 'cloud' },
	'no-directory': { name: 'new-folder' },
	plain: undefined,
};

/** Shape and colour both tell the status, so that neither is needed alone; what only groups others keeps its own shape. */
function iconOf(row: Row): RowIcon {
	const byKind = { name: kindIcons[row.kind] };
	return row.kind === 'subarch' || row.kind === 'dated-build' || row.kind === 'group'
		? (statusIcons[row.status] ?? byKind)
		: byKind;
}
