/** The rows of the repository view: build, arch, subarch, dated build, snapshots. Made from the model alone. */

import { escapeMarkdown } from '../../base/escapeMarkdown.ts';
import { ago, withCount } from '../../base/phrases.ts';
import { countWords, needingCount } from '../../health/subarchCounts.ts';
import { rowIdOf } from '../../health/subarchId.ts';
import { countStates, statusOf } from '../../health/subarchState.ts';
import type { Row } from '../../protocol/index.ts';
import {
	type BuildSnapshots,
	countOf,
	type DatedBuild,
	isBeingBuilt,
	isRunning,
	type MissingSubarch,
	type RetentionItem,
	retention,
	type Subarch,
} from '../../repository/index.ts';
import { badgeOf, worstBadge } from './badges.ts';
import { hiddenRow, knownArch, missingRow, noDirectory } from './missingRows.ts';
import { retentionSentence, retentionWord } from './retentionWords.ts';
import type { RowContext } from './rowContext.ts';
import { rowFacts } from './rowFacts.ts';
import { whereabouts } from './whereabouts.ts';

/** At most this many rows below one row; a further row counts the rest. */
export const rowLimit = 1000;

/** The top rows: one for each existing build, then builds that are only named. */
export function buildRows(view: RowContext): Row[] {
	const there = [
		...view.repository.subarches.map((subarch) => subarch.build),
		...view.repository.snapshots.filter((found) => found.snapshots.length > 0).map((found) => found.build),
	];
	// If nothing exists at all, the view itself says what to do.
	const named = there.length === 0 ? [] : view.missing;
	const names = new Set([...there, ...[...named, ...view.hidden].map(({ build }) => build)]);
	return [...names].map((build) =>
		groupRow(
			view,
			build,
			build,
			'build',
			view.repository.subarches.filter((subarch) => subarch.build === build),
		),
	);
}

/** The rows below a build: its arches, and its snapshots. */
export function archRows(view: RowContext, build: string): Row[] {
	const inBuild = view.repository.subarches.filter((subarch) => subarch.build === build);
	const missing = view.missing.filter((one) => one.build === build);
	const hidden = view.hidden.filter((one) => one.build === build);
	const arches = [
		...new Set([...inBuild.map((subarch) => subarch.arch), ...[...missing, ...hidden].flatMap(knownArch)]),
	];
	const rows = arches.map((arch) =>
		groupRow(
			view,
			`${build}/${arch}`,
			arch,
			'arch',
			inBuild.filter((subarch) => subarch.arch === arch),
		),
	);
	const snapshots = view.repository.snapshots.find((found) => found.build === build);
	return [
		...rows,
		...missing.filter((one) => knownArch(one).length === 0).map(missingRow),
		...hidden.filter((one) => knownArch(one).length === 0).map(hiddenRow),
		...(snapshots === undefined || snapshots.snapshots.length === 0 ? [] : [snapshotsRow(snapshots)]),
	];
}

/** The rows below an arch: existing subarches first. */
export function subarchRows(view: RowContext, build: string, arch: string, limit = rowLimit): Row[] {
	const there = view.repository.subarches.filter(
		(subarch) => subarch.build === build && subarch.arch === arch,
	);
	const isHere = (one: MissingSubarch): boolean => one.build === build && knownArch(one).includes(arch);
	const absent = [
		...view.missing.filter(isHere).map(missingRow),
		...view.hidden.filter(isHere).map(hiddenRow),
	];
	return limitedSubarches(view, `${build}/${arch}`, there, absent, limit, (row) => row);
}

/** The rows of subarches that are there, then of those that are not, at most `limit`. Only what is shown is made. */
export function limitedSubarches(
	view: RowContext,
	parent: string,
	there: readonly Subarch[],
	absent: readonly Row[],
	limit: number,
	finish: (row: Row, subarch: Subarch) => Row,
): Row[] {
	const rows = there.slice(0, limit).map((subarch) => finish(subarchRow(view, subarch), subarch));
	const all = [...rows, ...absent.slice(0, limit - rows.length)];
	return withMore(all, parent, there.length + absent.length);
}

