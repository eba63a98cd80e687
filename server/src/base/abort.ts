/** How work is cancelled: it calls `throwIfAborted` of an `AbortSignal`; only the outermost callers catch the error. */
import type { Turns } from './turns.ts';

/** A signal that also says when long work yields to others. */
export interface WorkSignal extends AbortSignal {
	/** Absent: no one waits for a turn. */
	readonly turns?: Turns;
}

/** A signal that never aborts. */
export const neverAborted: AbortSignal = new AbortController().signal;

/** The same signal, for work that yields to others by `turns`. */
export function withTurns(signal: AbortSignal, turns: Turns | undefined): WorkSignal {
	return turns === undefined ? signal : Object.assign(signal, { turns });
}

/** True for the error of cancelled work. */
export function isAbortError(error: unknown): boolean {
	return error instanceof Error && error.name === 'AbortError';
}
