/** Changes to a repository as plain data: what a review shows, a dry run prints and the one applier carries out. */

export interface Owner {
	readonly uid: number;
	readonly gid: number;
}

interface ChangeBase {
	/** Absolute, below the mirror as it is written. */
	readonly path: string;
	/** Why, in a few words. */
	readonly reason: string;
}

/** Takes away one file or link, never a directory. */
export interface RemoveFile extends ChangeBase {
	readonly kind: 'remove-file';
	/** A lock file: nothing is removed while its process lives. */
	readonly unlessLocked?: string;
}

/** Takes away a directory and all in it; refused where a link stands in its place. */
export interface RemoveDirectory extends ChangeBase {
	readonly kind: 'remove-directory';
	readonly unlessLocked?: string;
}

/** Writes a file whole, replacing what is there. */
export interface WriteFile extends ChangeBase {
	readonly kind: 'write-file';
	readonly content: Uint8Array;
	/** Of a link its target is written, wherever it lies; else the link is replaced. */
	readonly throughLink?: true;
	readonly owner?: Owner;
}

/** Makes one directory in one that is there; one that exists is left as it is. */
export interface MakeDirectory extends ChangeBase {
	readonly kind: 'make-directory';
	/** Permissions that it is not given; absent: as everything that we make. */
	readonly umask?: number;
}

/** Writes a file whole, but only where nothing has its name. */
export interface CreateFile extends ChangeBase {
	readonly kind: 'create-file';
	readonly content: Uint8Array;
}

/** Makes a link, replacing a file or link that is there. */
export interface MakeLink extends ChangeBase {
	readonly kind: 'make-link';
	readonly target: string;
	readonly owner?: Owner;
}

/** Gives a file or link (the link itself) its owner. */
export interface SetOwner extends ChangeBase {
	readonly kind: 'set-owner';
	readonly owner: Owner;
}

export type Change =
	| RemoveFile
	| RemoveDirectory
	| WriteFile
	| CreateFile
	| MakeDirectory
	| MakeLink
	| SetOwner;
