/** The port to where events are kept, on this machine and for this user. */
import type { HistoryEntry, HistoryEvent } from './event.ts';
import type { SpaceSample } from './space.ts';

/** The failcount of a subarch as the history knows it. */
export interface KnownFailcount {
	readonly count: number;
	/** See `FailcountChanged`. */
	readonly stamp?: number;
}

/** There is no history to be read or written; everything else works without. `message` is a sentence that says why. */
export class HistoryOff extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'HistoryOff';
	}
}

/** The latest events of a mirror as they were looked at. */
export interface RecentEvents {
	/** Stands for the state of the file: as long as it is the same, so are the events. */
	readonly version: string;
	/** The oldest first. */
	readonly events: readonly HistoryEvent[];
	/** How full the file system of the mirror was, the oldest first. */
	readonly space: readonly SpaceSample[];
}

/** Each mirror, named by its real path, has its own history. All methods reject with `HistoryOff` and with nothing else. */
export interface HistoryStore {
	/** Records those events that are not recorded yet. What it resolves with is on disk. */
	record(mirror: string, entries: readonly HistoryEntry[]): Promise<void>;
	/** Records how full the file system of the mirror is, unless that was recorded within the last hours. */
	recordSpace(mirror: string, sample: SpaceSample): Promise<void>;
	/** The events since a moment (milliseconds since the epoch), oldest first. */
	read(mirror: string, since: number): Promise<readonly HistoryEvent[]>;
	/**
	 * The latest events since a moment, at most `most`. Unlike `read`, it leaves the file as it is, and creates none (SQLite may put
	 * its own empty ones beside it).
	 * @param before what was seen last, with the same arguments; the answer if nothing was recorded meanwhile
	 */
	look(mirror: string, since: number, most: number, before?: RecentEvents): Promise<RecentEvents>;
	/**
	 * The days of the complete builds that are recorded, by the name of the subarch.
	 * @param names absent: all subarches
	 */
	builtDays(mirror: string, names?: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
	/**
	 * The failcounts that were recorded last, by the name of the subarch.
	 * @param names absent: all subarches
	 */
	failcounts(mirror: string, names?: readonly string[]): Promise<ReadonlyMap<string, KnownFailcount>>;
}

/**
 * Opens the store in a file; its directory is made when there is something to record. `tell` gets a sentence when a damaged file was
 * set aside.
 */
export type OpenHistory = (file: string, tell: (message: string) => void) => HistoryStore;
