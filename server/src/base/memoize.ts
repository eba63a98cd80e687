/** Work that is done on first use and then kept. */

/** Returns a function that computes `work` once; its result must not be `undefined`. */
export function lazy<T extends object>(work: () => T): () => T {
	let result: T | undefined;
	return () => {
		result ??= work();
		return result;
	};
}

/** Computes `work` once per object, and keeps the result as long as the object lives; never `undefined`. */
export function memoizeWeak<Key extends object, T extends object>(work: (key: Key) => T): (key: Key) => T {
	const results = new WeakMap<Key, T>();
	return (key) => {
		const known = results.get(key);
		if (known !== undefined) return known;
		const result = work(key);
		results.set(key, result);
		return result;
	};
}

/** Computes `work` once per word. Beyond `most` words, it forgets all and starts again. */
export function memoize<T>(work: (word: string) => T, most = Number.POSITIVE_INFINITY): (word: string) => T {
	const results = new Map<string, T>();
	return (word) => {
		if (results.has(word)) return results.get(word) as T;
		if (results.size >= most) results.clear();
		const result = work(word);
		results.set(word, result);
		return result;
	};
}
