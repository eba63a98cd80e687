/** What the repository takes on disk. */

/** Disk use of one part. */
export interface StoragePart {
	readonly name: string;
	readonly bytes: number;
	/** What Clean would free of it. */
	readonly freed: number;
}

/** All in bytes of disk use, as `du` counts: a file with several names counts once, where it was found first. */
export interface StorageUse {
	readonly bytes: number;
	/** What Clean would free. */
	readonly freed: number;
	/** How many directories or files could not be measured, so that the sums lack them. */
	readonly unmeasured: number;
	readonly byBuild: readonly StoragePart[];
	readonly byArch: readonly StoragePart[];
	readonly byKind: readonly { readonly name: string; readonly bytes: number }[];
	/** Free for users on the file system; absent: unknown. */
	readonly free?: number;
	readonly total?: number;
	/** Bytes by which free space shrinks in a day, from what the history holds; negative if it grows; absent: unknown. */
	readonly growth?: number;
	/** Days until the file system is full at that growth; absent: unknown, or free space does not shrink. */
	readonly daysLeft?: number;
}

/** How many of the archives of complete builds have a hash file and a signature. */
export interface DigestCoverage {
	readonly archives: number;
	readonly hashed: number;
	readonly signed: number;
}
