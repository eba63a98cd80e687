/** The real machine, for the language server. */
import { homedir, hostname } from 'node:os';
import { createTurns } from '../base/turns.ts';
import { historyFile } from '../history/stateFile.ts';
import type { ServerHost } from '../workspace/serverHost.ts';
import { endWithParent } from './endWithParent.ts';
import { openFileSystem } from './nodeFileSystem.ts';
import { openHistory } from './nodeHistory.ts';
import { isolatedRunner } from './nodeIsolated.ts';
import { hasEnded, isAlive } from './nodeRuns.ts';
import { nodeWatcher } from './nodeWatcher.ts';

export function openServerHost(): ServerHost {
	return {
		files: openFileSystem(),
		watcher: nodeWatcher,
		clock: { now: () => Date.now() },
		turns: createTurns(() => performance.now(), setImmediate),
		hostName: process.env.BUILDREPO_HOSTNAME || hostname(),
		homeDirectory: homedir(),
		openHistory,
		historyFile: historyFile(process.env.XDG_STATE_HOME, homedir()),
		isAlive,
		hasEnded,
		endWith: endWithParent,
		runIsolated: isolatedRunner(),
	};
}
