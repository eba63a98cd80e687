/** Finds a row by its id, and the rows below it. Reads the files of a build on demand. */
import { toCivil } from '../../base/civilTime.ts';
import type { Clock } from '../../base/clock.ts';
import type { DirectoryEntry, DiskReader, FileReader } from '../../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { rowIdOf } from '../../health/subarchId.ts';
import type { FailureAnswer, Row, RowAnswer } from '../../protocol/index.ts';
import { findBuildFailure, holderPhrase, lockPath, type Repository } from '../../repository/index.ts';
import { hiddenIn, missingIn, nextOf, type SetupSnapshot } from '../../setup/setupSnapshot.ts';
import { failuresOf, type KnownFailures } from './failures.ts';
import { type FoundFile, fileRows } from './fileRows.ts';
import { knownArch } from './missingRows.ts';
import { archRows, buildRows, datedBuildRows, type RowContext, snapshotRows, subarchRows } from './rows.ts';

/** What rows need besides the snapshot. */
export interface RowInputs {
	readonly clock: Clock;
	readonly files: DiskReader;
	readonly failures: KnownFailures;
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
	if (parent === undefined) return buildRows(view);
	const { repository } = view;
	const subarch = repository.subarches.find((one) => rowIdOf(repository, one.path) === parent);
	if (subarch !== undefined) return datedBuildRows(view, subarch);
	const inArch = repository.subarches.find((one) => `${one.build}/${one.arch}` === parent);
	if (inArch !== undefined)
		return subarchRows(await withFailures(view, parent, inputs), inArch.build, inArch.arch);
	const [absent] = [...view.missing, ...view.hidden].flatMap((one) =>
		knownArch(one)
			.filter((arch) => `${one.build}/${arch}` === parent)
			.map((arch) => ({ build: one.build, arch })),
	);
	if (absent !== undefined) return subarchRows(view, absent.build, absent.arch);
	const snapshots = repository.snapshots.find((found) => `${found.build}/snapshots` === parent);
	if (snapshots !== undefined) return snapshotRows(snapshots);
	for (const one of repository.subarches) {
		if (!parent.startsWith(`${rowIdOf(repository, one.path)}/`)) continue;
		const build = one.builds.find((dated) => rowIdOf(repository, dated.path) === parent);
		if (build !== undefined)
			return fileRows(
				parent,
				build.path,
				await inputs.shownBuilds.read(build.path, (files) => filesOf(build.path, files, signal)),
			);
	}
	return archRows(view, parent);
}

/** One row and the id of the row above it; `undefined` if it is gone. */
export async function rowAt(
	snapshot: SetupSnapshot,
	id: string,
	inputs: RowInputs,
	signal: AbortSignal,
): Promise<RowAnswer | undefined> {
	const top = (await rowsBelow(snapshot, undefined, inputs, signal)).find((row) => row.id === id);
	if (top !== undefined) return { row: top };
	// A parent's id is its child's without the last part, or without `log/` and a name.
	for (let at = id.lastIndexOf('/'); at > 0; at = id.lastIndexOf('/', at - 1)) {
		const parent = id.slice(0, at);
		const row = (await rowsBelow(snapshot, parent, inputs, signal)).find((one) => one.id === id);
		if (row !== undefined) return { row: await withRunning(snapshot, row, inputs), parent };
	}
	return undefined;
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

function viewOf(snapshot: SetupSnapshot, { clock }: RowInputs): RowContext | undefined {
	const { repository } = snapshot;
	const { policy } = snapshot.setup;
	if (policy === undefined || repository === undefined) return undefined;
	const moment = clock.now();
	return {
		repository,
		policy,
		now: toCivil(moment),
		nextPath: nextOf(snapshot, moment)?.turn?.subarch.path,
		missing: missingIn(snapshot),
		hidden: hiddenIn(snapshot),
		failures: new Map(),
	};
}

/** Adds why the subarches of an arch fail. */
async function withFailures(view: RowContext, arch: string, { failures }: RowInputs): Promise<RowContext> {
	const below = view.repository.subarches.filter((one) => `${one.build}/${one.arch}` === arch);
	return { ...view, failures: await failuresOf(below, failures) };
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
