/**
 * The dialects' rules for what `digestgen` hashes and removes.
 * Metro: `digestgen` in scripts/buildrepo (funtoo/metro dcfe269 and a728df2).
 */

export interface DigestRules {
	/** Searches the whole mirror, including snapshots and unrecognized directories; else only the subarches of `.buildbot`. */
	readonly wholeMirror: boolean;
	/** Follows links to directories. */
	readonly followsLinks: boolean;
	/** Makes links to hash files beside links to archives, and mends them. */
	readonly takesLinks: boolean;
	/** Endings of companion files beside an archive, which are removed with it. The first is the hash file's. */
	readonly companions: readonly string[];
	/** Also announces the companions of a dead link when they are removed. */
	readonly announcesCompanions: boolean;
	/** What is printed for each archive: one that is hashed now, one that has a hash file already, and once after all. */
	readonly marks: { readonly hashed: string; readonly known: string; readonly end: string };
	/** Whether a file of that name gets a hash file. */
	isArchive(name: string): boolean;
}

/** The ending of hash files. */
export const hashEnding = '.hash.txt';
