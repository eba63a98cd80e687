/** The rows of the view grouped by arch, by state or by host: below each group are subarches, which also say their build. */

import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { withCount } from '../../base/phrases.ts';
import { wordOfState } from '../../health/subarchCounts.ts';
import { type Row, type RowStatus, shownStates } from '../../protocol/index.ts';
import type { MissingSubarch, Subarch } from '../../repository/index.ts';
import { stateOf } from './arrange.ts';
import { worstBadge } from './badges.ts';
import {
	hereOf,
	hostGroupOf,
	hostGroupOfAbsent,
	hostGroupPhrase,
	hostLabel,
	inHostOrder,
} from './hostWords.ts';
import { hiddenRow, knownArch, missingRow, noDirectory } from './missingRows.ts';
import type { RowContext } from './rowContext.ts';
import { limitedSubarches, rowLimit } from './rows.ts';

export type FlatGrouping = 'arch' | 'state' | 'host';

/** Where rows below the mirror have a name, these ids have nothing: no row of a path begins so. */
const prefixes: Readonly<Record<FlatGrouping, string>> = {
	arch: '/arch/',
	state: '/state/',
	host: '/host/',
};

const titles: Readonly<Record<(typeof shownStates)[number], string>> = {
	...wordOfState,
	'no-directory': noDirectory,
};

/** The group of a subarch. */
export function groupIdOf(view: RowContext, grouping: FlatGrouping, subarch: Subarch): string {
	switch (grouping) {
		case 'arch':
			return prefixes.arch + subarch.arch;
		case 'state':
			return prefixes.state + stateOf(view, subarch);
		case 'host':
			return prefixes.host + hostGroupOf(view, subarch);
	}
}

/** The group of a subarch without a directory, or in an unreadable one. */
export function groupIdOfAbsent(
	view: RowContext,
	grouping: FlatGrouping,
	one: MissingSubarch,
	state: RowStatus,
): string {
	if (grouping === 'host') return prefixes.host + hostGroupOfAbsent(view);
	return prefixes[grouping] + (grouping === 'state' ? state : (knownArch(one)[0] ?? '?'));
}

/** The top rows: states in order of urgency, this host before others, or arches as they come. */
export function groupRows(view: RowContext, grouping: FlatGrouping): Row[] {
	const members = new Map<string, Subarch[]>();
	for (const one of view.repository.subarches) {
		const id = groupIdOf(view, grouping, one);
		const known = members.get(id);
		if (known === undefined) members.set(id, [one]);
		else known.push(one);
	}
	const absent = absentIn(view, grouping);
	const ids = new Set([...members.keys(), ...absent.map(({ group }) => group)]);
	return inOrder(view, grouping, ids).map((id) => {
		const subarches = members.get(id) ?? [];
		const count = subarches.length + absent.filter(({ group }) => group === id).length;
		return groupRow(view, id, titleOf(grouping, id), grouping, subarches, count);
	});
}

function inOrder(view: RowContext, grouping: FlatGrouping, ids: ReadonlySet<string>): readonly string[] {
	switch (grouping) {
		case 'arch':
			return [...ids];
		case 'state':
			return shownStates.map((state) => prefixes.state + state).filter((id) => ids.has(id));
		case 'host': {
			const names = [...ids].map((id) => id.slice(prefixes.host.length));
			return inHostOrder(view, names).map((name) => prefixes.host + name);
		}
	}
}

/** The rows below a group. */
export function rowsInGroup(view: RowContext, grouping: FlatGrouping, id: string, limit = rowLimit): Row[] {
	const there = view.repository.subarches.filter((one) => groupIdOf(view, grouping, one) === id);
	const absent = absentIn(view, grouping).filter(({ group }) => group === id);
	return limitedSubarches(
		view,
		id,
		there,
		absent.map(({ row, build }) => placed(row, build)),
		limit,
		(row, subarch) =>
			grouping === 'arch'
				? placed(row, subarch.build)
				: placed(grouping === 'host' ? withoutHost(row) : row, `${subarch.build}, ${subarch.arch}`),
	);
}

/** The same row, which says first where it is, and only there. */
function placed(row: Row, where: string): Row {
	const description = [where, row.description].filter((part) => part !== '').join(', ');
	const rest = row.accessibleLabel.slice(row.label.length).replace(`, ${where}`, '');
	return { ...row, description, accessibleLabel: `${row.label}, ${where}${rest}` };
}

/** The same row without the host, which its group says already; the tooltip has all. */
function withoutHost(row: Row): Row {
	return {
		...row,
		description: row.description.replace(/^remote(?: \([^)]*\))?, |, remote(?: \([^)]*\))?$/, ''),
	};
}

interface AbsentRow {
	readonly group: string;
	readonly build: string;
	readonly row: Row;
}

function absentIn(view: RowContext, grouping: FlatGrouping): readonly AbsentRow[] {
	const { missing, hidden } = view;
	return [
		...missing.map((one) => ({
			group: groupIdOfAbsent(view, grouping, one, 'no-directory'),
			build: one.build,
			row: missingRow(one),
		})),
		...hidden.map((one) => ({
			group: groupIdOfAbsent(view, grouping, one, 'unreadable'),
			build: one.build,
			row: hiddenRow(one),
		})),
	];
}

function titleOf(grouping: FlatGrouping, id: string): string {
	const name = id.slice(prefixes[grouping].length);
	if (grouping === 'host') return hostLabel(name);
	if (grouping === 'state') return titles[name as keyof typeof titles];
	return name === '?' ? 'unknown arch' : name;
}

function groupRow(
	view: RowContext,
	id: string,
	label: string,
	grouping: FlatGrouping,
	subarches: readonly Subarch[],
	members: number,
): Row {
	const count = withCount(members, 'subarch', 'subarches');
	const host = grouping === 'host' ? id.slice(prefixes.host.length) : undefined;
	const isHere = host !== undefined && host === hereOf(view);
	const facts = isHere ? `this host, ${count}` : count;
	const about = host === undefined ? undefined : hostGroupPhrase(view, host);
	const badge = worstBadge(subarches, view.policy);
	return {
		id,
		kind: 'group',
		status: grouping === 'state' ? (id.slice(prefixes.state.length) as RowStatus) : 'plain',
		label,
		description: facts,
		tooltip: [
			`**${escapeMarkdown(label)}** ${facts}`,
			...(about === undefined ? [] : [escapeMarkdown(about)]),
		].join('\n\n'),
		accessibleLabel: `${label}, ${facts}`,
		expandable: true,
		...(badge !== undefined && grouping !== 'state' && { badge }),
		tags: ['group'],
	};
}
