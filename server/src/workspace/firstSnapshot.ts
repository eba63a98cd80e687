/** Waiting for a set-up that is read for the first time. */
import type { LiveSetup } from './liveSetup.ts';
import { unlessAborted, waitFor } from './waitFor.ts';

/**
 * Milliseconds that a request about a document waits. Whoever types does not wait for a large mirror: when it is read, the
 * editor is told to ask again.
 */
const patience = 1500;

/** Resolves once the set-up is read, however long that takes; rejects as cancelled. */
export async function firstSnapshot(setup: LiveSetup, signal: AbortSignal): Promise<void> {
	if (setup.snapshot() === undefined) await unlessAborted(setup.firstSnapshot, signal);
}

/** False if the set-up is not read for so long that an answer without it is better than none; rejects as cancelled. */
export async function firstSnapshotInTime(setup: LiveSetup, signal: AbortSignal): Promise<boolean> {
	return setup.snapshot() !== undefined || waitFor(setup.firstSnapshot, signal, patience);
}
