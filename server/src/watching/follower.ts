/**
 * Follows what was read from disk and finds every change sooner or later, whatever the system reports. Watches report most
 * changes at once. When a watch starts, everything it covers is compared with the disk again. Everything is also compared
 * continually, a little at a time, because no watch reports some changes: mounts, other machines, lost events.
 */
import type { FileReader, FileStatus } from '../base/fileSystem.ts';
import { createQueue, type Queue } from '../base/queue.ts';
import type { Watcher } from '../base/watcher.ts';
import type { Followed } from './followed.ts';
import type { Footprint } from './footprint.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { isAsSeen } from './seen.ts';
import { createSweep } from './sweep.ts';
import { Watches } from './watches.ts';
import { directoriesOfWays } from './waysTo.ts';

export interface Follower {
	/** Reads files for a topic. */
	record(): Recorder;
	/**
	 * A result derived from files. `changed` is called as soon as one of them has changed: once, until the topic covers what was
	 * read after that.
	 * @param isPressing compared more often than others; for a few hundred paths that everything else depends on
	 */
	topic(changed: () => void, isPressing?: boolean): Topic;
	/** An editor has reported a change of the entry at `path`. */
	changed(path: string): void;
	dispose(): void;
}

export interface Topic {
	/** Follows what was read; compares it with the disk again once the watches stand. */
	cover(coverage: Coverage): void;
	/** Compares everything with the disk soon. */
	check(): void;
	/** False from a change until the topic covers something new. */
	readonly isSound: boolean;
	dispose(): void;
}

export interface Coverage {
	/** It may grow: additions are compared along with the rest. */
	readonly footprint: Footprint;
	/** Directories worth a watch, the most important first. */
	readonly directories: Iterable<string>;
	/** Names on the way to what was read, as `waysTo` finds them. */
	readonly ways?: Iterable<string>;
}

/** Milliseconds for which events of one change are gathered. */
const gatherFor = 25;

interface Check {
	readonly topic: Followed;
	/** A newer check makes this one worthless. */
	readonly footprint: Footprint;
	readonly path: string;
}

export function createFollower(files: FileReader, watcher: Watcher, now: () => number): Follower {
	const topics = new Set<Followed>();
	const watches = new Watches(watcher, files);
	const isRemote = rememberingRemote(watcher);
	/** Separate queues, so that a file system that does not answer delays only its own kind. */
	const urgent = createChecker(files, now);
	const patient = createChecker(files, now);
	const sweep = createSweep(topics, {
		compare: (topic, path) => patient.add(topic, path),
		check: (directory) => watches.check(directory),
		isBusy: () => patient.isBusy(),
	});

	const checkAll = (topic: Followed, checker: Checker): void => {
		for (const path of topic.footprint.keys()) checker.add(topic, path);
	};

	/** Recent events, by topic; `undefined`: anything may have changed. */
	const suspects = new Map<Followed, Set<string> | undefined>();
	let timer: NodeJS.Timeout | undefined;
	const suspect = (topic: Followed, paths: readonly string[] | undefined): void => {
		const known = suspects.get(topic);
		if (paths === undefined) suspects.set(topic, undefined);
		else if (known !== undefined || !suspects.has(topic))
			suspects.set(topic, new Set([...(known ?? []), ...paths]));
		timer ??= setTimeout(() => {
			timer = undefined;
			for (const [about, found] of suspects) {
				if (found === undefined) checkAll(about, urgent);
				else for (const path of found) urgent.add(about, path);
			}
			suspects.clear();
		}, gatherFor);
	};

	return {
		record: () => createRecorder(files, now, isRemote),
		topic(changed, isPressing = false) {
			const topic: Followed = {
				isPressing,
				footprint: new Map(),
				ways: new Set(),
				directories: new Set(),
				isOutdated: false,
				isDisposed: false,
				changed,
			};
			topics.add(topic);
			const listener = (directory: string, name: string | undefined): void => {
				const path = name === undefined ? undefined : `${directory === '/' ? '' : directory}/${name}`;
				if (path === undefined || topic.ways.has(path)) suspect(topic, undefined);
				else suspect(topic, [directory, path]);
			};
			return {
				cover({ footprint, directories, ways = [] }) {
					if (topic.isDisposed) return;
					topic.footprint = footprint;
					topic.isOutdated = false;
					topic.ways = new Set(ways);
					topic.directories = new Set([...directories, ...directoriesOfWays(topic.ways)]);
					void watches.set(listener, topic.directories).then(() => checkAll(topic, patient));
				},
				check: () => checkAll(topic, urgent),
				get isSound() {
					return !topic.isOutdated;
				},
				dispose() {
					topic.isDisposed = true;
					topics.delete(topic);
					suspects.delete(topic);
					void watches.set(listener, []);
				},
			};
		},
		changed(path) {
			const at = path.lastIndexOf('/');
			watches.report(path.slice(0, at) || '/', path.slice(at + 1));
			watches.report(path, undefined);
		},
		dispose() {
			clearTimeout(timer);
			sweep.stop();
			for (const topic of topics) topic.isDisposed = true;
			topics.clear();
			watches.close();
		},
	};
}

interface Checker {
	add(topic: Followed, path: string): void;
	isBusy(): boolean;
}

/** Compares paths with the disk one after another. */
function createChecker(files: FileReader, now: () => number): Checker {
	const waiting: Queue<Check> = createQueue();
	let isWorking = false;

	const check = async ({ topic, footprint, path }: Check): Promise<void> => {
		const isOver = (): boolean => topic.isDisposed || topic.isOutdated || topic.footprint !== footprint;
		const seen = footprint.get(path);
		if (seen === undefined || isOver()) return;
		if ((await isAsSeen(path, seen, files, now)) || isOver() || footprint.get(path) !== seen) return;
		topic.isOutdated = true;
		topic.changed();
	};

	const work = async (): Promise<void> => {
		isWorking = true;
		for (let next = waiting.first(); next !== undefined; next = waiting.first()) {
			waiting.shift();
			await check(next);
		}
		isWorking = false;
	};

	return {
		add(topic, path) {
			waiting.push({ topic, footprint: topic.footprint, path });
			if (!isWorking) void work();
		},
		isBusy: () => isWorking,
	};
}

/** Asks once per file system. */
function rememberingRemote(watcher: Watcher): (path: string, status: FileStatus) => Promise<boolean> {
	const known = new Map<string, Promise<boolean>>();
	return (path, { identity }) => {
		const device = identity.slice(0, identity.indexOf(':'));
		const remote = known.get(device) ?? watcher.isRemote(path);
		known.set(device, remote);
		return remote;
	};
}
