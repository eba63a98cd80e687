/** Whether an archive is still being made: by the locks of builds that cover it, and by the marks beside it. */
import { FileError } from '../../base/fileSystem.ts';
import { baseNameOf, directoryOf, isBelow, joinPath, normalizePath } from '../../base/posixPath.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { parseBuildName } from '../scan/buildName.ts';
import { claimName, readClaim } from './claim.ts';
import { isOfEarlierDay } from './inProgress.ts';
import { holderPhrase, type LockHolder, readLock } from './lock.ts';
import { hasWorkedOn } from './runSigns.ts';

/** Endings of what lies beside the uncompressed archive while it waits to be compressed, and while it is. */
const tarMarks = ['.cme', '.cme.run'];

/** Endings of what lies beside an archive of any name that is being made or fetched. */
const ownMarks = [...tarMarks, '.part', '.progress'];

/** True for names of marks, of locks and of files that are only half made; `.part` is none here, for Metro hashes such files. */
export function isUnfinishedName(name: string): boolean {
	return /\.(?:cme(?:\.run(?:\.take)*)?|progress)$|^\..*_progress$/s.test(name);
}

/** Why an archive is not finished, or may not be. */
export interface Unfinished {
	/** The end of a sentence. */
	readonly reason: string;
	/** It is unknown whether it is finished. */
	readonly isUnsure: boolean;
}

/**
 * Why the archive at `path` is not finished; `undefined` if nothing shows that. An unreadable file counts as a reason. `tops` are
 * the mirror's names; the search for locks stops there.
 */
export async function findUnfinished(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
): Promise<Unfinished | undefined> {
	const normal = normalizePath(path);
	const lock = await orUnknown(() => findLock(normal, tops.map(normalizePath), ports));
	if (lock !== undefined && !lock.isUnsure) return lock;
	return (await orUnknown(() => findMark(normal, ports))) ?? lock;
}

/** The reason of `findUnfinished` alone. */
export async function whyUnfinished(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
): Promise<string | undefined> {
	return (await findUnfinished(path, tops, ports))?.reason;
}

/**
 * Why the file at `path` belongs to a build in progress, or may do so; a lock that is foreign or unknown counts as live. A lock
 * covers the build that its run makes, and no other build of its subarch (see `coverOf`).
 */
export async function whyLocked(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
): Promise<string | undefined> {
	return (await orUnknown(() => findLock(normalizePath(path), tops.map(normalizePath), ports)))?.reason;
}

async function orUnknown(ask: () => Promise<Unfinished | undefined>): Promise<Unfinished | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return { reason: `it is unknown whether it is finished: ${error.message}`, isUnsure: true };
	}
}

/** A lock in `.control` is about what is below its directory; Metro's lock on a snapshot lies beside it. */
async function findLock(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
): Promise<Unfinished | undefined> {
	const own = joinPath(directoryOf(path), `.${baseNameOf(path)}_progress`);
	const holder = (await isThere(own, ports)) ? await holderOf(own, ports) : undefined;
	if (holder !== undefined) return reasonOf(holder);
	let unsure: Unfinished | undefined;
	for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
		const control = joinPath(directory, '.control');
		for (const { name } of (await ports.files.list(control)) ?? []) {
			if (!/^\..*_progress$/s.test(name)) continue;
			const lock = joinPath(control, name);
			const held = await holderOf(lock, ports);
			const cover = held === undefined ? 'no' : await coverOf(lock, directory, path, ports);
			if (held === undefined || cover === 'no') continue;
			const found = reasonOf(held, cover === 'unknown');
			if (!found.isUnsure) return found;
			unsure ??= found;
		}
		if (!tops.some((top) => isBelow(directory, top))) return unsure;
	}
}

/**
 * Whether a lock covers a file below its directory. The run that holds the lock makes one build: the one that it has worked on. It has
 * nothing to do with a file of another build that was written before the lock was. Until it has worked on any, it is unknown whether it
 * is about to go on with one of its own day.
 */
async function coverOf(
	lock: string,
	directory: string,
	path: string,
	{ files }: ScanPorts,
): Promise<'yes' | 'no' | 'unknown'> {
	const [name = '', ...below] = path.slice(directory.length).replace(/^\/+/, '').split('/');
	const build = below.length === 0 ? undefined : parseBuildName(name);
	if (build === undefined) return 'yes';
	const made = await files.status(lock);
	const written = (await files.status(path))?.modified;
	// The time of something else than a file, such as a pipe, is not that of a run.
	if (made?.kind !== 'file' || written === undefined || written >= made.modified) return 'yes';
	if (await hasWorkedOn(joinPath(directory, name), made.modified, files)) return 'yes';
	if (isOfEarlierDay(build.date, made.modified)) return 'no';
	for (const other of (await files.list(directory)) ?? []) {
		if (other.name === name || other.kind !== 'directory' || parseBuildName(other.name) === undefined)
			continue;
		if (await hasWorkedOn(joinPath(directory, other.name), made.modified, files)) return 'no';
	}
	return 'unknown';
}

/** Who holds a lock; `undefined`: it does not hold. */
async function holderOf(lockPath: string, ports: ScanPorts): Promise<LockHolder | undefined> {
	const lock = await (baseNameOf(lockPath) === claimName ? readClaim : readLock)(lockPath, ports);
	return lock.kind === 'live' ? lock.holder : undefined;
}

/** @param isOther the build that is in progress may be another one */
function reasonOf(holder: LockHolder, isOther = false): Unfinished {
	if (holder.kind === 'unknown')
		return {
			reason: `it is unknown whether a build is in progress there: ${holder.reason}`,
			isUnsure: true,
		};
	return {
		reason: isOther
			? `it is unknown whether the build in progress there makes it anew (${holderPhrase(holder)}): it has written nothing yet`
			: `a build is in progress there (${holderPhrase(holder)})`,
		isUnsure: isOther,
	};
}

async function findMark(path: string, ports: ScanPorts): Promise<Unfinished | undefined> {
	const marks = ownMarks.map((ending) => path + ending);
	const uncompressed = /^(.*\.tar)\.[^./]+$/s.exec(path)?.[1];
	if (uncompressed !== undefined) marks.push(...tarMarks.map((ending) => uncompressed + ending));
	for (const mark of marks) {
		if (await isThere(mark, ports))
			return { reason: `it is being made: ${baseNameOf(mark)} is beside it`, isUnsure: false };
	}
	return undefined;
}

/** A name that is too long for the file system does not exist. */
async function isThere(path: string, ports: ScanPorts): Promise<boolean> {
	try {
		return (await ports.files.linkStatus(path)) !== undefined;
	} catch (error) {
		if (error instanceof FileError && error.failure === 'name-too-long') return false;
		throw error;
	}
}
