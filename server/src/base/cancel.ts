import type { Turns } from './turns.ts';

/** Thrown by long work whose result nobody wants any more. Callers let it pass; only the edges catch it. */
export class Cancelled extends Error {
	constructor() {
		super('cancelled');
		this.name = 'Cancelled';
	}
}

/** What long work needs to know of its caller. `AbortSignal` fits, and so does an LSP token's adapter. */
export interface CancelSignal {
	readonly aborted: boolean;
	/** Where others wait for their turn; absent: nobody does. */
	readonly turns?: Turns;
}

/** The signal of work that nobody can cancel. */
export const neverCancelled: CancelSignal = { aborted: false };

/** Throws `Cancelled` if the caller has lost interest. */
export function checkCancelled(signal: CancelSignal): void {
	if (signal.aborted) throw new Cancelled();
}
