/** Scans one subarch: its failcount, its lock and its builds. */
import { type DirectoryEntry, FileError, isWrongKind } from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { strip } from '../../base/pythonText.ts';
import { isArrivalName, isRemovalName } from '../../base/temporaryName.ts';
import { type Dialect, mostRecent } from '../dialects/dialect.ts';
import { listOrReport, type ScanPorts, vanished } from '../listDirectory.ts';
import { claimName, findLockOrClaim } from '../locks/claim.ts';
import { findInProgress } from '../locks/inProgress.ts';
import type { Lock } from '../locks/lock.ts';
import {
	type DatedBuild,
	type Failcount,
	failcountPath,
	lockPath,
	type Seed,
	type Subarch,
	type SubarchPlace,
	seedPath,
	type Trouble,
} from '../model.ts';
import { parseFailcount } from './control.ts';
import { buildNameIn, scanBuild } from './scanBuild.ts';
import { knownSiblingOf } from './sibling.ts';
import { targetsName } from './targetsName.ts';

/** How many builds of a subarch are read at one time. */
const buildsAtOnce = 4;

export interface ScannedSubarch {
	/** `undefined` if the directory does not exist, or is not a directory. */
	readonly subarch: Subarch | undefined;
	readonly troubles: readonly Trouble[];
}

/** Looks at one subarch. Watchers call this for what changed, and keep the rest. Rejects only with `AbortError`. */
export async function scanSubarch(
	place: SubarchPlace,
	dialect: Dialect,
	ports: ScanPorts,
): Promise<ScannedSubarch> {
	ports.signal.throwIfAborted();
	const troubles: Trouble[] = [];
	const before = troubles.length;
	const entries = await listOrReport(place.path, ports, troubles);
	if (entries === undefined && troubles.length === before) return { subarch: undefined, troubles };
	const mayHold = await namesIn(`${place.path}/.control`, ports, troubles);
	const failcount = mayHold('.failcount') ? await readFailcount(place, ports, troubles) : noFailures;
	const mayBeLocked = mayHold('.multi_progress') || mayHold(claimName);
	const { lock, at } = mayBeLocked ? await lookAtLock(place, dialect, ports, troubles) : noLock;
	const seed = mayHold('version') ? await readSeed(place, ports, troubles) : noSeed;
	const unrecognized: string[] = [];
	const removals: string[] = [];
	const candidates = (entries ?? []).filter((entry) => {
		if (entry.name === '.control' || (entry.kind !== 'directory' && entry.kind !== 'link')) return false;
		if (buildNameIn(dialect, entry.name) !== undefined) return true;
		if (entry.kind === 'directory' && isRemovalName(entry.name)) {
			removals.push(entry.name);
			return false;
		}
		if (entry.kind === 'directory' && !isArrivalName(entry.name)) unrecognized.push(entry.name);
		return false;
	});
	const found = await mapParallel(candidates, buildsAtOnce, (entry) =>
		scanBuild(place.path, entry, dialect, ports, troubles),
	);
	const builds = await withAliases(place.path, found.filter(isSeen), ports);
	const unseen = candidates.filter((_, index) => found[index] === 'unseen').map(({ name }) => name);
	const gone = candidates.filter((entry, index) => entry.kind === 'directory' && found[index] === undefined);
	if (gone.length > 0) await expectRemoved(place, gone, ports, troubles);
	const complete = builds.filter((build) => build.state === 'complete');
	const subarch: Subarch = {
		...place,
		failcount,
		lock,
		...(lock.kind === 'live' && { inProgress: await findInProgress(at, builds, ports.files) }),
		seed,
		builds,
		unrecognized: dialect.needsTargets ? await withTargets(place.path, unrecognized, ports) : unrecognized,
		unseen,
		removals,
		latest: mostRecent(complete),
		latestFull: dialect.latestFull(complete),
		readable: entries !== undefined,
	};
	return { subarch, troubles };
}

function isSeen(build: DatedBuild | 'unseen' | undefined): build is DatedBuild {
	return build !== undefined && build !== 'unseen';
}

/** Those of the directories that hold the targets of a run, or may do so: the others are none of Metro's. */
async function withTargets(
	path: string,
	names: readonly string[],
	{ files }: ScanPorts,
): Promise<readonly string[]> {
	const kept = await mapParallel(names, buildsAtOnce, async (name) => {
		const file = `${path}/${name}/${targetsName}`;
		return (await stateIfReadable(() => files.status(file))) !== 'missing';
	});
	return names.filter((_, index) => kept[index]);
}

