/** Waiting for something that a request depends on: not for ever, and not for a request that nobody wants any more. */
import { Cancelled, type CancelSignal } from '../base/cancel.ts';

/** Milliseconds until a cancellation is noticed. */
const pace = 25;

/**
 * True as soon as `event` has come, false if it did not within `limit` milliseconds; rejects as cancelled when the request
 * is called off.
 */
export function waitFor(
	event: Promise<void>,
	signal: CancelSignal,
	limit = Number.POSITIVE_INFINITY,
): Promise<boolean> {
	return new Promise<boolean>((resolve, reject) => {
		let waited = 0;
		const timer = setInterval(() => {
			waited += pace;
			if (!signal.aborted && waited < limit) return;
			clearInterval(timer);
			if (signal.aborted) reject(new Cancelled());
			else resolve(false);
		}, pace);
		void event.then(() => {
			clearInterval(timer);
			resolve(true);
		});
	});
}

/** What `work` comes to; rejects as cancelled as soon as the request is called off, while others may still wait for the work. */
export function unlessCancelled<T>(work: Promise<T>, signal: CancelSignal): Promise<T> {
	return new Promise<T>((resolve, reject) => {
		const timer = setInterval(() => {
			if (!signal.aborted) return;
			clearInterval(timer);
			reject(new Cancelled());
		}, pace);
		void work.then(resolve, reject).finally(() => clearInterval(timer));
	});
}
