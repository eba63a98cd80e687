/** Everything that `run` needs from its process, so that a test can stand in for it. */
import type { WorkSignal } from '../base/abort.ts';
import type { Clock, Timer } from '../base/clock.ts';
import type { FileWriter } from '../base/fileSystem.ts';
import type { RunIsolated } from '../base/isolatedRun.ts';
import type { OpenHistory } from '../history/historyStore.ts';
import type { BuildrepoEvent } from '../protocol/events.ts';
import type { ServeTools } from './mcp/toolServer.ts';

/** One of the two streams out. Text may hold bytes that are not UTF-8 (see base/surrogateEscape.ts). */
export interface Output {
	write(text: string): void;
	/** Resolves when everything written has left the process. */
	flush(): Promise<void>;
	/** The stream is a terminal: progress and colours make sense. */
	readonly isTerminal: boolean;
}

/** Environment variables; those that are not set may be `undefined`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a program ended, or why it could not start. */
export type RunOutcome = (
	| { readonly kind: 'exited'; readonly status: number }
	| { readonly kind: 'killed'; readonly signal: string }
	| { readonly kind: 'failed'; readonly reason: string }
) & {
	/** Processes of an interrupted program that could not be ended; absent: none. */
	readonly remaining?: readonly number[];
};

export interface RunRequest {
	readonly program: string;
	readonly arguments: readonly string[];
	/** The whole environment of the program. */
	readonly env: Environment;
	readonly cwd: string;
	/** The umask for new files; absent: our own. */
	readonly umask?: number;
}

export interface PipedRequest extends RunRequest {
	/** Its standard input; absent: empty. */
	readonly input?: string;
	/** Told of standard output as it comes. */
	readonly onOutput?: (text: string) => void;
	/** Told of standard error as it comes. */
	readonly onComplaint?: (text: string) => void;
}

/** How a program ended, and the end of what it wrote: of each stream the last 64 KiB. */
export type PipedOutcome = RunOutcome & { readonly output: string; readonly complaint: string };

export interface Processes {
	/** False only if certainly no process has this id. A process that we may not signal is alive. */
	isAlive(pid: number): boolean;
	/** This run of the program, as temporary files and marks name it. */
	readonly thisRun: string;
	/** True only if it is certain that a run of the program, named so, has ended. */
	hasEnded(run: string): boolean;
	/** The command line of a process of this machine, as one line; `undefined`: unknown. */
	commandOf(pid: number): string | undefined;
	/**
	 * Runs a program without a shell; its input and output are ours. When we are interrupted, so is the program with all that it
	 * has started. The promise still waits for their end, because Metro has to tidy up: about a minute at most.
	 */
	run(request: RunRequest): Promise<RunOutcome>;
	/**
	 * Runs a program without a shell and reads what it writes. It ends as with `run` when we are interrupted, and does not outlive us
	 * where the system can see to that.
	 */
	pipe(request: PipedRequest): Promise<PipedOutcome>;
}

export interface CompressRequest {
	/** What compresses standard input to standard output. */
	readonly program: string;
	readonly arguments: readonly string[];
	readonly env: Environment;
	/** The file to compress, by its real path. */
	readonly source: string;
	/** The file to make in the same directory, replacing what is there. */
	readonly target: string;
}

export type CompressOutcome =
	| { readonly kind: 'done' }
	/** The source changed in the meantime. */
	| { readonly kind: 'changed' }
	| { readonly kind: 'failed'; readonly reason: string };

export interface Compressor {
	/**
	 * Compresses a file. The target appears whole, with owner, mode and time of the source, or not at all. The program
	 * does not outlive this process, and ends when the user interrupts.
	 */
	compress(request: CompressRequest): Promise<CompressOutcome>;
}

/** Ids by name, `undefined` for an unknown name. */
export interface Accounts {
	userId(name: string): Promise<number | undefined>;
	groupId(name: string): Promise<number | undefined>;
}

export interface Hasher {
	/** How many files are worth hashing at one time. */
	readonly parallelism: number;
	/**
	 * SHA-256 of a file, streamed, as 64 lower-case hexadecimal digits; `undefined` if there is no such file. Rejects
	 * with `FileError`, or with `AbortError` once the signal is aborted.
	 * @param onRead told of each piece that was read, in bytes
	 */
	sha256(path: string, signal: AbortSignal, onRead?: (bytes: number) => void): Promise<string | undefined>;
}

export interface Host {
	readonly env: Environment;
	/** The working directory, absolute. */
	readonly cwd: string;
	/** The home that the password file gives the user, for a process that runs without HOME. */
	readonly accountHome: string;
	/** Standard output. */
	readonly out: Output;
	/** Standard error. */
	readonly err: Output;
	/** Reports an event to the program that asked for events; absent: none did. */
	readonly report?: (event: BuildrepoEvent) => void;
	/** Asks the user at the terminal and returns the typed line; `undefined` without a terminal. */
	ask(question: string): Promise<string | undefined>;
	readonly files: FileWriter;
	readonly clock: Clock;
	/** The name of this machine, as Metro writes it into locks. */
	readonly hostName: string;
	/** Whether its locks name their host; absent, or false: not as far as the set-up is known. */
	readonly locksNameHosts?: () => boolean;
	readonly timer: Timer;
	readonly processes: Processes;
	readonly compressor: Compressor;
	readonly runIsolated: RunIsolated;
	readonly accounts: Accounts;
	readonly hasher: Hasher;
	readonly openHistory: OpenHistory;
	readonly serveTools: ServeTools;
	/** Aborted when the user interrupts, or when nobody reads standard output any more. */
	readonly signal: WorkSignal;
}
