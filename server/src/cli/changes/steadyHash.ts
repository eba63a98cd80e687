/** Hashes archives that others may still be writing: a digest counts only if the archive was finished throughout. */
import type { FileStatus } from '../../base/fileSystem.ts';
import { isSameFile, restlessFor, whyUnfinished } from '../../repository/index.ts';
import type { Host } from '../host.ts';
import { scanPorts } from '../ports.ts';

/** A digest, and the archive's status before it was read. */
export interface Reading {
	readonly kind: 'read';
	readonly path: string;
	readonly digest: string;
	readonly before: FileStatus;
	/** When that status was read. */
	readonly seen: number;
}

/** The archive is not finished; `reason` ends a sentence. */
export interface LeftAlone {
	readonly kind: 'left';
	readonly reason: string;
}

/** The archive is gone. */
export interface Gone {
	readonly kind: 'gone';
}

/**
 * Hashes an archive unless it is known to be unfinished. Rejects with `FileError`, or `AbortError`.
 * @param onRead told of each piece that was read, in bytes
 */
export async function readDigest(
	host: Host,
	path: string,
	tops: readonly string[],
	onRead: (bytes: number) => void = () => {},
): Promise<Reading | LeftAlone | Gone> {
	const reason = await whyUnfinished(path, tops, scanPorts(host));
	if (reason !== undefined) return { kind: 'left', reason };
	const before = await host.files.status(path);
	const seen = host.timer.now();
	const digest = before === undefined ? undefined : await host.hasher.sha256(path, host.signal, onRead);
	if (before === undefined || digest === undefined) return { kind: 'gone' };
	return { kind: 'read', path, digest, before, seen };
}

/**
 * Waits until the archive has been quiet for some seconds, then checks that it is still what was hashed. `undefined`: it is.
 * Rejects with `FileError`, or `AbortError`.
 */
export async function whyUnsettled(
	host: Host,
	{ path, before, seen }: Reading,
	tops: readonly string[],
): Promise<LeftAlone | Gone | undefined> {
	const pause = restlessFor(before, seen, host.timer.now());
	if (pause > 0) await host.timer.sleep(pause);
	host.signal.throwIfAborted();
	const after = await host.files.status(path);
	if (after === undefined) return { kind: 'gone' };
	if (!isSameFile(before, after)) return { kind: 'left', reason: 'it changed while it was being hashed' };
	const reason = await whyUnfinished(path, tops, scanPorts(host));
	return reason === undefined ? undefined : { kind: 'left', reason };
}

/** The names of the mirror; the search for locks stops there. */
export async function mirrorNames(host: Host, mirror: string): Promise<readonly string[]> {
	const real = await host.files.realPath(mirror);
	return real === undefined ? [mirror] : [mirror, real];
}
