/** The port to a program run in isolation for its output: no shell, no inherited secrets. */

export interface IsolatedRequest {
	/** A path, or a name to find on PATH. */
	readonly program: string;
	readonly arguments: readonly string[];
	/** Its standard input; absent: empty. */
	readonly input?: string;
	/** Ends this run only. */
	readonly signal?: AbortSignal;
	/** In milliseconds; after that, the program and everything it started is ended. */
	readonly timeLimit: number;
	/** In bytes of standard output; beyond that, the program is ended too. */
	readonly outputLimit: number;
}

export type IsolatedOutcome =
	| {
			readonly kind: 'exited';
			readonly status: number;
			readonly output: string;
			/** The last line of standard error; empty if there is none. */
			readonly complaint: string;
	  }
	| { readonly kind: 'killed'; readonly signal: string }
	| { readonly kind: 'too-slow' | 'too-much' }
	/** It could not be started. */
	| { readonly kind: 'failed'; readonly reason: string };

/**
 * Runs a program in a process group of its own, in the root directory, with PATH, HOME, LANG and TZ for an environment.
 * Rejects only with `AbortError`, once the owner of the runner or the caller has cancelled.
 */
export type RunIsolated = (request: IsolatedRequest) => Promise<IsolatedOutcome>;
