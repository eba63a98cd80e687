/** The ports of a scan, and listing directories that may be unreadable. */
import { type DirectoryEntry, type EntryKind, FileError } from '../base/fileSystem.ts';
import type { LockPorts } from './locks/lock.ts';
import type { Trouble } from './model.ts';

export interface ScanPorts extends LockPorts {
	readonly signal: AbortSignal;
}

/** The entries of a directory; `undefined` if there is none. An unreadable one is added to `troubles` as well. */
export async function listOrReport(
	path: string,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<readonly DirectoryEntry[] | undefined> {
	ports.signal.throwIfAborted();
	try {
		return await ports.files.list(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		// A cyclic link counts as missing.
		if (error.failure === 'loop') return undefined;
		troubles.push({ code: 'unreadable-directory', path, message: `unreadable directory ${error.message}` });
		return undefined;
	}
}

/**
 * As `listOrReport`, for a directory that its parent listed as `kind`: one that has disappeared since is a trouble.
 * This happens if a mirror is unmounted or replaced during the scan.
 */
export async function listThere(
	path: string,
	kind: EntryKind | undefined,
	ports: ScanPorts,
	troubles: Trouble[],
): Promise<readonly DirectoryEntry[] | undefined> {
	const said = troubles.length;
	const entries = await listOrReport(path, ports, troubles);
	if (entries === undefined && kind === 'directory' && troubles.length === said)
		troubles.push(vanished(path));
	return entries;
}

/** The trouble of a directory that disappeared during the scan. */
export function vanished(path: string): Trouble {
	const message = `unreadable directory ${path}: it changed during the scan`;
	return { code: 'unreadable-directory', path, message };
}
