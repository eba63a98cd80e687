/** Looking at one subarch: its failcount, its lock and its builds. */
import { checkCancelled } from '../base/cancel.ts';
import { FileError } from '../base/fileSystem.ts';
import { mapParallel } from '../base/parallel.ts';
import { parseBuildName } from './buildName.ts';
import { parseFailcount } from './control.ts';
import { type Dialect, mostRecent } from './dialect.ts';
import { type Lock, readLock } from './lock.ts';
import {
	type Failcount,
	failcountPath,
	lockPath,
	type Subarch,
	type SubarchPlace,
	type Trouble,
} from './model.ts';
import { scanBuild } from './scanBuild.ts';
import { listOr, type ScanWorld } from './scanWorld.ts';

/** How many builds of a subarch are read at one time. */
const buildsAtOnce = 4;

export interface ScannedSubarch {
	/** `undefined` if the directory does not exist, or is none. */
	readonly subarch: Subarch | undefined;
	readonly troubles: readonly Trouble[];
}

/** Looks at one subarch. Watchers call this for what changed, and keep the rest. Rejects only with `Cancelled`. */
export async function scanSubarch(
	place: SubarchPlace,
	dialect: Dialect,
	world: ScanWorld,
): Promise<ScannedSubarch> {
	checkCancelled(world.signal);
	const troubles: Trouble[] = [];
	const before = troubles.length;
	const entries = await listOr(place.path, world, troubles);
	if (entries === undefined && troubles.length === before) return { subarch: undefined, troubles };
	const control = new Map(
		((await listOr(`${place.path}/.control`, world, troubles)) ?? []).map((entry) => [entry.name, entry]),
	);
	const failcount = control.has('.failcount') ? await readFailcount(place, world, troubles) : noFailures;
	const lock = control.has('.multi_progress') ? await lookAtLock(place, world, troubles) : noLock;
	const strangers: string[] = [];
	const candidates = (entries ?? []).filter((entry) => {
		if (entry.name === '.control' || (entry.kind !== 'directory' && entry.kind !== 'link')) return false;
		if (parseBuildName(entry.name) !== undefined) return true;
		if (entry.kind === 'directory') strangers.push(entry.name);
		return false;
	});
	const found = await mapParallel(candidates, buildsAtOnce, (entry) =>
		scanBuild(place.path, entry, dialect, world, troubles),
	);
	const builds = found.filter((build) => build !== undefined);
	const complete = builds.filter((build) => build.state === 'complete');
	const subarch: Subarch = {
		...place,
		failcount,
		lock,
		builds,
		strangers,
		latest: mostRecent(complete),
		latestFull: dialect.latestFull(complete),
		readable: entries !== undefined,
	};
	return { subarch, troubles };
}

const noFailures: Failcount = { kind: 'count', count: 0 };
const noLock: Lock = { kind: 'none' };

async function readFailcount(place: SubarchPlace, world: ScanWorld, troubles: Trouble[]): Promise<Failcount> {
	const path = failcountPath(place);
	const failcount = await failcountAt(path, world);
	if (failcount.kind === 'count') return failcount;
	const reason = `unreadable failcount ${failcount.reason}`;
	troubles.push({ code: 'unreadable-failcount', path, message: reason });
	return { kind: 'unreadable', reason };
}

async function failcountAt(path: string, world: ScanWorld): Promise<Failcount> {
	try {
		const content = await world.files.read(path);
		if (content === undefined) return noFailures;
		const failcount = parseFailcount(content);
		return failcount.kind === 'count' ? failcount : { ...failcount, reason: `${path}: ${failcount.reason}` };
	} catch (error) {
		if (error instanceof FileError) return { kind: 'unreadable', reason: error.message };
		throw error;
	}
}

async function lookAtLock(place: SubarchPlace, world: ScanWorld, troubles: Trouble[]): Promise<Lock> {
	const path = lockPath(place);
	const lock = await readLock(path, world);
	if (lock.kind === 'live' && lock.holder.kind === 'unknown')
		troubles.push({ code: 'unreadable-lock', path, message: lock.holder.reason });
	return lock;
}
