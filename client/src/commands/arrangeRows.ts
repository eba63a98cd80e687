/** Filter Rows, Clear Filter, Group and Sort Rows, and the row that stands for those left out. */
import * as l10n from '@vscode/l10n';
import { type QuickPickItem, QuickPickItemKind, window } from 'vscode';
import { oneLine } from '../../../server/src/base/visible.ts';
import {
	type Arrangement,
	type RowGroups,
	type RowOrder,
	rowGroups,
	rowOrders,
	type ShownState,
	shownStates,
	withoutFilter,
} from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { stateWords } from '../ui/stateWords.ts';
import { groupWords, orderWords, placeWords } from '../view/arrangementWords.ts';
import { isRowNode } from '../view/treeNode.ts';

interface FilterItem extends QuickPickItem {
	readonly state?: ShownState;
	readonly where?: 'local' | 'remote';
	readonly host?: string;
	readonly text?: true;
}

/** Filter Rows: several states, a place, hosts, and words of the name. Nothing chosen shows all rows. */
export async function filterRows({ view, setups }: Services): Promise<void> {
	const { now } = view.arrangement;
	// One that is chosen and not known any more can still be left out.
	const hosts = new Set([
		...(setups.known ?? []).flatMap((setup) => setup.hosts ?? []),
		...(now.hosts ?? []),
	]);
	const chosen = await window.showQuickPick(filterItems(now, [...hosts]), {
		canPickMany: true,
		title: l10n.t('Filter Rows'),
		placeHolder: l10n.t('Show the subarches that are …'),
	});
	if (chosen === undefined) return;
	const places = new Set(chosen.flatMap(({ where }) => where ?? []));
	const [where] = places.size === 1 ? places : [];
	const named = chosen.flatMap(({ host }) => host ?? []);
	const text = chosen.some((item) => item.text) ? await askText(now.text) : '';
	if (text === undefined) return;
	view.arrangement.choose({
		...withoutFilter(now),
		states: chosen.flatMap(({ state }) => state ?? []),
		...(where !== undefined && { where }),
		...(named.length > 0 && { hosts: named }),
		...(text !== '' && { text }),
	});
}

/** Clear Filter: all rows again, grouped and sorted as before. */
export function clearFilter({ view }: Services): void {
	view.arrangement.choose(withoutFilter(view.arrangement.now));
}

/** Group and Sort Rows. */
export async function arrangeRows({ view }: Services): Promise<void> {
	const { now } = view.arrangement;
	const groups = rowGroups.map((one) => ({ groups: one, label: groupWords[one], is: now.groups ?? 'build' }));
	const orders = rowOrders.map((one) => ({
		order: one,
		label: orderWords[one],
		is: now.order ?? 'buildbot',
	}));
	const marked = (label: string, isChosen: boolean): QuickPickItem => ({
		label: isChosen ? `$(check) ${label}` : label,
		...(isChosen && { description: l10n.t('as now') }),
	});
	const items: (QuickPickItem & { groups?: RowGroups; order?: RowOrder })[] = [
		...groups.map(({ groups, label, is }) => ({ ...marked(label, groups === is), groups })),
		{ label: '', kind: QuickPickItemKind.Separator },
		...orders.map(({ order, label, is }) => ({ ...marked(label, order === is), order })),
	];
	const chosen = await window.showQuickPick(items, {
		title: l10n.t('Group and Sort Rows'),
		placeHolder: l10n.t('Choose one; the other stays as it is'),
	});
	if (chosen === undefined) return;
	const { groups: group, order } = chosen;
	view.arrangement.choose({
		...now,
		...(group !== undefined && { groups: group }),
		...(order !== undefined && { order }),
	});
}

/** A click on the row that stands for others shows the next ones; takes the row, and the id of the row above it. */
export async function showMore({ view }: Services, node: unknown, parent: unknown): Promise<void> {
	if (isRowNode(node) && typeof parent === 'string') view.tree.showMore(node.home, parent);
}

function filterItems(
	{ states = [], where, hosts: chosen = [], text = '' }: Arrangement,
	hosts: readonly string[],
): FilterItem[] {
	const separator = (label: string): FilterItem => ({ label, kind: QuickPickItemKind.Separator });
	return [
		separator(l10n.t('State')),
		...shownStates.map((state) => ({ label: stateWords[state], state, picked: states.includes(state) })),
		separator(l10n.t('Place')),
		...(['local', 'remote'] as const).map((place) => ({
			label: placeWords[place],
			where: place,
			picked: where === place,
		})),
		...(hosts.length > 0 ? [separator(l10n.t('Host'))] : []),
		...hosts.map((host) => ({
			label: l10n.t('built by {0}', oneLine(host)),
			host,
			picked: chosen.includes(host),
		})),
		separator(l10n.t('Name')),
		{
			label: l10n.t('name contains …'),
			...(text !== '' && { description: text }),
			text: true,
			picked: text !== '',
		},
	];
}

/** `undefined`: the user left. */
async function askText(value = ''): Promise<string | undefined> {
	const text = await window.showInputBox({
		title: l10n.t('Filter Rows'),
		prompt: l10n.t('Words of the build, arch or subarch'),
		value,
	});
	return text?.trim();
}
