/** Work that is done when it is first asked for, and never again. */

/** A function that gives the result of `work`; it must not be `undefined`. */
export function lazy<T extends object>(work: () => T): () => T {
	let result: T | undefined;
	return () => {
		result ??= work();
		return result;
	};
}

/** `work` that is done once for each object and remembered as long as somebody holds that; never `undefined`. */
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

/** `work` that is done once for each word. Of more than `most` words all are forgotten, and remembered anew. */
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
