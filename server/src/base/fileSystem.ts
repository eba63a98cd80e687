/**
 * The door between the cores and a disk. Paths are absolute POSIX strings. A byte that is not UTF-8 in a name is kept as
 * a lone surrogate U+DC80 to U+DCFF (as Python's `surrogateescape`), so every name is a string and none is lost.
 */

export type EntryKind = 'file' | 'directory' | 'link' | 'other';

/** One name in a directory; `kind` is the entry's own, links are not followed. */
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
	/** The same of the last change of any kind: content, name, owner or permissions (`ctime`). Nobody can set it back. */
	readonly changed: number;
	/** Disk use in bytes (blocks × 512), as `du` counts. */
	readonly diskUse: number;
	/** Which file this is, for recognising the same one by two names. */
	readonly identity: string;
}

export type FileFailure =
	| 'denied'
	| 'not-a-directory'
	| 'is-a-directory'
	/** A pipe, a device or a socket. */
	| 'not-a-file'
	/** Larger than a file that is read whole may be. */
	| 'too-large'
	| 'loop'
	| 'name-too-long'
	| 'read-only'
	| 'full'
	| 'exists'
	| 'missing'
	/** Something is mounted there. */
	| 'mounted'
	| 'other';

/** The only error the ports below reject with. */
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

/** True if what was to be read as a file is there but is none: then it is known not to hold what a file would. */
export function isWrongKind({ failure }: FileError): boolean {
	return failure === 'is-a-directory' || failure === 'not-a-file' || failure === 'too-large';
}

/** Reading. What does not exist is `undefined`; every other trouble rejects with `FileError`. */
export interface FileReader {
	/** The names in a directory in byte order, `undefined` if nothing is there. */
	list(path: string): Promise<readonly DirectoryEntry[] | undefined>;
	/** Follows links; a dangling link is `undefined`. */
	status(path: string): Promise<FileStatus | undefined>;
	/** Does not follow a link in the last part of the path. */
	linkStatus(path: string): Promise<FileStatus | undefined>;
	read(path: string): Promise<Uint8Array | undefined>;
	readLink(path: string): Promise<string | undefined>;
	realPath(path: string): Promise<string | undefined>;
}

/**
 * Changing. Every method rejects with `FileError` if it could not do the whole of it, and also if the directory of `path` is
 * not really where it says because a link is on the way: whoever changes something has found out its real place first.
 */
export interface FileWriter extends FileReader {
	/** Writes beside, makes it durable and renames: readers see the old file or the new one, whole. */
	replace(path: string, content: Uint8Array): Promise<void>;
	/** Makes a file, whole at once, where nothing has its name; else it rejects with `exists`. */
	create(path: string, content: Uint8Array): Promise<void>;
	/** Removes one file or link, never a directory. */
	remove(path: string): Promise<void>;
	/**
	 * Removes a file only if `mayGo` says so of its content at the moment it goes; what another process put there
	 * meanwhile stays. False if it stays.
	 */
	removeIf(path: string, mayGo: (content: Uint8Array) => boolean): Promise<boolean>;
	/**
	 * Removes a directory and all in it; links are removed, never followed. If something is mounted in it, nothing goes
	 * and it rejects with `mounted`. It is renamed first (see `removalName`), so that a later run finishes what is cut short.
	 */
	removeTree(path: string): Promise<void>;
	/** Where something is mounted at or below a directory; `undefined`: nowhere, as far as the system says. */
	mountIn(path: string): Promise<string | undefined>;
	link(target: string, path: string): Promise<void>;
	/** `umask`: permissions that it is not given; absent: as the process has it. */
	makeDirectory(path: string, umask?: number): Promise<void>;
	/** Changes owner and group of the entry itself, not of a link's target. */
	changeOwner(path: string, uid: number, gid: number): Promise<void>;
}

/** What `ask` finds; `undefined`, too, where the system does not let it look. Other errors stay errors. */
export async function undefinedIfUnreadable<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof FileError) return undefined;
		throw error;
	}
}
