/** Whether an archive is still being made: by the locks of builds that cover it, and by the marks beside it. */
import { civilDay, toCivil } from '../../base/civilTime.ts';
import { FileError } from '../../base/fileSystem.ts';
import { baseNameOf, directoryOf, isBelow, joinPath, normalizePath } from '../../base/posixPath.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { parseBuildName } from '../scan/buildName.ts';
import { claimName, readClaim } from './claim.ts';
import { holderPhrase, type LockHolder, readLock } from './lock.ts';

/** Endings of what lies beside the uncompressed archive while it waits to be compressed, and while it is. */
const tarMarks = ['.cme', '.cme.run'];

/** Endings of what lies beside an archive of any name that is being made or fetched. */
const ownMarks = [...tarMarks, '.part', '.progress'];

/** True for names of marks, of locks and of files that are only half made; `.part` is none here, for Metro hashes such files. */
export function isUnfinishedName(name: string): boolean {
	return /\.(?:cme(?:\.run(?:\.take)*)?|progress)$|^\..*_progress$/s.test(name);
}

/**
 * Why the archive at `path` is not finished, as the end of a sentence; `undefined` if nothing shows that. An unreadable file
 * counts as a reason. `tops` are the mirror's names; the search for locks stops there.
 */
export async function whyUnfinished(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
): Promise<string | undefined> {
	return (await whyLocked(path, tops, ports)) ?? whyMarked(path, ports);
}

/** As `whyUnfinished`, going by the marks beside the archive alone. */
export async function whyMarked(path: string, ports: ScanPorts): Promise<string | undefined> {
	return orUnknown(() => findMark(normalizePath(path), ports));
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
	return orUnknown(() => findLock(normalizePath(path), tops.map(normalizePath), ports));
}

async function orUnknown(ask: () => Promise<string | undefined>): Promise<string | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return `it is unknown whether it is finished: ${error.message}`;
	}
}

/** A lock in `.control` is about what is below its directory; Metro's lock on a snapshot lies beside it. */
async function findLock(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
): Promise<string | undefined> {
	const own = joinPath(directoryOf(path), `.${baseNameOf(path)}_progress`);
	const holder = (await isThere(own, ports)) ? await holderOf(own, ports) : undefined;
	if (holder !== undefined) return reasonOf(holder);
	for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
		const control = joinPath(directory, '.control');
		for (const { name } of (await ports.files.list(control)) ?? []) {
			if (!/^\..*_progress$/s.test(name)) continue;
			const lock = joinPath(control, name);
			const held = await holderOf(lock, ports);
			const cover = held === undefined ? 'no' : await coverOf(lock, directory, path, ports);
			if (held !== undefined && cover !== 'no') return reasonOf(held, cover === 'unknown');
		}
		if (!tops.some((top) => isBelow(directory, top))) return undefined;
	}
}

/**
 * Whether a lock covers a file below its directory. The run that holds the lock makes the build of the day on which it began. So it
 * has nothing to do with a file of another build that was written before the lock was. If that build is of the same day and the
 * latest of the subarch, it is unknown whether the run makes it anew.
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
	if (build.date < civilDay(toCivil(made.modified))) return 'no';
	const hasFollowed = ((await files.list(directory)) ?? []).some(
		(entry) => (parseBuildName(entry.name)?.date ?? build.date) > build.date,
	);
	return hasFollowed ? 'no' : 'unknown';
}

/** Who holds a lock; `undefined`: it does not hold. */
async function holderOf(lockPath: string, ports: ScanPorts): Promise<LockHolder | undefined> {
	const lock = await (baseNameOf(lockPath) === claimName ? readClaim : readLock)(lockPath, ports);
	return lock.kind === 'live' ? lock.holder : undefined;
}

/** @param isUnsure the build that is in progress may be another one */
function reasonOf(holder: LockHolder, isUnsure = false): string {
	if (holder.kind === 'unknown')
		return `it is unknown whether a build is in progress there: ${holder.reason}`;
	return isUnsure
		? `it is unknown whether the build in progress there makes it anew (${holderPhrase(holder)}): both are of the same day`
		: `a build is in progress there (${holderPhrase(holder)})`;
}

async function findMark(path: string, ports: ScanPorts): Promise<string | undefined> {
	const marks = ownMarks.map((ending) => path + ending);
	const uncompressed = /^(.*\.tar)\.[^./]+$/s.exec(path)?.[1];
	if (uncompressed !== undefined) marks.push(...tarMarks.map((ending) => uncompressed + ending));
	for (const mark of marks) {
		if (await isThere(mark, ports)) return `it is being made: ${baseNameOf(mark)} is beside it`;
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
