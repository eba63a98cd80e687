/** Finds a row by its id, and the rows below it. Reads the files of a build on demand. */
import { toCivil } from '../../base/civilTime.ts';
import type { Clock } from '../../base/clock.ts';
import type { DirectoryEntry, DiskReader, FileReader } from '../../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { rowIdOf } from '../../health/subarchId.ts';
import {
	type Arrangement,
	type FailureAnswer,
	type Row,
	type RowAnswer,
	withoutFilter,
} from '../../protocol/index.ts';
import {
	findBuildFailure,
	holderPhrase,
	isForeign,
	lockPath,
	type MissingSubarch,
	type Repository,
	readLockSigns,
	type Subarch,
} from '../../repository/index.ts';
import { buildersIn, hiddenIn, missingIn, nextOf, type SetupSnapshot } from '../../setup/setupSnapshot.ts';
import { arranged } from './arrange.ts';
import { failuresOf, type KnownFailures } from './failures.ts';
import { type FoundFile, fileRows } from './fileRows.ts';
import { type FlatGrouping, groupIdOf, groupIdOfAbsent, groupRows, rowsInGroup } from './flatGroups.ts';
import { knownArch } from './missingRows.ts';
import type { RowContext } from './rowContext.ts';
import { archRows, buildRows, datedBuildRows, rowLimit, snapshotRows, subarchRows } from './rows.ts';

/** What rows need besides the snapshot. */
export interface RowInputs {
	readonly clock: Clock;
	readonly files: DiskReader;
	readonly failures: KnownFailures;
	/** Absent: all rows, as they come. */
	readonly arrangement?: Arrangement | undefined;
	/** How many rows at most below one; absent: the usual number. */
	readonly limit?: number | undefined;
	/** Reads the files of a dated build and watches them for changes. */
	readonly shownBuilds: {
		read<T>(path: string, work: (files: FileReader) => Promise<T>): Promise<T>;
	};
}

/** The rows below `parent`; at the top without one. A parent that is gone has none. */
export async function rowsBelow(
	snapshot: SetupSnapshot,
	parent: string | undefined,
	inputs: RowInputs,
	signal: AbortSignal,
): Promise<Row[]> {
	const view = viewOf(snapshot, inputs);
	if (view === undefined) return [];
	const { limit } = inputs;
	const grouping = flatGrouping(inputs);
	if (parent === undefined) return grouping === undefined ? buildRows(view) : groupRows(view, grouping);
	const repository = snapshot.repository ?? view.repository;
	if (grouping !== undefined && parent.startsWith('/')) {
		const below = view.repository.subarches.filter((one) => groupIdOf(view, grouping, one) === parent);
		const shown = below.slice(0, limit ?? rowLimit);
		return rowsInGroup(await withDetails(view, shown, inputs), grouping, parent, limit);
	}
	const subarch = repository.subarches.find((one) => rowIdOf(repository, one.path) === parent);
	if (subarch !== undefined) return datedBuildRows(view, subarch, limit);
	const inArch = view.repository.subarches.find((one) => `${one.build}/${one.arch}` === parent);
	if (inArch !== undefined) {
		const below = view.repository.subarches.filter((one) => `${one.build}/${one.arch}` === parent);
		const shown = below.slice(0, limit ?? rowLimit);
		return subarchRows(await withDetails(view, shown, inputs), inArch.build, inArch.arch, limit);
	}
	const [absent] = [...view.missing, ...view.hidden].flatMap((one) =>
		knownArch(one)
			.filter((arch) => `${one.build}/${arch}` === parent)
			.map((arch) => ({ build: one.build, arch })),
	);
	if (absent !== undefined) return subarchRows(view, absent.build, absent.arch, limit);
	const snapshots = view.repository.snapshots.find((found) => `${found.build}/snapshots` === parent);
	if (snapshots !== undefined) return snapshotRows(snapshots);
	for (const one of repository.subarches) {
		if (!parent.startsWith(`${rowIdOf(repository, one.path)}/`)) continue;
		const build = one.builds.find((dated) => rowIdOf(repository, dated.path) === parent);
		if (build !== undefined)
			return fileRows(
				parent,
				build.path,
				await inputs.shownBuilds.read(build.path, (files) => filesOf(build.path, files, signal)),
				snapshot.setup?.generation?.dialect.digests.isArchive ?? (() => false),
				limit,
			);
	}
	return archRows(view, parent);
}

/** One row and the id of the row above it, even if the arrangement leaves it out; `undefined` if it is gone. */
export async function rowAt(
	snapshot: SetupSnapshot,
	id: string,
	inputs: RowInputs,
	signal: AbortSignal,
): Promise<RowAnswer | undefined> {
	const all = { ...inputs, limit: Number.MAX_SAFE_INTEGER };
	const found = await rowIn(snapshot, id, all, signal);
	if (found !== undefined) return found;
	const arrangement = withoutFilter(inputs.arrangement ?? {});
	const left = await rowIn(snapshot, id, { ...all, arrangement }, signal);
	return left && { ...left, filtered: true };
}

