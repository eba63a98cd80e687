/** The system's watches: one per directory, shared by all listeners, and always on the right directory. */
import type { FileReader } from '../base/fileSystem.ts';
import { createQueue } from '../base/queue.ts';
import type { Watch, Watcher } from '../base/watcher.ts';
import { identityIn, stampAt } from './seen.ts';

/** `name`: the entry that changed; `undefined`: any may have, even unseen. */
export type Listener = (directory: string, name: string | undefined) => void;

/** No server uses more watches than this; paths beyond it are only compared from time to time. */
const watchLimit = 20_000;

interface Watched {
	readonly listeners: Set<Listener>;
	watch: Watch | undefined;
	/** The identity of the directory that `watch` is on. */
	identity: string;
}

/** Each path is watched once, as the directory that it means, for all its listeners. */
export class Watches {
	readonly #watcher: Watcher;
	readonly #files: FileReader;
	readonly #watched = new Map<string, Watched>();
	/** The directories of each listener. */
	readonly #wanted = new Map<Listener, ReadonlySet<string>>();
	/** Directories to watch, and whom to notify afterwards. */
	readonly #waiting = createQueue<{ readonly path: string; readonly done: () => void }>();
	#count = 0;
	#isWorking = false;
	#isClosed = false;

	constructor(watcher: Watcher, files: FileReader) {
		this.#watcher = watcher;
		this.#files = files;
	}

	/**
	 * Makes `directories` the directories that `listener` hears about. Skips those that do not exist or cannot be watched.
	 * Resolves when the watches stand.
	 */
	async set(listener: Listener, directories: Iterable<string>): Promise<void> {
		if (this.#isClosed) return;
		const before = this.#wanted.get(listener) ?? new Set();
		const now = new Set(directories);
		if (now.size === 0) this.#wanted.delete(listener);
		else this.#wanted.set(listener, now);
		for (const path of before) if (!now.has(path)) this.#drop(listener, path);
		const established: Promise<void>[] = [];
		for (const path of now) {
			const one = this.#watched.get(path) ?? { listeners: new Set(), watch: undefined, identity: '' };
			this.#watched.set(path, one);
			one.listeners.add(listener);
			established.push(this.#add(path));
		}
		await Promise.all(established);
	}

	/** Checks that a watched path still means the watched directory, and moves the watch if not. */
	async check(path: string): Promise<void> {
		// The listener has read another directory, or an older one.
		if (await this.#establish(path)) this.report(path, undefined);
	}

	/** Passes on an event seen elsewhere. */
	report(path: string, name: string | undefined): void {
		for (const listener of this.#watched.get(path)?.listeners ?? []) listener(path, name);
	}

	close(): void {
		this.#isClosed = true;
		for (const one of this.#watched.values()) this.#end(one);
		this.#watched.clear();
		this.#wanted.clear();
	}

	#add(path: string): Promise<void> {
		return new Promise((done) => {
			this.#waiting.push({ path, done });
			if (!this.#isWorking) void this.#work();
		});
	}

	/** Sequential, because each takes the system a moment. */
	async #work(): Promise<void> {
		this.#isWorking = true;
		for (let next = this.#waiting.first(); next !== undefined; next = this.#waiting.first()) {
			this.#waiting.shift();
			await this.#establish(next.path);
			next.done();
		}
		this.#isWorking = false;
	}

	/**
	 * Puts a watch on the directory that `path` means now. Reads the identity first, so that a later directory never passes
	 * for this one.
	 * @returns whether there is a new watch
	 */
	async #establish(path: string): Promise<boolean> {
		const identity = identityIn((await stampAt(() => this.#files.status(path))).stamp);
		const one = this.#watched.get(path);
		if (one === undefined || this.#isClosed) return false;
		if (one.watch !== undefined && one.identity === identity) return false;
		const had = one.watch !== undefined;
		this.#end(one);
		if (identity === '' || this.#count >= watchLimit) return had;
		const outcome = this.#watcher.watch(path, (name) => {
			if (one.watch !== outcome) return;
			if (name === undefined) {
				this.#end(one);
				void this.#add(path);
			}
			this.report(path, name);
		});
		if (typeof outcome === 'string') return had;
		one.watch = outcome;
		one.identity = identity;
		this.#count++;
		return true;
	}

	#drop(listener: Listener, path: string): void {
		const one = this.#watched.get(path);
		one?.listeners.delete(listener);
		if (one === undefined || one.listeners.size > 0) return;
		this.#end(one);
		this.#watched.delete(path);
	}

	#end(one: Watched): void {
		if (one.watch === undefined) return;
		one.watch.close();
		one.watch = undefined;
		one.identity = '';
		this.#count--;
	}
}
