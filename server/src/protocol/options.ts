/** What the server is started with, and what client and server tell each other of themselves. */
import type { RunContext } from './runs.ts';

/**
 * Options for the Node that runs the server, which every Node knows. One thread beside the server's own: each further one that compiles or
 * collects garbage holds memory of its own.
 */
export const serverNodeOptions: readonly string[] = ['--v8-pool-size=1'];

/**
 * Options that keep the memory of a process small that mostly waits: V8's own settings are made for programs that compute all
 * day. An older V8 than 13, as in Node 22, knows them in part, and a Node does not start with an option that it does not know.
 */
export const memoryOptions: readonly string[] = [
	// V8 collects earlier, and gives back what it does not need.
	'--memory-saver-mode',
	// Left alone V8 lets new objects fill 128 MB on a machine with much memory. They keep the MB that they start with.
	'--semi-space-growth-factor=1',
	// The optimising compilers need memory and a thread to work in, and a program cannot end while they work. They wait
	// until a function has been called so often that it is worth that: tens of times as often as usual.
	'--invocation-count-for-maglev=4000',
	'--invocation-count-for-turbofan=200000',
	'--invocation-count-for-osr=200000',
];

/**
 * The options for a server that is started with the Node of this process.
 * @param v8 the version of its V8
 */
export function nodeOptionsFor(v8: string): string[] {
	return [...serverNodeOptions, ...(takesMemoryOptions(v8) ? memoryOptions : [])];
}

/** Whether a V8 of this version knows all of `memoryOptions`. */
export function takesMemoryOptions(v8: string): boolean {
	return Number.parseInt(v8, 10) >= 13;
}

/**
 * Given to the server when it starts, and when they change; other editors may send the same as `initializationOptions`, and
 * all but what makes it run a program or write by `workspace/didChangeConfiguration`.
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
	readonly dialect?: 'auto' | '2015' | '2019' | '2024';
	/** Other hosts that build into the mirror. */
	readonly hosts?: readonly string[];
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
	/**
	 * `true`: what happens in the repositories is recorded in the history of the user. To be given only where the user trusts the
	 * workspace; absent: the server writes nothing.
	 */
	readonly recordHistory?: boolean;
}

/** The experimental capability of clients that understand our notifications and have our commands: others complain of what they do not know. */
export const notificationsCapability = 'metroNotifications';

/** The client's command that makes the directory of a subarch; its arguments are the home and the subarch. */
export const createDirectoryCommand = 'metro.createDirectory';
