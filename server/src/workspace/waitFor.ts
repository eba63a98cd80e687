/** Waiting for something that a request depends on: not for ever, and not for a request that nobody wants any more. */
import { Cancelled, type CancelSignal } from '../base/cancel.ts';

/** Milliseconds until a cancellation is noticed. */
const pace = 25;

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

/** True as soon as `event` has come, false if it did not within `limit` milliseconds; rejects as the above. */
export async function waitFor(event: Promise<void>, signal: CancelSignal, limit: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((resolve) => {
		timer = setTimeout(resolve, limit, false);
	});
	try {
		return await unlessCancelled(Promise.race([event.then(() => true), late]), signal);
	} finally {
		clearTimeout(timer);
	}
}
