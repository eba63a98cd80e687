/** What the server is started with, and what client and server tell each other of themselves. */
import type { RunContext } from './runs.ts';

/**
 * Options for the Node that runs the server. One thread beside the server's own: each further one that compiles or
 * collects garbage holds memory of its own.
 */
export const serverNodeOptions: readonly string[] = ['--v8-pool-size=1'];

/**
 * Given to the server when it starts, and when they change; other editors may send the same as `initializationOptions`, and
 * all but what makes a program run by `workspace/didChangeConfiguration`.
 */
export interface ServerOptions {
	/** What to evaluate the configuration as, until somebody chooses otherwise. */
	readonly evaluateAs?: Partial<RunContext>;
	/** `false`: no resolved values behind what refers to them. */
	readonly inlayHints?: boolean;
	/** `false`: nothing above files and keys about who collects and uses them. */
	readonly codeLenses?: boolean;
	/** Folder with `.metro` and `.buildbot`; absent: a workspace folder that has one of them, else the user's home. */
	readonly home?: string;
	readonly dialect?: 'auto' | '2015' | '2019';
	/**
	 * A `python3`, by path or by its name on PATH, to be run for what `.buildbot` takes from the host, the clock or files.
	 * To be given only where the user switched it on and trusts the workspace; absent: nothing is run.
	 */
	readonly python?: string;
	/**
	 * `true`: a `shellcheck` on PATH looks at the shell in blocks. To be given only where the user trusts the workspace;
	 * absent: nothing is run.
	 */
	readonly shellcheck?: boolean;
}

/** The experimental capability of clients that understand our notifications and have our commands: others complain of what they do not know. */
export const notificationsCapability = 'metroNotifications';

/** The client's command that makes the directory of a subarch; its arguments are the home and the subarch. */
export const createDirectoryCommand = 'metro.createDirectory';
