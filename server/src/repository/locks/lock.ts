/**
 * Locks in `.control`: whether a build is in progress there, and who holds the lock.
 * Metro: `lockFile` in modules/metro_support.py (funtoo/metro dcfe269 and a728df2, macaroni-os/metro d7996c1).
 */
import { FileError, type FileReader } from '../../base/fileSystem.ts';
import { strip } from '../../base/pythonText.ts';
import { decodeUtf8 } from '../../base/text.ts';

/** The ports that tell whether a lock still holds. */
export interface LockPorts {
	readonly files: FileReader;
	/** The name of this machine, as locks write it. */
	readonly hostName: string;
	/** False only if certainly no such process exists on this machine. */
	readonly isAlive: (pid: number) => boolean;
	/** True only if it is certain that a run of this program, named as in `base/temporaryName.ts`, has ended. */
	readonly hasEnded: (run: string) => boolean;
	/** Milliseconds since the epoch. */
	readonly now: () => number;
	/** Whether every lock is of the form `host:pid`, as far as it is known by then; absent: no. */
	readonly locksNameHosts?: () => boolean;
}

/** Whether a subarch is being built. Only a lock whose process certainly does not exist is stale; all others hold. */
export type Lock =
	| { readonly kind: 'none' }
	| { readonly kind: 'live'; readonly holder: LockHolder }
	/** Its process does not exist any more; `pid` is `undefined` if it names none and Metro removes it for that. */
	| { readonly kind: 'stale'; readonly pid: number | undefined };

/** Who holds a live lock; `starting`: Metro itself may not run yet, for it is a claim (see claim.ts) or left to Metro. */
export type LockHolder =
	| { readonly kind: 'process'; readonly pid: number; readonly starting?: true }
	/** A process of another machine; `pid` is what the lock says, and cannot be checked from here. */
	| { readonly kind: 'foreign'; readonly host: string; readonly pid: string; readonly starting?: true }
	/** The lock cannot be read or understood. `reason` is a sentence that names the path. */
	| { readonly kind: 'unknown'; readonly reason: string };

/** Metro creates its lock first and writes it afterwards: an empty one of this age in milliseconds may still be written. */
const writingTime = 10_000;

/** Process ids are positive and fit in 31 bits on every system that Metro runs on. */
const greatestPid = 2 ** 31 - 1;

/** No process has this id: it is in locks that are left to a Metro that is about to start. Python takes it for an id, unlike greater ones. */
export const handedOverPid = greatestPid;

/**
 * Reads the lock file at `path`. An unreadable lock is a live lock of an unknown holder.
 * @param namesHost every lock is of the form `host:pid`; a text without a host is then of somebody unknown, perhaps on another host
 */
export async function readLock(
	path: string,
	ports: LockPorts,
	namesHost = ports.locksNameHosts?.() ?? false,
): Promise<Lock> {
	try {
		const content = await ports.files.read(path);
		if (content === undefined) return { kind: 'none' };
		if (content.length === 0 && (await isBeingWritten(path, ports)))
			return unknown(`${path} is empty: it may be being written`);
		return parseLock(path, content, ports, namesHost);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return unknown(`unreadable lock ${error.message}`);
	}
}

async function isBeingWritten(path: string, { files, now }: LockPorts): Promise<boolean> {
	const status = await files.status(path);
	return status !== undefined && Math.abs(now() - status.modified) < writingTime;
}

/**
 * What a lock file says: a process id, or since 2019 `host:pid`. A text without a colon that is no number, or 0, is stale:
 * Metro silently removes it. All other texts that do not name a possible process have an unknown author, so they
 * hold until someone removes them.
 */
export function parseLock(
	path: string,
	content: Uint8Array,
	{ hostName, isAlive }: Pick<LockPorts, 'hostName' | 'isAlive'>,
	namesHost = false,
): Lock {
	const decoded = decodeUtf8(content);
	if (decoded.kind !== 'text') return unknown(`unreadable lock ${path}: it is not UTF-8`);
	const text = strip(decoded.text);
	const [host, pid, ...more] = text.split(':');
	if (host === undefined || pid === undefined) {
		if (namesHost) return namesNobody(path);
		const isRemovedByMetro = !isNumber(text) || Number(text) === 0;
		return isRemovedByMetro ? { kind: 'stale', pid: undefined } : ofProcess(path, text, isAlive);
	}
	if (more.length > 0 || host === '') return namesNobody(path);
	if (host !== hostName) return { kind: 'live', holder: foreign(host, strip(pid)) };
	return ofProcess(path, strip(pid), isAlive);
}

function foreign(host: string, pid: string): LockHolder {
	if (pid !== String(handedOverPid)) return { kind: 'foreign', host, pid };
	return { kind: 'foreign', host, pid: '', starting: true };
}

function ofProcess(path: string, word: string, isAlive: LockPorts['isAlive']): Lock {
	const pid = isNumber(word) ? Number(word) : 0;
	if (pid <= 0 || pid > greatestPid) return namesNobody(path);
	return isAlive(pid) ? { kind: 'live', holder: { kind: 'process', pid } } : { kind: 'stale', pid };
}

function isNumber(word: string): boolean {
	return /^[+-]?\d+$/.test(word);
}

function namesNobody(path: string): Lock {
	return unknown(`${path} does not name a process: remove it if no build is in progress there`);
}

function unknown(reason: string): Lock {
	return { kind: 'live', holder: { kind: 'unknown', reason } };
}

/** The holder of a live lock in words, such as `process 77`. */
export function holderPhrase(holder: LockHolder): string {
	return holder.kind !== 'unknown' && holder.starting ? `being started by ${nameOf(holder)}` : nameOf(holder);
}

function nameOf(holder: LockHolder): string {
	switch (holder.kind) {
		case 'process':
			return `process ${holder.pid}`;
		case 'foreign':
			return holder.pid === '' ? `a process of ${holder.host}` : `process ${holder.pid} of ${holder.host}`;
		case 'unknown':
			return holder.reason;
	}
}