/** The rows below a subarch: its builds, the latest first. */
export function datedBuildRows(view: RowContext, subarch: Subarch, limit = rowLimit): Row[] {
	const builds = subarch.builds.toSorted((a, b) => b.date - a.date || (a.name < b.name ? 1 : -1));
	const items = itemsOf(view, subarch);
	const rows = builds
		.slice(0, limit)
		.map((build) => datedBuildRow(view, subarch, build, items.get(build.path)));
	return withMore(rows, rowIdOf(view.repository, subarch.path), builds.length);
}

/** What `clean` does with the builds of a subarch, by their paths. */
function itemsOf(
	{ repository, policy, now }: RowContext,
	subarch: Subarch,
): ReadonlyMap<string, RetentionItem> {
	const only = { ...repository, subarches: [subarch], snapshots: [] };
	return new Map(retention(only, policy, now).map((item) => [item.path, item]));
}

/** Rows below `parent`, and if they are not all one that stands for the others. */
export function withMore(rows: Row[], parent: string, count: number): Row[] {
	return count > rows.length ? [...rows, moreRow(parent, count - rows.length)] : rows;
}

/** The rows below `snapshots`, the latest first. */
export function snapshotRows(found: BuildSnapshots): Row[] {
	return found.snapshots.toReversed().map((name) => {
		const { said, reach } = whereabouts(`${found.path}/${name}`);
		const day = /^portage-(.*)\.tar\.xz$/s.exec(name)?.[1] ?? name;
		return {
			id: `${found.build}/snapshots/${name}`,
			kind: 'snapshot',
			status: 'plain',
			label: name,
			description: '',
			tooltip: `**Snapshot of the Portage tree** ${escapeMarkdown(day)}\n\n${said}`,
			accessibleLabel: `${name}, Portage snapshot ${day}`,
			expandable: false,
			tags: ['file'],
			...reach,
		};
	});
}

function groupRow(
	view: RowContext,
	id: string,
	label: string,
	kind: 'build' | 'arch',
	subarches: readonly Subarch[],
): Row {
	const counts = countStates(subarches, view.policy, view.now);
	const isBelow = (one: MissingSubarch): boolean =>
		kind === 'build' ? one.build === id : knownArch(one).some((arch) => `${one.build}/${arch}` === id);
	const missing = view.missing.filter(isBelow).length;
	const hidden = view.hidden.filter(isBelow).length;
	const facts = [
		...(subarches.length > 0 || missing + hidden === 0
			? [withCount(subarches.length, 'subarch', 'subarches')]
			: []),
		...countWords(counts),
		...(missing > 0 ? [`${missing} ${noDirectory}`] : []),
		...(hidden > 0 ? [`${hidden} in unreadable directories`] : []),
	];
	const shown = facts.slice(needingCount(counts) + counts.of.running > 0 ? 1 : 0);
	const { said, reach } = whereabouts(`${view.repository.mirror}/${id}`);
	const badge = worstBadge(subarches, view.policy);
	return {
		id,
		kind,
		status: 'plain',
		label,
		description: shown.join(', '),
		tooltip: [`**${escapeMarkdown(label)}**`, escapeMarkdown(facts.join(', ')), said].join('\n\n'),
		accessibleLabel: [label, ...shown, kind, ...facts.slice(0, facts.length - shown.length)].join(', '),
		expandable: true,
		...(badge !== undefined && { badge }),
		tags: [kind],
		...reach,
	};
}

