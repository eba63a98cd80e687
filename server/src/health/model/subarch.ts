/** One subarch of one build, as health shows it. */
import type { CivilTime } from '../../base/civilTime.ts';

/** In order of urgency. */
export type SubarchState =
	| 'running'
	| 'unreadable'
	| 'out-of-rotation'
	| 'failing'
	| 'remote'
	| 'never-built'
	| 'stale'
	| 'fresh';

export interface SubarchId {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
}

/** A cell of the matrix, a line of the time lines, a row of tables. Compact: there may be 5,000. */
export interface SubarchHealth extends SubarchId {
	/** The id of its row in the tree. */
	readonly row: string;
	readonly state: SubarchState;
	/** Its status in the rotation and why, in one clause, as `explain` says it. */
	readonly reason: string;
	readonly local: boolean;
	/** The hosts that build it, where several share the mirror. */
	readonly hosts?: readonly string[];
	/** The other host that is building it now. */
	readonly buildingOn?: string;
	/** Absent: unreadable. */
	readonly failcount?: number;
	/** The day of the latest complete build; absent: never built, or unknown (`unreadable`). */
	readonly latest?: CivilTime;
	readonly latestName?: string;
	/** How many dated builds there are. */
	readonly builds: number;
	/** Place in the rotation, from 1; absent: not due. */
	readonly turn?: number;
	/** When it becomes due. */
	readonly dueFrom?: CivilTime;
	/** The last recorded results, oldest first, at most 12: `s`ucceeded, `f`ailed, `i`nterrupted. */
	readonly results: string;
	/** 0 to 1 over the results recorded in the last 8 weeks; absent: none. */
	readonly successRate?: number;
	/** Mean milliseconds from the first failure to the next success; absent: none recorded. */
	readonly timeToRecover?: number;
	/** Median milliseconds of successful builds; absent: unknown. */
	readonly usualDuration?: number;
	/** Flavors of the latest build's artifacts, each once. */
	readonly artifacts: readonly string[];
	/** How many archives the latest build has; absent: unknown. */
	readonly archives?: number;
	/** How many of them have a hash file; absent: unknown. */
	readonly hashed?: number;
	/** How many of them have a signature; absent: unknown. */
	readonly signed?: number;
	/** Disk use, as in `StorageUse`; absent: unknown. */
	readonly bytes?: number;
	/** What Clean would free of it; absent: unknown. */
	readonly freed?: number;
}
