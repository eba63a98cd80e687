/** The server's environment: what it reads, watches and asks of the machine. It changes nothing but the user's history. */
import type { Clock } from '../base/clock.ts';
import type { DiskReader } from '../base/fileSystem.ts';
import type { RunIsolated } from '../base/isolatedRun.ts';
import type { Turns } from '../base/turns.ts';
import type { Watcher } from '../base/watcher.ts';
import type { OpenHistory } from '../history/historyStore.ts';
import type { Follower } from '../watching/follower.ts';

export interface ServerHost {
	readonly files: DiskReader;
	readonly watcher: Watcher;
	readonly clock: Clock;
	/** The event loop that all long work of the server shares. */
	readonly turns: Turns;
	/** The name of this machine, as Metro writes it into locks. */
	readonly hostName: string;
	/** The user's home directory, where Metro itself looks for `.metro` and `.buildbot`. */
	readonly homeDirectory: string;
	/** Opens the history of what happened in repositories. */
	readonly openHistory: OpenHistory;
	/** Where this user's history lies. */
	readonly historyFile: string;
	/** True unless it is certain that no process has this id. */
	isAlive(pid: number): boolean;
	/** True only if a run of `buildrepo`, named as in its claims, has certainly ended. */
	hasEnded(run: string): boolean;
	/** Ends this process soon after the process `pid` has ended. */
	endWith(pid: number): void;
	/** Runs nothing but the Python that the user enabled, and ShellCheck if the client allows it. */
	readonly runIsolated: RunIsolated;
}

/** A machine with an editor. */
export interface EditorHost extends ServerHost {
	/** Reads files and reports when they change, for all set-ups. */
	readonly follower: Follower;
}
