/** What a path looked like when it was read, and whether it still looks so. */
import { FileError, type FileReader, type FileStatus } from '../base/fileSystem.ts';

/**
 * Which file it was, and when it last changed: equal stamps mean that nothing has happened to it, once its times are old
 * enough (`settledAfter`).
 */
export type Stamp = string;

/** The calls of the file port that give more than a stamp tells. */
export type ContentCall = 'list' | 'read' | 'readLink' | 'realPath';

/** What a call gave, in a form that can be compared. */
export interface CallOutcome {
	readonly call: ContentCall;
	readonly result: string | Uint8Array;
	/** The stamp says nothing about it: the call failed, its answer depends on more than this path, or the disk is remote. */
	readonly isUncertain: boolean;
}

/** One path as it was read. */
export interface Seen {
	/** Links followed; `undefined`: nobody asked. */
	followed: Stamp | undefined;
	/** Of the entry itself. */
	own: Stamp | undefined;
	/** The path was read as a directory. */
	isListed: boolean;
	/** What must be asked for again, because the stamp alone does not tell a change. Empty for most paths. */
	outcomes: readonly CallOutcome[];
}

/**
 * Milliseconds. A file that changed less than this before it was looked at may change again without getting another
 * stamp: clocks of file systems go in steps, of up to two seconds.
 */
const settledAfter = 2000;

/** The stamp of what is not there. */
const missing: Stamp = '';

export function stampOf(status: FileStatus | undefined): Stamp {
	if (status === undefined) return missing;
	return `${status.identity} ${status.modified} ${status.changed} ${status.size} ${status.kind}`;
}

/** The part of a stamp that tells which file it is, wherever it is moved and whatever is written to it. */
export function identityIn(stamp: Stamp): string {
	const end = stamp.indexOf(' ');
	return end < 0 ? stamp : stamp.slice(0, end);
}

export interface StampedStatus {
	readonly stamp: Stamp;
	readonly status: FileStatus | undefined;
}

/** Never rejects for what the disk says: a failure is a stamp of its own. */
export async function stampAt(ask: () => Promise<FileStatus | undefined>): Promise<StampedStatus> {
	try {
		const status = await ask();
		return { stamp: stampOf(status), status };
	} catch (error) {
		return { stamp: failureText(error), status: undefined };
	}
}

/** Asks once more; what went wrong is part of the result. */
async function askAgain(call: ContentCall, path: string, files: FileReader): Promise<CallOutcome['result']> {
	try {
		return resultText(call, await files[call](path));
	} catch (error) {
		return failureText(error);
	}
}

/** What the port gave, in a form that can be compared. */
export function resultText(
	call: ContentCall,
	result: Awaited<ReturnType<FileReader[ContentCall]>>,
): CallOutcome['result'] {
	if (result === undefined) return missing;
	if (typeof result === 'string' || result instanceof Uint8Array) return result;
	return `${call}\n${result.map(({ name, kind }) => `${kind} ${name}`).join('\n')}`;
}

export function failureText(error: unknown): string {
	if (!(error instanceof FileError)) throw error;
	return `failed: ${error.failure}`;
}

/** True if the stamp of `status` tells every change after `now`. */
export function isSettled(status: FileStatus | undefined, now: number): boolean {
	return status === undefined || Math.max(status.changed, status.modified) < now - settledAfter;
}

/** Whether `path` still is as it was seen. Where its stamp has become reliable in the meantime, that is noted in `seen`. */
export async function isAsSeen(
	path: string,
	seen: Seen,
	files: FileReader,
	now: () => number,
): Promise<boolean> {
	const began = now();
	let settled = true;
	if (seen.followed !== undefined) {
		const { stamp, status } = await stampAt(() => files.status(path));
		if (stamp !== seen.followed) return false;
		settled = isSettled(status, began);
	}
	if (seen.own !== undefined) {
		const { stamp, status } = await stampAt(() => files.linkStatus(path));
		if (stamp !== seen.own) return false;
		settled = settled && isSettled(status, began);
	}
	if (seen.outcomes.length === 0) return true;
	const asked = seen.outcomes;
	for (const { call, result } of asked) {
		if (!isSame(result, await askAgain(call, path, files))) return false;
	}
	// Calls that were noted meanwhile keep the path uncertain until the next time.
	if (settled && seen.outcomes === asked) seen.outcomes = asked.filter(({ isUncertain }) => isUncertain);
	return true;
}

function isSame(a: CallOutcome['result'], b: CallOutcome['result']): boolean {
	if (typeof a === 'string' || typeof b === 'string') return a === b;
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
