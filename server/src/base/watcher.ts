/** The door through which a directory tells that something in it changed. */

export interface Watch {
	close(): void;
}

/** A watch, or why there is none: nothing is there to be watched, or the system's watches are used up. */
export type WatchOutcome = Watch | 'missing' | 'exhausted';

export interface Watcher {
	/**
	 * Watches the entries of one directory, not what lies below them.
	 * @param changed called with the entry's name as often as the system tells; without a name when the system does not say
	 * which, or when the directory itself is gone: then the watch is of no use any more.
	 */
	watch(path: string, changed: (name: string | undefined) => void): WatchOutcome;
	/** True where others than this machine's own programs may change files: the system tells nothing of such changes. */
	isRemote(path: string): Promise<boolean>;
}
