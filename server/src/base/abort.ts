/** How work is called off: by an `AbortSignal`, whose `throwIfAborted` the work calls; only the edges catch what that throws. */
import type { Turns } from './turns.ts';

/** A signal that also says where long work gives way to others. */
export interface WorkSignal extends AbortSignal {
	/** Absent: nobody waits for a turn. */
	readonly turns?: Turns;
}

/** The signal of work that nobody can call off. */
export const neverAborted: AbortSignal = new AbortController().signal;

/** The same signal, of work that gives way to others by `turns`. */
export function withTurns(signal: AbortSignal, turns: Turns | undefined): WorkSignal {
	return turns === undefined ? signal : Object.assign(signal, { turns });
}

/** True for what work throws that was called off. */
export function isAbortError(error: unknown): boolean {
	return error instanceof Error && error.name === 'AbortError';
}