async function rowIn(
	snapshot: SetupSnapshot,
	id: string,
	inputs: RowInputs,
	signal: AbortSignal,
): Promise<RowAnswer | undefined> {
	const top = (await rowsBelow(snapshot, undefined, inputs, signal)).find((row) => row.id === id);
	if (top !== undefined) return { row: top };
	const group = groupAbove(snapshot, id, inputs);
	if (group !== undefined) return rowBelow(snapshot, group, id, inputs, signal);
	// A parent's id is its child's without the last part, or without `log/` and a name.
	for (let at = id.lastIndexOf('/'); at > 0; at = id.lastIndexOf('/', at - 1)) {
		const found = await rowBelow(snapshot, id.slice(0, at), id, inputs, signal);
		if (found !== undefined) return found;
	}
	return undefined;
}

async function rowBelow(
	snapshot: SetupSnapshot,
	parent: string,
	id: string,
	inputs: RowInputs,
	signal: AbortSignal,
): Promise<RowAnswer | undefined> {
	const below = await rowsBelow(snapshot, parent, inputs, signal);
	const place = below.findIndex((one) => one.id === id);
	const row = below[place];
	if (row === undefined) return undefined;
	return {
		row: await withRunning(snapshot, row, inputs),
		parent,
		...(place >= rowLimit && { place }),
	};
}

function flatGrouping({ arrangement }: RowInputs): FlatGrouping | undefined {
	const groups = arrangement?.groups;
	return groups === 'arch' || groups === 'state' || groups === 'host' ? groups : undefined;
}

/** The id of the group that a subarch is in; `undefined` if the rows are not grouped so, or it is no subarch of theirs. */
function groupAbove(snapshot: SetupSnapshot, id: string, inputs: RowInputs): string | undefined {
	const grouping = flatGrouping(inputs);
	const view = viewOf(snapshot, inputs);
	if (grouping === undefined || view === undefined) return undefined;
	const subarch = view.repository.subarches.find((one) => rowIdOf(view.repository, one.path) === id);
	if (subarch !== undefined) return groupIdOf(view, grouping, subarch);
	const isIt = (one: MissingSubarch): boolean =>
		`${one.build}/${knownArch(one)[0] ?? '?'}/${one.subarch}` === id;
	const missing = view.missing.find(isIt);
	if (missing !== undefined) return groupIdOfAbsent(view, grouping, missing, 'no-directory');
	const hidden = view.hidden.find(isIt);
	return hidden && groupIdOfAbsent(view, grouping, hidden, 'unreadable');
}

/** The failure of the dated build with this row; `undefined` if it is unknown or the build is gone. */
export async function failureAt(
	repository: Repository,
	id: string,
	since: number,
	files: DiskReader,
): Promise<FailureAnswer | undefined> {
	const build = repository.subarches
		.filter((one) => id.startsWith(`${rowIdOf(repository, one.path)}/`))
		.flatMap(({ builds }) => builds)
		.find((dated) => rowIdOf(repository, dated.path) === id);
	return build && findBuildFailure(build.path, since, files);
}

/** For a locked subarch, adds who holds the lock and since when. */
async function withRunning({ repository }: SetupSnapshot, row: Row, { files }: RowInputs): Promise<Row> {
	const subarch =
		row.kind === 'subarch'
			? repository?.subarches.find((one) => rowIdOf(repository, one.path) === row.id)
			: undefined;
	if (subarch?.lock.kind !== 'live') return row;
	const since = (await undefinedIfUnreadable(() => files.status(lockPath(subarch))))?.modified;
	return {
		...row,
		running: { holder: holderPhrase(subarch.lock.holder), ...(since !== undefined && { since }) },
	};
}

function viewOf(snapshot: SetupSnapshot, { clock, arrangement }: RowInputs): RowContext | undefined {
	const { repository } = snapshot;
	const { policy } = snapshot.setup;
	if (policy === undefined || repository === undefined) return undefined;
	const moment = clock.now();
	const view: RowContext = {
		repository,
		policy,
		now: toCivil(moment),
		nextPath: nextOf(snapshot, moment)?.turn?.subarch.path,
		missing: missingIn(snapshot),
		hidden: hiddenIn(snapshot),
		failures: new Map(),
		signs: new Map(),
		farm: snapshot.farm ?? [],
		builders: buildersIn(snapshot),
	};
	return arrangement === undefined ? view : arranged(view, arrangement);
}

/** Adds why these subarches fail, and what the locks of other hosts show. */
async function withDetails(
	view: RowContext,
	shown: readonly Subarch[],
	{ failures, files }: RowInputs,
): Promise<RowContext> {
	const signs = await readLockSigns(shown.filter(isForeign), files);
	return { ...view, signs, failures: await failuresOf(shown, failures) };
}

/** The files of a build and of its `log` directory; unreadable ones are left out. */
async function filesOf(path: string, files: FileReader, signal: AbortSignal): Promise<FoundFile[]> {
	const own = await found(path, '', files, signal);
	const logs = await found(`${path}/log`, 'log/', files, signal);
	return [...own, ...logs];
}

async function found(
	directory: string,
	prefix: string,
	files: FileReader,
	signal: AbortSignal,
): Promise<FoundFile[]> {
	const entries = await undefinedIfUnreadable<readonly DirectoryEntry[]>(() => files.list(directory));
	const result: FoundFile[] = [];
	for (const entry of entries ?? []) {
		if (entry.kind === 'directory') continue;
		signal.throwIfAborted();
		const status = await undefinedIfUnreadable(() => files.status(`${directory}/${entry.name}`));
		result.push({ name: `${prefix}${entry.name}`, entry, status });
	}
	return result;
}