async function stateIfReadable(
	look: () => Promise<object | undefined>,
): Promise<'there' | 'missing' | 'unknown'> {
	try {
		return (await look()) === undefined ? 'missing' : 'there';
	} catch (error) {
		if (error instanceof FileError) return 'unknown';
		throw error;
	}
}

/**
 * Whether a directory may contain a name. One that cannot be listed may contain anything: its files are then requested by
 * name, and an unreadable file does not count as absent.
 */
async function namesIn(
	path: string,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<(name: string) => boolean> {
	const before = troubles.length;
	const entries = await listOrReport(path, ports, troubles);
	const isUnreadable = troubles.length > before;
	if (entries === undefined) return () => isUnreadable;
	const names = new Set(entries.map((entry) => entry.name));
	return (name) => names.has(name);
}

/** Builds that disappeared during the scan. That is fine if they were removed, but not if the whole directory is gone. */
async function expectRemoved(
	place: SubarchPlace,
	gone: readonly DirectoryEntry[],
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<void> {
	const now = await listOrReport(place.path, ports, troubles);
	const names = new Set(now?.map((entry) => entry.name));
	if (now === undefined || gone.some(({ name }) => names.has(name))) troubles.push(vanished(place.path));
}

/** A lock, and the path of the file that says so. */
interface FoundLock {
	readonly lock: Lock;
	readonly at: string;
}

const noFailures: Failcount = { kind: 'count', count: 0 };
const noLock: FoundLock = { lock: { kind: 'none' }, at: '' };
const noSeed: Seed = { kind: 'none' };

/** The build that Metro starts the next one from; it writes the day of its directory there. */
export async function readSeed(place: SubarchPlace, ports: ScanPorts, troubles: Trouble[]): Promise<Seed> {
	const path = seedPath(place);
	try {
		const content = await ports.files.read(path);
		if (content === undefined) return noSeed;
		const name = strip(new TextDecoder().decode(content));
		return name === '' ? noSeed : { kind: 'build', name };
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		const reason = `unreadable seed ${error.message}`;
		troubles.push({ code: 'unreadable-seed', path, message: reason });
		return { kind: 'unreadable', reason };
	}
}

async function readFailcount(place: SubarchPlace, ports: ScanPorts, troubles: Trouble[]): Promise<Failcount> {
	const path = failcountPath(place);
	const failcount = await failcountAt(path, ports);
	if (failcount.kind === 'count') return failcount;
	const reason = `unreadable failcount ${failcount.reason}`;
	troubles.push({ code: 'unreadable-failcount', path, message: reason });
	return { ...failcount, reason };
}

async function failcountAt(path: string, ports: ScanPorts): Promise<Failcount> {
	try {
		const content = await ports.files.read(path);
		if (content === undefined) return noFailures;
		const failcount = parseFailcount(content);
		return failcount.kind === 'count' ? failcount : { ...failcount, reason: `${path}: ${failcount.reason}` };
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		const unreadable = { kind: 'unreadable', reason: error.message } as const;
		return isWrongKind(error) ? unreadable : { ...unreadable, failed: true };
	}
}

async function lookAtLock(
	place: SubarchPlace,
	{ locksNameHosts }: Dialect,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<FoundLock> {
	const path = lockPath(place);
	const found = await findLockOrClaim(path, ports, locksNameHosts);
	const { lock } = found;
	if (lock.kind === 'live' && lock.holder.kind === 'unknown')
		troubles.push({ code: 'unreadable-lock', path, message: lock.holder.reason });
	return found;
}

/** Marks builds that are only second names of others in the same directory. */
async function withAliases(
	directory: string,
	builds: readonly DatedBuild[],
	ports: ScanPorts,
): Promise<readonly DatedBuild[]> {
	if (!builds.some(({ linked }) => linked)) return builds;
	const names = new Set(builds.map(({ name }) => name));
	const marked: DatedBuild[] = [];
	for (const build of builds) {
		const sibling = build.linked ? await knownSiblingOf(directory, build.name, ports) : undefined;
		marked.push(sibling !== undefined && names.has(sibling) ? { ...build, aliasOf: sibling } : build);
	}
	return marked;
}
