/** The watches of a set-up: as many as needed, added and dropped as the set of watched paths changes. */
import type { Watch, Watcher, WatchOutcome } from '../base/watcher.ts';

export interface WatchList {
	/**
	 * Makes `paths` the watched ones: new ones are added, others dropped, the rest stay as they are.
	 * @returns those that exist but cannot be watched because there are too many.
	 */
	set(paths: Iterable<string>): readonly string[];
	close(): void;
}

/** No set-up takes more watches than this; what is beyond is looked at from time to time instead. */
const watchLimit = 20_000;

/** @param changed is told the watched path and, where the system knows it, the name of the entry that changed. */
export function createWatchList(
	watcher: Watcher,
	changed: (path: string, name: string | undefined) => void,
): WatchList {
	const watches = new Map<string, Watch>();
	return {
		set(paths) {
			const wanted = new Set(paths);
			for (const [path, watch] of watches) {
				if (wanted.has(path)) continue;
				watch.close();
				watches.delete(path);
			}
			const unwatched: string[] = [];
			for (const path of wanted) {
				if (watches.has(path)) continue;
				const outcome = watches.size < watchLimit ? begin(path) : 'exhausted';
				if (outcome === 'exhausted') unwatched.push(path);
				else if (outcome !== 'missing') watches.set(path, outcome);
			}
			return unwatched;
		},
		close() {
			for (const watch of watches.values()) watch.close();
			watches.clear();
		},
	};

	function begin(path: string): WatchOutcome {
		return watcher.watch(path, (name) => {
			if (name === undefined) forget(path);
			changed(path, name);
		});
	}

	/** A watch that says nothing more than "something" may be dead: the next `set` makes a new one. */
	function forget(path: string): void {
		watches.get(path)?.close();
		watches.delete(path);
	}
}
