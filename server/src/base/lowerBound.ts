/** Looks up places in sorted lists. */

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
