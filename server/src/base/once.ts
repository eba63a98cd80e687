/** Work that is done when it is first asked for, and never again. */

/** A function that gives the result of `work`; it must not be `undefined`. */
export function once<T extends object>(work: () => T): () => T {
	let result: T | undefined;
	return () => {
		result ??= work();
		return result;
	};
}
