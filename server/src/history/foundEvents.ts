/**
 * Finds what happened in a repository without us, by its traces on disk: complete builds, and failcounts that are new or gone. The
 * keys are those of the process that did it, so nothing is recorded twice.
 */

import { type DiskReader, type FileReader, undefinedIfUnreadable } from '../base/fileSystem.ts';
import { mapParallel } from '../base/parallel.ts';
import { isUsableTime } from '../base/usableTime.ts';
import {
	type BuildFailure,
	type DatedBuild,
	failcountPath,
	findBuildFailure,
	parseFailcount,
	type Repository,
	type Subarch,
} from '../repository/index.ts';
import { builtKey, failcountKey, failedKey, type HistoryEntry, resetKey, timeStampOf } from './event.ts';
import type { KnownFailcount } from './historyStore.ts';

const atOnce = 16;

/** A log is written until shortly before the failcount. */
const logAge = 60 * 60_000;

/** The name of a subarch below the mirror. */
export function nameOfSubarch({ build, arch, subarch }: Pick<Subarch, 'build' | 'arch' | 'subarch'>): string {
	return `${build}/${arch}/${subarch}`;
}

/**
 * What a repository tells, oldest first. `known` holds the failcounts that are recorded; it must have been read before this is called,
 * since each failcount is read again here. What cannot be read is left out.
 * @param recorded the days of builds that are recorded, by the name of the subarch: of these, only the latest is looked at again
 */
export async function findEvents(
	repository: Repository,
	known: ReadonlyMap<string, KnownFailcount>,
	now: number,
	files: DiskReader,
	recorded: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Promise<readonly HistoryEntry[]> {
	const found = await mapParallel(repository.subarches, atOnce, async (subarch) => {
		const days = recorded.get(nameOfSubarch(subarch));
		// Metro writes only to the latest build.
		const unknown = subarch.builds.filter(
			(build) => build === subarch.latest || days?.has(build.name) !== true,
		);
		const built = await mapParallel(unknown, 4, (build) => builtEntry(subarch, build, files));
		const entries = built.filter((entry) => entry !== undefined);
		const before = known.get(nameOfSubarch(subarch));
		return [...entries, ...(await failcountEntries(subarch, before, lastOf(entries), now, files))];
	});
	return found.flat().sort((a, b) => a.event.at - b.event.at);
}

function lastOf(entries: readonly HistoryEntry[]): number | undefined {
	return entries.length === 0 ? undefined : Math.max(...entries.map(({ event }) => event.at));
}

/** The end of a complete build; `undefined` if it is not complete, or if the time is unknown. */
async function builtEntry(
	subarch: Subarch,
	build: DatedBuild,
	files: FileReader,
): Promise<HistoryEntry | undefined> {
	// What a link leads to is a build of its own place, or of none here.
	const at = build.linked ? undefined : await completedAt(build, files);
	if (at === undefined) return undefined;
	const name = nameOfSubarch(subarch);
	return {
		key: builtKey(name, build.name, timeStampOf(at)),
		seenBy: 'scan',
		event: { kind: 'build-ended', at, name, result: 'succeeded', day: build.name },
	};
}

/** The time of the file that makes a build complete: its status, else its stage3. `undefined`: it is not complete, or unreadable. */
export async function completedAt(build: DatedBuild, files: FileReader): Promise<number | undefined> {
	if (build.state !== 'complete') return undefined;
	const timeOf = async (name: string): Promise<number | undefined> => {
		const status = await undefinedIfUnreadable(() => files.status(`${build.path}/${name}`));
		return status?.kind === 'file' && isUsableTime(status.modified) ? status.modified : undefined;
	};
	const status = await timeOf('status');
	if (status !== undefined) return status;
	const stages = build.artifacts.filter(({ flavor }) => flavor === 'stage3');
	const times = await Promise.all(stages.map(({ name }) => timeOf(name)));
	const known = times.filter((time) => time !== undefined);
	return known.length === 0 ? undefined : Math.max(...known);
}

/** What a failcount file says, and when it was written. */
export interface FailcountFile {
	readonly count: number;
	readonly modified: number;
}

/** The failcount file of a subarch; `none`: there is none, and `undefined`: it cannot be read, or changes right now. */
export async function failcountFile(
	subarch: Subarch,
	files: FileReader,
): Promise<FailcountFile | 'none' | undefined> {
	const path = failcountPath(subarch);
	return undefinedIfUnreadable(async () => {
		const before = await files.status(path);
		const content = await files.read(path);
		const after = await files.status(path);
		if (before === undefined && content === undefined && after === undefined) return 'none';
		if (content === undefined || before?.identity !== after?.identity) return undefined;
		const failcount = parseFailcount(content);
		if (after === undefined || before?.modified !== after.modified || failcount.kind !== 'count')
			return undefined;
		return isUsableTime(after.modified) ? { count: failcount.count, modified: after.modified } : undefined;
	});
}

async function failcountEntries(
	subarch: Subarch,
	before: KnownFailcount | undefined,
	lastBuilt: number | undefined,
	now: number,
	files: DiskReader,
): Promise<readonly HistoryEntry[]> {
	const file = await failcountFile(subarch, files);
	if (file === undefined) return [];
	const name = nameOfSubarch(subarch);
	if (file === 'none') {
		if (before?.stamp === undefined) return [];
		const { count, stamp } = before;
		// A build that succeeds removes it; otherwise the time is unknown.
		const at = lastBuilt !== undefined && lastBuilt >= stamp * 1000 ? lastBuilt : now;
		return [failcountReset(name, { count, stamp }, at, 'scan')];
	}
	const { count, modified } = file;
	const stamp = timeStampOf(modified);
	if (before?.stamp === stamp && before.count === count) return [];
	const changed = failcountChanged(name, before?.count, file, modified, 'scan');
	if (count === 0) return [changed];
	const since = Math.max((before?.stamp ?? 0) * 1000, modified - logAge);
	const ended = await failedBuild(subarch, since, files);
	return [
		{
			key: failedKey(name, stamp),
			seenBy: 'scan',
			event: { kind: 'build-ended', at: modified, name, result: 'failed', ...ended },
		},
		changed,
	];
}

/** The event of a failcount that has a new value. */
export function failcountChanged(
	name: string,
	from: number | undefined,
	{ count, modified }: FailcountFile,
	at: number,
	seenBy: HistoryEntry['seenBy'],
): HistoryEntry {
	const stamp = timeStampOf(modified);
	return {
		key: failcountKey(name, stamp, count),
		seenBy,
		event: { kind: 'failcount', at, name, ...(from !== undefined && { from }), to: count, stamp },
	};
}

/** The event of a failcount that is gone. */
export function failcountReset(
	name: string,
	{ count, stamp }: { readonly count: number; readonly stamp: number },
	at: number,
	seenBy: HistoryEntry['seenBy'],
): HistoryEntry {
	return { key: resetKey(name, stamp), seenBy, event: { kind: 'failcount', at, name, from: count, to: 0 } };
}

/** Which build failed and why; empty if its logs do not say, or the next one is under way. */
async function failedBuild(
	subarch: Subarch,
	since: number,
	files: DiskReader,
): Promise<{ readonly day: string; readonly failure: BuildFailure } | undefined> {
	if (subarch.lock.kind === 'live') return undefined;
	const build = subarch.builds.filter(({ state }) => state !== 'complete').at(-1);
	const failure = build && (await findBuildFailure(build.path, since, files));
	return build && failure && { day: build.name, failure };
}
