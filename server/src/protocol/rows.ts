/** The rows of the repository view, and what is asked about one. */
import type { Arrangement } from './arrangement.ts';
import type { MissingDirectory } from './setups.ts';

/** The build that is in progress at a subarch. */
export interface RunningBuild {
	/** The process that holds the lock, in words: `process 1234`. */
	readonly holder: string;
	/** When the lock was taken, in milliseconds since the epoch; absent if that cannot be read. */
	readonly since?: number;
}

export type RowKind =
	| 'build'
	/** Subarches with something in common, in an arrangement that groups them by that. */
	| 'group'
	| 'arch'
	| 'subarch'
	| 'dated-build'
	| 'file'
	| 'snapshots'
	| 'snapshot'
	/** Stands for rows that were left out. */
	| 'more';

/** What a row's icon and colour say; the client maps each to an icon of the editor's own. */
export type RowStatus =
	| 'fresh'
	| 'stale'
	| 'never-built'
	| 'failing'
	| 'out-of-rotation'
	| 'unreadable'
	| 'running'
	| 'incomplete'
	| 'remote'
	/** It is named in `.buildbot`, and has no directory yet. */
	| 'no-directory'
	| 'plain';

/** How loud a badge is. */
export type BadgeTone = 'warning' | 'error' | 'running';

export interface RowBadge {
	/** At most two characters. */
	readonly text: string;
	readonly tone: BadgeTone;
	readonly tooltip: string;
}

/** One row of the repository view, ready to be drawn. */
export interface Row {
	/** Stable and unique within a set-up; the row's path below the mirror, with a prefix for rows that are no path. */
	readonly id: string;
	readonly kind: RowKind;
	readonly status: RowStatus;
	readonly label: string;
	readonly description: string;
	/** Markdown; text that came from files is escaped. */
	readonly tooltip: string;
	/** What a screen reader says for the whole row. */
	readonly accessibleLabel: string;
	readonly expandable: boolean;
	readonly badge?: RowBadge;
	/** Words for the client's menus, for instance `local`, `failing`, `running`, `archive`, `text`. */
	readonly tags: readonly string[];
	/** Absolute path on disk, if the row stands for one; absent, too, where the name is not UTF-8: no program can take it. */
	readonly path?: string;
	/** Only for a row that stands for a directory that is not there yet. */
	readonly missing?: MissingDirectory;
	/** Only for a row that stands for others: the row that they are below. */
	readonly moreOf?: string;
	/** Only in the answer to `row`, for a subarch that is being built. */
	readonly running?: RunningBuild;
}

export interface RowsParams {
	/** The set-up's home folder. */
	readonly home: string;
	/** Rows below this one; absent: the top. */
	readonly parent?: string;
	/** Absent: all rows, as they come. */
	readonly arrangement?: Arrangement;
	/** How many rows at most, before one that stands for the others; absent: the usual number. */
	readonly limit?: number;
}

export interface RowParams {
	readonly home: string;
	readonly id: string;
	/** That of the rows around it. */
	readonly arrangement?: Arrangement;
}

export interface RowAnswer {
	readonly row: Row;
	/** The row above, absent at the top. */
	readonly parent?: string;
	/** The arrangement leaves it out. */
	readonly filtered?: true;
	/** Its place below the row above, from 0; only where it is beyond the usual number of rows. */
	readonly place?: number;
}

/** Which build: the row of a dated build. */
export interface FailureParams extends RowParams {
	/** Only what was written since then counts, in milliseconds since the epoch. */
	readonly since: number;
}

/** What broke a build, as far as its logs say. */
export interface FailureAnswer {
	/** The target whose log tells of it, for instance `stage3`; absent: not known. */
	readonly target?: string;
	/** The first package that failed, without category and version. */
	readonly name: string;
	/** Portage's word for the step it failed in, for instance `compile`. */
	readonly phase: string;
	/** How many more packages failed. */
	readonly more: number;
}
