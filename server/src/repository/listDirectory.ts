/** What a scan needs of its surroundings, and how it reads a directory that may not let itself be read. */
import { type DirectoryEntry, type EntryKind, FileError } from '../base/fileSystem.ts';
import type { LockPorts } from './lock.ts';
import type { Trouble } from './model.ts';

export interface ScanPorts extends LockPorts {
	readonly signal: AbortSignal;
}

/** The entries of a directory, `undefined` if there is none; one that cannot be read is a trouble as well. */
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
		// A link that leads round in a circle leads nowhere.
		if (error.failure === 'loop') return undefined;
		troubles.push({ code: 'unreadable-directory', path, message: `unreadable directory ${error.message}` });
		return undefined;
	}
}

/**
 * As `listOrReport`, for a directory that its own parent listed as `kind`: one that was there and is gone was not looked at.
 * That happens where a mirror is unmounted or replaced while it is read.
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

/** The trouble with a directory that went away while it was looked at. */
export function vanished(path: string): Trouble {
	const message = `unreadable directory ${path}: it changed while it was looked at`;
	return { code: 'unreadable-directory', path, message };
}
