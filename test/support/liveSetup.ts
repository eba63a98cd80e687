/** A live set-up over files in memory: nothing is run, and nothing is watched. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type ReadText, textReader } from '../../server/src/base/readText.ts';
import { createSources } from '../../server/src/setup/sources.ts';
import { createFollower } from '../../server/src/watching/follower.ts';
import { createLiveSetup, type LiveSetup } from '../../server/src/workspace/liveSetup.ts';
import type { MemoryFileSystem } from './memoryFileSystem.ts';
import { createMemoryHistory } from './memoryHistory.ts';

export interface LiveSetupOptions {
	readonly now?: number;
	/** Stands between the set-up and the texts of its files. */
	readonly reading?: (read: ReadText) => ReadText;
	/** Hears of errors; by default, there must be none. */
	readonly error?: (message: string) => void;
}

/** The set-up of `/home/.metro` and `/home/.buildbot`; it ends with the test. */
export function liveSetupIn(
	t: TestContext,
	disk: MemoryFileSystem,
	{ now = 0, reading = (read) => read, error = assert.fail }: LiveSetupOptions = {},
): LiveSetup {
	const watcher = { watch: () => 'missing' as const, isRemote: async () => false };
	const follower = createFollower(disk, watcher, () => 0);
	const files = {
		home: '/home',
		metroFile: '/home/.metro',
		buildbotFile: '/home/.buildbot',
		namesBuildbot: false,
		mirror: undefined,
		generation: 'auto',
		python: undefined,
	} as const;
	const host = {
		files: disk,
		watcher,
		follower,
		clock: { now: () => now, zoneOffset: () => 0 },
		turns: { isOver: () => false, pause: async () => {} },
		hostName: 'here',
		homeDirectory: '/home',
		isAlive: () => true,
		hasEnded: () => false,
		endWith: () => {},
		runIsolated: () => Promise.reject(new Error('nothing is run')),
		openHistory: createMemoryHistory,
		historyFile: '/home/history.db',
	};
	const setup = createLiveSetup(files, {
		host,
		log: { error, info: () => {} },
		sourcesOf: (recorder) =>
			createSources({
				...files,
				files: recorder,
				read: reading(textReader(recorder)),
				openFile: () => undefined,
			}),
		changed: () => {},
	});
	t.after(() => {
		setup.dispose();
		follower.dispose();
	});
	return setup;
}
