/** Waits for something that a request depends on, with a time limit, and until the request is cancelled. */

/** The result of `work`; rejects as soon as the request is cancelled, while others may still wait for the work. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
	return new Promise<T>((resolve, reject) => {
		const abort = (): void => reject(signal.reason);
		if (signal.aborted) abort();
		signal.addEventListener('abort', abort, { once: true });
		void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
	});
}

/** True once `event` occurs, false after `limit` milliseconds; rejects like the above. */
export async function waitFor(event: Promise<void>, signal: AbortSignal, limit: number): Promise<boolean> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<boolean>((resolve) => {
		timer = setTimeout(resolve, limit, false);
	});
	try {
		return await unlessAborted(Promise.race([event.then(() => true), late]), signal);
	} finally {
		clearTimeout(timer);
	}
}
