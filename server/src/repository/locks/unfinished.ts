/** Whether an archive is still being made: by the locks of builds that cover it, and by the marks beside it. */
import { FileError } from '../../base/fileSystem.ts';
import { baseNameOf, directoryOf, isBelow, joinPath, normalizePath } from '../../base/posixPath.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { claimName, readClaim } from './claim.ts';
import { holderPhrase, readLock } from './lock.ts';

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
 * @param ofEarlierBuild the archive belongs to a complete build that a more recent one has followed: a lock that is younger than
 *   the archive is that of another build
 */
export async function whyUnfinished(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
	ofEarlierBuild = false,
): Promise<string | undefined> {
	return (await whyLocked(path, tops, ports, ofEarlierBuild)) ?? whyMarked(path, ports);
}

/** As `whyUnfinished`, going by the marks beside the archive alone. */
export async function whyMarked(path: string, ports: ScanPorts): Promise<string | undefined> {
	return orUnknown(() => findMark(normalizePath(path), ports));
}

/** Why the file at `path` belongs to a build in progress; a lock that is foreign or unknown counts as live. */
export async function whyLocked(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
	ofEarlierBuild = false,
): Promise<string | undefined> {
	return orUnknown(async () => {
		const written = ofEarlierBuild ? (await ports.files.status(path))?.modified : undefined;
		return findLock(normalizePath(path), tops.map(normalizePath), ports, written);
	});
}

async function orUnknown(ask: () => Promise<string | undefined>): Promise<string | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return `it is unknown whether it is finished: ${error.message}`;
	}
}

/**
 * A lock in `.control` covers everything below its directory, of a finished build only what was not `written` before the lock was
 * made; Metro's lock on a snapshot lies beside it.
 */
async function findLock(
	path: string,
	tops: readonly string[],
	ports: ScanPorts,
	written: number | undefined,
): Promise<string | undefined> {
	const own = joinPath(directoryOf(path), `.${baseNameOf(path)}_progress`);
	const holder = (await isThere(own, ports)) ? await holderOf(own, ports) : undefined;
	if (holder !== undefined) return holder;
	for (let directory = directoryOf(path); ; directory = directoryOf(directory)) {
		const control = joinPath(directory, '.control');
		for (const { name } of (await ports.files.list(control)) ?? []) {
			if (!/^\..*_progress$/s.test(name)) continue;
			const lock = joinPath(control, name);
			const covering = await holderOf(lock, ports);
			if (covering !== undefined && !(await isYounger(lock, written, ports))) return covering;
		}
		if (!tops.some((top) => isBelow(directory, top))) return undefined;
	}
}

async function isYounger(lock: string, written: number | undefined, { files }: ScanPorts): Promise<boolean> {
	return written !== undefined && written < ((await files.status(lock))?.modified ?? written);
}

async function holderOf(lockPath: string, ports: ScanPorts): Promise<string | undefined> {
	const lock = await (baseNameOf(lockPath) === claimName ? readClaim : readLock)(lockPath, ports);
	if (lock.kind !== 'live') return undefined;
	const { holder } = lock;
	return holder.kind === 'unknown'
		? `it is unknown whether a build is in progress there: ${holder.reason}`
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
