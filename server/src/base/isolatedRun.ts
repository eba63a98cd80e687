/** The door to a program that is run for its answer, apart from everything: no shell, no inherited secrets. */

export interface IsolatedRequest {
	/** A path, or a name to be looked for on PATH. */
	readonly program: string;
	readonly arguments: readonly string[];
	/** What it reads on standard input; absent: nothing. */
	readonly input?: string;
	/** Ends this one run, whatever becomes of the runner. */
	readonly signal?: AbortSignal;
	/** In milliseconds; then the program is ended, with all that it started. */
	readonly timeLimit: number;
	/** In bytes of standard output; then it is ended, too. */
	readonly outputLimit: number;
}

export type IsolatedOutcome =
	| {
			readonly kind: 'exited';
			readonly status: number;
			readonly output: string;
			/** The last line on standard error, empty if there is none. */
			readonly complaint: string;
	  }
	| { readonly kind: 'killed'; readonly signal: string }
	| { readonly kind: 'too-slow' | 'too-much' }
	/** It could not be started. */
	| { readonly kind: 'failed'; readonly reason: string };

/**
 * Runs a program in a process group of its own, in the root directory, with PATH, HOME, LANG and TZ for an environment.
 * Rejects with `AbortError` only, once whoever gave the runner or asked for the run has lost interest.
 */
export type RunIsolated = (request: IsolatedRequest) => Promise<IsolatedOutcome>;
