/**
 * The port between the cores and a disk. Paths are absolute POSIX strings. A byte that is not UTF-8 in a name is kept as
 * a lone surrogate U+DC80 to U+DCFF (as Python's `surrogateescape`), so every name is a string and none is lost.
 */

export type EntryKind = 'file' | 'directory' | 'link' | 'other';

/** One entry of a directory; `kind` is the entry's own, links are not followed. */
export interface DirectoryEntry {
	readonly name: string;
	readonly kind: EntryKind;
}

export interface FileStatus {
	readonly kind: EntryKind;
	/** In bytes. */
	readonly size: number;
	/** Milliseconds since the epoch, with fractions. */
	readonly modified: number;
	/** The time of the last change of any kind: content, name, owner or permissions (`ctime`). It cannot be set back. */
	readonly changed: number;
	/** Disk use in bytes (blocks × 512), as `du` counts. */
	readonly diskUse: number;
	/** Identifies the file under any of its names. */
	readonly identity: string;
	/** How many names the file has. */
	readonly links: number;
}

export type FileFailure =
	| 'denied'
	| 'not-a-directory'
	| 'is-a-directory'
	/** A pipe, a device or a socket. */
	| 'not-a-file'
	/** Larger than the limit for files read whole. */
	| 'too-large'
	| 'loop'
	| 'name-too-long'
	| 'read-only'
	| 'full'
	| 'exists'
	| 'missing'
	/** A mount is in the way. */
	| 'mounted'
	| 'other';

/** The only error that these ports reject with. */
export class FileError extends Error {
	readonly failure: FileFailure;
	readonly path: string;

	constructor(failure: FileFailure, path: string, message: string) {
		super(message);
		this.name = 'FileError';
		this.failure = failure;
		this.path = path;
	}
}

/** A removal that failed after it had begun. The message names what could not be removed, where it is now. */
export class BegunRemovalError extends FileError {
	/** The disk space in bytes that it freed before. */
	readonly freed: number;

	constructor({ failure, path, message }: FileError, freed: number) {
		super(failure, path, message);
		this.freed = freed;
	}
}

/** True if the path exists but is not a file, so it certainly lacks the content of one. */
export function isWrongKind({ failure }: FileError): boolean {
	return failure === 'is-a-directory' || failure === 'not-a-file' || failure === 'too-large';
}

/** Reading. Returns `undefined` for what does not exist; any other failure rejects with `FileError`. */
export interface FileReader {
	/** The names in a directory in byte order; `undefined` if it does not exist. */
	list(path: string): Promise<readonly DirectoryEntry[] | undefined>;
	/** Follows links; a dangling link is `undefined`. */
	status(path: string): Promise<FileStatus | undefined>;
	/** Does not follow a link in the last part of the path. */
	linkStatus(path: string): Promise<FileStatus | undefined>;
	read(path: string): Promise<Uint8Array | undefined>;
	readLink(path: string): Promise<string | undefined>;
	realPath(path: string): Promise<string | undefined>;
}

/** A part of a file, and what the file was like when it was read. */
export interface FilePart {
	readonly content: Uint8Array;
	/** Where it begins, in bytes. */
	readonly start: number;
	/** Of the whole file, in bytes. */
	readonly size: number;
	/** Milliseconds since the epoch, with fractions. */
	readonly modified: number;
}

/** Reading a part of a file that may be larger than memory. */
export interface PartReader {
	/**
	 * Reads a file from `startOf(its size)` to its end, or at most `length` bytes; `undefined` if it does not exist, otherwise rejects
	 * with `FileError`.
	 */
	readPart(path: string, startOf: (size: number) => number, length?: number): Promise<FilePart | undefined>;
}

/** Mounts. A mount in the mirror belongs to someone else. */
export interface MountReader {
	/** The first mount at or below a file or directory, not the target of a link; `undefined`: none, as far as the system reports. */
	mountIn(path: string): Promise<string | undefined>;
}

/** The file system that something is on. */
export interface SpaceReader {
	/** `undefined` if the path does not exist, or the file system does not say. */
	space(path: string): Promise<FileSystemSpace | undefined>;
}

/** In bytes. */
export interface FileSystemSpace {
	/** What users may still write. */
	readonly free: number;
	readonly total: number;
}

/** All of reading. */
export interface DiskReader extends FileReader, PartReader, MountReader, SpaceReader {}

/**
 * Changing. Every method rejects with `FileError` unless it did all of its work, and also if a link leads elsewhere on the way
 * to the directory of `path`. Callers therefore resolve the real path first.
 */
export interface FileWriter extends DiskReader {
	/** Writes a temporary file, makes it durable and renames it: readers see the old or the new file, complete. */
	replace(path: string, content: Uint8Array): Promise<void>;
	/** Creates a complete file if the name is free; otherwise rejects with `exists`. */
	create(path: string, content: Uint8Array): Promise<void>;
	/** Removes one file or link, never a directory. Resolves with the disk space in bytes that this frees: 0 if it has other names. */
	remove(path: string): Promise<number>;
	/**
	 * Removes a file only if `mayGo` accepts its content at the moment of removal; a file that another process has put there
	 * meanwhile stays. Resolves with false if the file stays.
	 */
	removeIf(path: string, mayGo: (content: Uint8Array) => boolean): Promise<boolean>;
	/**
	 * Removes a directory and everything in it; links are removed, never followed. If something is mounted in it, nothing is
	 * removed and it rejects with `mounted`. Renames it first (see `removalName`), so that a later run can finish the removal.
	 * Resolves with the disk space in bytes that this frees; what another process removes meanwhile, or what has other names, does
	 * not count. Rejects with `BegunRemovalError` if it was renamed or part of it is gone.
	 */
	removeTree(path: string): Promise<number>;
	link(target: string, path: string): Promise<void>;
	/** Makes a link under a temporary name and renames it: readers see what was there or the new link. */
	replaceLink(target: string, path: string): Promise<void>;
	/** `umask`: permissions to leave out; absent: those of the process. */
	makeDirectory(path: string, umask?: number): Promise<void>;
	/** Changes owner and group of the entry itself, not of a link's target. */
	changeOwner(path: string, uid: number, gid: number): Promise<void>;
}

/** The result of `ask`; `undefined` also if the system denies access. Other errors are passed on. */
export async function undefinedIfUnreadable<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof FileError) return undefined;
		throw error;
	}
}
