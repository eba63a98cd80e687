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

/**
 * The part of a list that another version of it does not have at its start or end: from index `start` to before `end`. Both are equal if
 * nothing was added.
 */
export function changedPart<T>(
	before: readonly T[],
	after: readonly T[],
	isSame: (a: T, b: T) => boolean,
): { readonly start: number; readonly end: number } {
	const same = (a: T | undefined, b: T | undefined): boolean =>
		a !== undefined && b !== undefined && isSame(a, b);
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && same(before[start], after[start])) start++;
	let kept = 0;
	while (kept < most - start && same(before[before.length - 1 - kept], after[after.length - 1 - kept]))
		kept++;
	return { start, end: after.length - kept };
}
