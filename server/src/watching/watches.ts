/** The watches that the system gives: one for each directory, for all who want to hear of it, and on the right directory. */
import type { FileReader } from '../base/fileSystem.ts';
import { createQueue } from '../base/queue.ts';
import type { Watch, Watcher } from '../base/watcher.ts';
import { identityIn, stampAt } from './seen.ts';

/** `name`: the entry that changed; `undefined`: any may have, also unseen. */
export type Listener = (directory: string, name: string | undefined) => void;

export interface Watches {
	/**
	 * Makes `directories` those that `listener` hears of. Those that do not exist or cannot be watched are left out.
	 * Resolves when the watches stand.
	 */
	set(listener: Listener, directories: Iterable<string>): Promise<void>;
	/** Checks that the path of a watched directory still means the directory that is watched, and makes that so. */
	check(directory: string): Promise<void>;
	/** Passes on what somebody else saw. */
	told(directory: string, name: string | undefined): void;
	close(): void;
}

/** No server takes more watches than this; what is beyond is compared from time to time only. */
const watchLimit = 20_000;

interface Watched {
	readonly listeners: Set<Listener>;
	watch: Watch | undefined;
	/** Of the directory that `watch` is on. */
	identity: string;
}

export function createWatches(watcher: Watcher, files: FileReader): Watches {
	const watched = new Map<string, Watched>();
	const wanted = new Map<Listener, ReadonlySet<string>>();
	/** Directories to be watched, and whom to tell that it is done. */
	const waiting = createQueue<{ readonly path: string; readonly done: () => void }>();
	let count = 0;
	let isWorking = false;
	let isClosed = false;

	const told = (path: string, name: string | undefined): void => {
		for (const listener of watched.get(path)?.listeners ?? []) listener(path, name);
	};

	const end = (one: Watched): void => {
		if (one.watch === undefined) return;
		one.watch.close();
		one.watch = undefined;
		one.identity = '';
		count--;
	};

	/**
	 * Puts a watch on what `path` means now. The identity is asked first, so that a later directory never passes for this one.
	 * @returns whether there is another watch than before
	 */
	const establish = async (path: string): Promise<boolean> => {
		const identity = identityIn((await stampAt(() => files.status(path))).stamp);
		const one = watched.get(path);
		if (one === undefined || isClosed || (one.watch !== undefined && one.identity === identity)) return false;
		const had = one.watch !== undefined;
		end(one);
		if (identity === '' || count >= watchLimit) return had;
		const outcome = watcher.watch(path, (name) => {
			if (one.watch !== outcome) return;
			if (name === undefined) {
				end(one);
				void add(path);
			}
			told(path, name);
		});
		if (typeof outcome === 'string') return had;
		one.watch = outcome;
		one.identity = identity;
		count++;
		return true;
	};

	const add = (path: string): Promise<void> =>
		new Promise((done) => {
			waiting.push({ path, done });
			if (!isWorking) void work();
		});

	/** One after the other, for each takes the system a moment. */
	const work = async (): Promise<void> => {
		isWorking = true;
		for (let next = waiting.first(); next !== undefined; next = waiting.first()) {
			waiting.shift();
			await establish(next.path);
			next.done();
		}
		isWorking = false;
	};

	const drop = (listener: Listener, path: string): void => {
		const one = watched.get(path);
		one?.listeners.delete(listener);
		if (one === undefined || one.listeners.size > 0) return;
		end(one);
		watched.delete(path);
	};

	return {
		async set(listener, directories) {
			if (isClosed) return;
			const before = wanted.get(listener) ?? new Set();
			const now = new Set(directories);
			if (now.size === 0) wanted.delete(listener);
			else wanted.set(listener, now);
			for (const path of before) if (!now.has(path)) drop(listener, path);
			const established: Promise<void>[] = [];
			for (const path of now) {
				const one = watched.get(path) ?? { listeners: new Set(), watch: undefined, identity: '' };
				watched.set(path, one);
				one.listeners.add(listener);
				established.push(add(path));
			}
			await Promise.all(established);
		},
		async check(path) {
			// Who listens has read another directory, or an older one.
			if (await establish(path)) told(path, undefined);
		},
		told,
		close() {
			isClosed = true;
			for (const one of watched.values()) end(one);
			watched.clear();
			wanted.clear();
		},
	};
}
