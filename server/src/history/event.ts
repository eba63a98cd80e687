/**
 * What the history records: plain data, with names as they are on disk. An event has a key that says what it is of, so that the
 * same event, seen by several processes, is recorded once.
 */
import type { BuildFailure } from '../repository/index.ts';

/** A name below the mirror, as `funtoo-current/x86-64bit/corei7`. */
type NameBelow = string;

interface EventBase {
	/** When it happened, in milliseconds since the epoch. */
	readonly at: number;
	/** What it happened to. */
	readonly name: NameBelow;
}

/** Metro was started; `name` is the subarch. */
export interface BuildStarted extends EventBase {
	readonly kind: 'build-started';
	readonly day: string;
	readonly target: string;
	readonly extras: readonly string[];
	readonly host: string;
}

/** `not-started`: Metro could not be run, or refused since another build was in progress. */
export type BuildResult = 'succeeded' | 'failed' | 'interrupted' | 'not-started';

/** A build has ended; `name` is the subarch. What is absent is unknown: the event was found on disk. */
export interface BuildEnded extends EventBase {
	readonly kind: 'build-ended';
	readonly result: BuildResult;
	/** The name of its directory. */
	readonly day?: string;
	readonly target?: string;
	readonly extras?: readonly string[];
	/** In milliseconds. */
	readonly duration?: number;
	readonly host?: string;
	readonly failure?: BuildFailure;
}

/** The failcount of a subarch has another value. */
export interface FailcountChanged extends EventBase {
	readonly kind: 'failcount';
	/** `undefined`: unknown. */
	readonly from?: number;
	readonly to: number;
	/** Which file holds `to`, by its time in seconds; absent: there is none, which means 0. */
	readonly stamp?: number;
}

/** `zap` removed the failcount of a subarch. */
export interface Zapped extends EventBase {
	readonly kind: 'zapped';
	/** `undefined`: it could not be read. */
	readonly from?: number;
}

/** `clean` removed something; `name` is that of the build or snapshot. */
export interface Removed extends EventBase {
	readonly kind: 'removed';
	readonly what: 'build' | 'snapshot' | 'stranger';
	/** The disk space that this freed. */
	readonly bytes: number;
}

/** A run of `digestgen` changed hash files; `name` is empty. */
export interface DigestsWritten extends EventBase {
	readonly kind: 'digests';
	readonly hashed: number;
	readonly repaired: number;
	readonly removed: number;
	readonly failed: number;
}

/** Lists of builds were written; `name` is that of index.xml, or empty if each subarch has its own. */
export interface IndexWritten extends EventBase {
	readonly kind: 'index';
}

/** Links to the newest archives were made, replaced or removed; `name` is empty. */
export interface LatestLinked extends EventBase {
	readonly kind: 'linked';
	readonly linked: number;
	readonly removed: number;
}

/** A run of `publish` has ended at one target; `name` is empty. */
export interface Published extends EventBase {
	readonly kind: 'published';
	readonly target: string;
	readonly result: 'published' | 'failed';
	/** When it was planned what to publish, in milliseconds since the epoch. */
	readonly asOf: number;
	readonly files: number;
	readonly bytes: number;
	readonly removed: number;
	/** Builds that were complete but not published, by their names below the mirror; at most a hundred. */
	readonly leftOut: readonly NameBelow[];
	/** Why it failed. */
	readonly reason?: string;
}

/** A run of `maintain` has ended; `name` is empty. */
export interface Maintained extends EventBase {
	readonly kind: 'maintained';
	readonly done: readonly string[];
	readonly failed: readonly string[];
	/** Steps that were not tried because another one failed. */
	readonly skipped: readonly string[];
}

/** A build began to be sent to the master; `name` is that of the build. */
export interface UploadStarted extends EventBase {
	readonly kind: 'upload-started';
	/** The master, as `HOST:PATH`. */
	readonly to: string;
	readonly bytes: number;
}

/** `already-there`: somebody else had put a build of that name there meanwhile. */
export type UploadResult = 'succeeded' | 'failed' | 'interrupted' | 'already-there';

/** An upload has ended; `name` is that of the build. */
export interface UploadEnded extends EventBase {
	readonly kind: 'upload-ended';
	readonly to: string;
	readonly result: UploadResult;
	readonly bytes: number;
	/** In milliseconds. */
	readonly duration: number;
	/** Why it failed: the end of a sentence. */
	readonly reason?: string;
}

export type HistoryEvent =
	| BuildStarted
	| BuildEnded
	| FailcountChanged
	| Zapped
	| Removed
	| DigestsWritten
	| IndexWritten
	| LatestLinked
	| Published
	| Maintained
	| UploadStarted
	| UploadEnded;

/** An event to record. */
export interface HistoryEntry {
	/** What makes the event the same for all who see it. Equal keys: one event. */
	readonly key: readonly (string | number)[];
	/** Who did it knows more about an event than who found its traces; what `run` says replaces what `scan` said. */
	readonly seenBy: 'run' | 'scan';
	readonly event: HistoryEvent;
}

/** Identifies a file by its time, in seconds: compressing an archive keeps that. */
export function timeStampOf(modified: number): number {
	return Math.floor(modified / 1000);
}

/** The key of a build that is complete, by the time of the file that says so. */
export function builtKey(name: string, day: string, stamp: number): HistoryEntry['key'] {
	return ['built', name, day, stamp];
}

/** The key of a failed build, by the failcount that Metro left. */
export function failedKey(name: string, stamp: number): HistoryEntry['key'] {
	return ['failed', name, stamp];
}

export function failcountKey(name: string, stamp: number, count: number): HistoryEntry['key'] {
	return ['failcount', name, stamp, count];
}

/** The key of the end of a failcount, however it ended. */
export function resetKey(name: string, stamp: number): HistoryEntry['key'] {
	return ['reset', name, stamp];
}
