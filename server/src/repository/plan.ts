/** Changes to a repository as plain data, for reviews, dry runs and the one applier. */

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

/** Removes one file or link, never a directory. */
export interface RemoveFile extends ChangeBase {
	readonly kind: 'remove-file';
	/** Removes it only if this is its content at the moment of removal. */
	readonly onlyContent?: Uint8Array;
	/** A lock file: nothing is removed while its process lives. */
	readonly unlessLocked?: string;
}

/** Removes a directory with its contents; refused if a link has taken its place. */
export interface RemoveDirectory extends ChangeBase {
	readonly kind: 'remove-directory';
	readonly unlessLocked?: string;
}

/** Writes a file whole, replacing what is there. */
export interface WriteFile extends ChangeBase {
	readonly kind: 'write-file';
	readonly content: Uint8Array;
	/** Writes to the target of a link, wherever it is; otherwise the link is replaced. */
	readonly throughLink?: true;
	readonly owner?: Owner;
}

/** Creates one directory in an existing one; an existing one is left as it is. */
export interface MakeDirectory extends ChangeBase {
	readonly kind: 'make-directory';
	/** The umask for it; absent: our own. */
	readonly umask?: number;
}

/** Creates a whole file, unless its name is taken. */
export interface CreateFile extends ChangeBase {
	readonly kind: 'create-file';
	readonly content: Uint8Array;
}

/** Makes a link, replacing a file or link that is there; a link at once, so that readers see the old one or the new one. */
export interface MakeLink extends ChangeBase {
	readonly kind: 'make-link';
	readonly target: string;
	/** Refused if something other than a link is there. */
	readonly onlyLinks?: true;
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
