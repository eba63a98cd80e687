/** Waits for the first snapshot of a set-up. */
import type { LiveSetup } from './liveSetup.ts';
import { unlessAborted, waitFor } from './waitFor.ts';

/**
 * Milliseconds that a request about a document waits. Typing must not wait for a large mirror; once that has been read, the
 * editor is asked to repeat its requests.
 */
const patience = 1500;

/** Resolves once the set-up has been read, however long that takes; rejects when cancelled. */
export async function firstSnapshot(setup: LiveSetup, signal: AbortSignal): Promise<void> {
	if (setup.snapshot() === undefined) await unlessAborted(setup.firstSnapshot, signal);
}

/** False if reading the set-up takes so long that an answer without it is better; rejects when cancelled. */
export async function firstSnapshotInTime(setup: LiveSetup, signal: AbortSignal): Promise<boolean> {
	return setup.snapshot() !== undefined || waitFor(setup.firstSnapshot, signal, patience);
}
