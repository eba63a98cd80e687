/** The state of a path when it was read, and whether it has changed since. */
import { FileError, type FileReader, type FileStatus } from '../base/fileSystem.ts';

/**
 * Identifies a file and its last change. Equal stamps mean that nothing has changed, once the times are old enough
 * (`settledAfter`).
 */
export type Stamp = string;

/** The calls of the file port whose results contain more than a stamp. */
export type ContentCall = 'list' | 'read' | 'readLink' | 'realPath';

/** The result of a call, in a comparable form. */
export interface CallOutcome {
	readonly call: ContentCall;
	readonly result: string | Uint8Array;
	/** The stamp is not sufficient: the call failed, its result depends on more than this path, or the disk is remote. */
	readonly isUncertain: boolean;
}

/** One path as it was read. */
export interface Seen {
	/** With links followed; `undefined`: not requested. */
	followed: Stamp | undefined;
	/** Of the entry itself. */
	own: Stamp | undefined;
	/** The path was read as a directory. */
	isListed: boolean;
	/** Calls to repeat, because the stamp alone does not show a change. Empty for most paths. */
	outcomes: readonly CallOutcome[];
}

/**
 * Milliseconds. A file that changed less than this before it was checked may change again and keep its stamp, because file
 * system clocks advance in steps of up to two seconds.
 */
const settledAfter = 2000;

/** The stamp of a path that does not exist. */
const missing: Stamp = '';

export function stampOf(status: FileStatus | undefined): Stamp {
	if (status === undefined) return missing;
	return `${status.identity} ${status.modified} ${status.changed} ${status.size} ${status.kind}`;
}

/** The part of a stamp that identifies the file, even if it is moved or written to. */
export function identityIn(stamp: Stamp): string {
	const end = stamp.indexOf(' ');
	return end < 0 ? stamp : stamp.slice(0, end);
}

export interface StampedStatus {
	readonly stamp: Stamp;
	readonly status: FileStatus | undefined;
}

/** Never rejects on errors of the disk: a failure is a stamp of its own. */
export async function stampAt(ask: () => Promise<FileStatus | undefined>): Promise<StampedStatus> {
	try {
		const status = await ask();
		return { stamp: stampOf(status), status };
	} catch (error) {
		return { stamp: failureText(error), status: undefined };
	}
}

/** Repeats a call; a failure is part of the result. */
async function askAgain(call: ContentCall, path: string, files: FileReader): Promise<CallOutcome['result']> {
	try {
		return resultText(call, await files[call](path));
	} catch (error) {
		return failureText(error);
	}
}

/** The result of the port, in a comparable form. */
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

/** True if the stamp of `status` shows every change after `now`. */
export function isSettled(status: FileStatus | undefined, now: number): boolean {
	return status === undefined || Math.max(status.changed, status.modified) < now - settledAfter;
}

/** Whether `path` is unchanged since it was seen. If its stamp has become reliable meanwhile, records that in `seen`. */
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
	// Calls recorded meanwhile keep the path uncertain until the next check.
	if (settled && seen.outcomes === asked) seen.outcomes = asked.filter(({ isUncertain }) => isUncertain);
	return true;
}

function isSame(a: CallOutcome['result'], b: CallOutcome['result']): boolean {
	if (typeof a === 'string' || typeof b === 'string') return a === b;
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
