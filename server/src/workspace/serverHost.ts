/** The world as the server sees it: what it reads, watches and asks of the machine. It changes nothing. */
import type { Clock } from '../base/clock.ts';
import type { FileReader } from '../base/fileSystem.ts';
import type { RunIsolated } from '../base/isolatedRun.ts';
import type { Turns } from '../base/turns.ts';
import type { Watcher } from '../base/watcher.ts';
import type { Follower } from '../watching/follower.ts';

export interface ServerHost {
	readonly files: FileReader;
	readonly watcher: Watcher;
	readonly clock: Clock;
	/** The event loop, which all long work of the server shares. */
	readonly turns: Turns;
	/** The name of this machine, as Metro writes it into locks. */
	readonly hostName: string;
	/** The user's home directory, where Metro itself looks for `.metro` and `.buildbot`. */
	readonly homeDirectory: string;
	/** True unless it is certain that no process has this id. */
	isAlive(pid: number): boolean;
	/** True only if it is certain that a run of `buildrepo`, as its claims name it, has ended. */
	hasEnded(run: string): boolean;
	/** Has this process end soon after the process `pid` has. */
	endWith(pid: number): void;
	/** Runs the Python that the user switched on and ShellCheck where the client allows it, and nothing else. */
	readonly runIsolated: RunIsolated;
}

/** A machine with an editor at it. */
export interface EditorHost extends ServerHost {
	/** Reads files and tells when they have changed, for all set-ups. */
	readonly follower: Follower;
}
