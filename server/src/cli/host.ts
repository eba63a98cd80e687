/** The world as the command line sees it: everything `run` needs of a process, so that tests can be one, too. */
import type { CancelSignal } from '../base/cancel.ts';
import type { Clock } from '../base/clock.ts';
import type { FileWriter } from '../base/fileSystem.ts';
import type { RunIsolated } from '../base/isolatedRun.ts';

/** One of the two streams out. Text may hold bytes that are not UTF-8 (see base/surrogateEscape.ts). */
export interface Output {
	write(text: string): void;
	/** Resolves when all that was written has left the process. */
	flush(): Promise<void>;
	/** A person is watching: progress and colour make sense. */
	readonly isTerminal: boolean;
}

/** Environment variables; those that are not set may be `undefined`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How a program ended, or why it could not start. */
export type RunOutcome =
	| { readonly kind: 'exited'; readonly status: number }
	| { readonly kind: 'killed'; readonly signal: string }
	| { readonly kind: 'failed'; readonly reason: string };

export interface RunRequest {
	readonly program: string;
	readonly arguments: readonly string[];
	/** The whole environment of the program. */
	readonly env: Environment;
	readonly cwd: string;
	/** Permissions that new files are not given; absent: as ours. */
	readonly umask?: number;
}

export interface Processes {
	/** True unless it is certain that no process has this id. A process we may not signal is alive. */
	isAlive(pid: number): boolean;
	/**
	 * Runs a program without a shell; its input and output are ours. When we are interrupted, so is the program, and the
	 * promise still waits for its end: Metro has to tidy up.
	 */
	run(request: RunRequest): Promise<RunOutcome>;
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
	 * with `FileError`, or with `Cancelled` once the signal is aborted.
	 */
	sha256(path: string, signal: CancelSignal): Promise<string | undefined>;
}

export interface Host {
	readonly env: Environment;
	/** The working directory, absolute. */
	readonly cwd: string;
	/** Standard output. */
	readonly out: Output;
	/** Standard error. */
	readonly err: Output;
	/** Asks whoever sits at the terminal and gives the line that was typed; `undefined` if nobody does. */
	ask(question: string): Promise<string | undefined>;
	readonly files: FileWriter;
	readonly clock: Clock;
	/** The name of this machine, as Metro writes it into locks. */
	readonly hostName: string;
	readonly processes: Processes;
	readonly runIsolated: RunIsolated;
	readonly accounts: Accounts;
	readonly hasher: Hasher;
	/** Aborted when the user interrupts, or when nobody reads standard output any more. */
	readonly signal: CancelSignal;
}
