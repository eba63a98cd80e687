/** The port through which directories report changes. */

export interface Watch {
	close(): void;
}

/** A watch, or why there is none: the directory does not exist, or the system's watches are exhausted. */
export type WatchOutcome = Watch | 'missing' | 'exhausted';

export interface Watcher {
	/**
	 * Watches the entries of one directory, not what is below them.
	 * @param changed called with the entry's name for each event; without a name if the system gives none, or if the directory
	 * itself is gone, which makes the watch useless.
	 */
	watch(path: string, changed: (name: string | undefined) => void): WatchOutcome;
	/** True where other machines may change files: the system does not report such changes. */
	isRemote(path: string): Promise<boolean>;
}
