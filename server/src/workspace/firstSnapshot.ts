/** Waiting for a set-up that is read for the first time. */
import type { CancelSignal } from '../base/cancel.ts';
import type { LiveSetup } from './liveSetup.ts';
import { unlessCancelled, waitFor } from './waitFor.ts';

/**
 * Milliseconds that a request about a document waits. Whoever types does not wait for a large mirror: when it is read, the
 * editor is told to ask again.
 */
const patience = 1500;

/** Resolves once the set-up is read, however long that takes; rejects as cancelled. */
export async function firstSnapshot(setup: LiveSetup, signal: CancelSignal): Promise<void> {
	if (setup.snapshot() === undefined) await unlessCancelled(setup.firstSnapshot, signal);
}

/** False if the set-up is not read for so long that an answer without it is better than none; rejects as cancelled. */
export async function firstSnapshotInTime(setup: LiveSetup, signal: CancelSignal): Promise<boolean> {
	return setup.snapshot() !== undefined || waitFor(setup.firstSnapshot, signal, patience);
}