function subarchRow(view: RowContext, subarch: Subarch): Row {
	const status = statusOf(subarch, view.policy, view.now);
	const badge = badgeOf(subarch, view.policy);
	const isNext = subarch.path === view.nextPath;
	const facts = rowFacts(view, subarch);
	const { said, reach } = whereabouts(subarch.path);
	return {
		id: rowIdOf(view.repository, subarch.path),
		kind: 'subarch',
		status,
		label: subarch.subarch,
		description: facts.short.join(', '),
		tooltip: [
			`**${escapeMarkdown(subarch.subarch)}** in ${escapeMarkdown(`${subarch.build}, ${subarch.arch}`)}`,
			facts.long.map((fact) => `- ${escapeMarkdown(fact)}`).join('\n'),
			said,
		].join('\n\n'),
		accessibleLabel: [
			subarch.subarch,
			...facts.short,
			...(badge === undefined ? [] : [badge.tooltip]),
			subarch.build,
			subarch.arch,
		].join(', '),
		expandable: subarch.builds.length > 0,
		...(badge !== undefined && { badge }),
		tags: [
			'subarch',
			subarch.local ? 'local' : 'remote',
			isRunning(subarch) ? 'running' : subarch.lock.kind === 'live' ? 'locked' : 'idle',
			...(subarch.lock.kind === 'stale' ? ['stale-lock'] : []),
			...(countOf(subarch) === 0 ? [] : ['failing']),
			...(isNext ? ['next'] : []),
		],
		...reach,
	};
}

function datedBuildRow(
	view: RowContext,
	subarch: Subarch,
	build: DatedBuild,
	item: RetentionItem | undefined,
): Row {
	const built = isBeingBuilt(subarch, build);
	const inProgress = built === 'yes';
	const state = inProgress
		? 'building'
		: built === 'no'
			? stateWord(build)
			: `${stateWord(build)}, perhaps building`;
	const age = ago(build.date, view.now);
	const fate = item && retentionWord(item);
	const facts = [state, age, ...(fate === undefined ? [] : [fate])].join(', ');
	const { said, reach } = whereabouts(build.path);
	return {
		id: rowIdOf(view.repository, build.path),
		kind: 'dated-build',
		status: inProgress ? 'running' : build.state === 'complete' ? 'fresh' : 'incomplete',
		label: build.name,
		description: facts,
		tooltip: [
			`**${escapeMarkdown(build.name)}** ${escapeMarkdown(state)}, ${escapeMarkdown(age)}`,
			...(build === subarch.latest ? ['The latest complete build'] : []),
			...(item === undefined ? [] : [escapeMarkdown(retentionSentence(item))]),
			said,
		].join('\n\n'),
		accessibleLabel: `${build.name}, ${facts}, ${build.kind === 'qa' ? 'QA build' : 'build'} of ${subarch.subarch}`,
		expandable: true,
		tags: ['dated-build', build.state, ...(inProgress ? ['running'] : [])],
		...reach,
	};
}

function stateWord(build: DatedBuild): string {
	if (build.state !== 'complete') return build.state;
	return build.full ? 'full' : 'complete, not full';
}

function snapshotsRow(found: BuildSnapshots): Row {
	const count = withCount(found.snapshots.length, 'snapshot');
	const { said, reach } = whereabouts(found.path);
	return {
		id: `${found.build}/snapshots`,
		kind: 'snapshots',
		status: 'plain',
		label: 'snapshots',
		description: count,
		tooltip: `**Snapshots of the Portage tree**\n\n${count}\n\n${said}`,
		accessibleLabel: `snapshots, ${count} of the Portage tree, ${found.build}`,
		expandable: true,
		tags: ['snapshots'],
		...reach,
	};
}

/** Of the id of a row that stands for others; the parent's id follows. */
const morePrefix = 'more:';

/** The row for what the limit left out. */
function moreRow(parent: string, count: number): Row {
	return {
		id: `${morePrefix}${parent}`,
		kind: 'more',
		status: 'plain',
		label: `${count.toLocaleString('en-US')} more`,
		description: '',
		tooltip: `${count.toLocaleString('en-US')} more rows are not shown. A click shows the next ones.`,
		accessibleLabel: `${count.toLocaleString('en-US')} more, not shown yet`,
		expandable: false,
		tags: [],
		moreOf: parent,
	};
}
