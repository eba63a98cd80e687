/** How many subarches are in which state. */

/** Each subarch has one state; with `remote` for those that are nothing else, the states add up to `managed`. */
export interface HealthCounts {
	/** Subarches with a directory. */
	readonly managed: number;
	/** Built here. */
	readonly local: number;
	/** Kept here, and built elsewhere; those that are being built or cannot be read count as `buildingNow` or `unreadable` as well. */
	readonly remote: number;
	readonly fresh: number;
	readonly stale: number;
	/** Built here, with a failcount above zero, and still in rotation. */
	readonly failing: number;
	readonly outOfRotation: number;
	readonly neverBuilt: number;
	readonly unreadable: number;
	readonly buildingNow: number;
	/** Named in `.buildbot`, without a directory. */
	readonly missing: number;
	/** Dated builds. */
	readonly builds: number;
	readonly incomplete: number;
}
