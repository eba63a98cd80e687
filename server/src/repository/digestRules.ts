/** What `digestgen` hashes and tidies up; the dialects fill it in. */

export interface DigestRules {
	/** Look at the whole mirror, snapshots and strangers included; else only below the subarches of `.buildbot`. */
	readonly wholeMirror: boolean;
	/** Go into directories that are only linked. */
	readonly followsLinks: boolean;
	/** Files that lie beside an archive under its name with this added, and go with it. The first is the hash file. */
	readonly companions: readonly string[];
	/** Tells of the companions of a dead link, too, when they are cleaned up. */
	readonly announcesCompanions: boolean;
	/** Whether a file of that name gets a hash file. */
	isArchive(name: string): boolean;
}

/** The ending of hash files. */
export const hashEnding = '.hash.txt';
