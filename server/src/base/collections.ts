/** Small tools for lists and maps. */

/** Appends to a list what may be very much: spread into `push`, a hundred thousand items overflow the stack. */
export function pushAll<T>(list: T[], items: Iterable<T>): void {
	for (const item of items) list.push(item);
}

/** Puts `item` behind what the map has for `key`. */
export function append<K, T>(map: Map<K, T[]>, key: K, item: T): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [item]);
	else known.push(item);
}

/** The index of the first item that begins at `offset` or behind it, of items in the order of the text. */
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
