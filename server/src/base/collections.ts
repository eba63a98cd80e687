/** Small tools for lists and maps. */

/** Appends many items to a list. Spreading a hundred thousand items into `push` overflows the stack. */
export function pushAll<T>(list: T[], items: Iterable<T>): void {
	for (const item of items) list.push(item);
}

/** Appends `item` to the list that the map has for `key`. */
export function append<K, T>(map: Map<K, T[]>, key: K, item: T): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [item]);
	else known.push(item);
}

/** The index of the first item that begins at or after `offset`, in items sorted by position. */
export function lowerBound<T>(items: readonly T[], offset: number, startOf: (item: T) => number): number {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const item = items[middle];
		if (item !== undefined && startOf(item) < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}
