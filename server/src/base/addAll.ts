/** Appends to a list what may be very much: spread into `push`, a hundred thousand items overflow the stack. */
export function addAll<T>(list: T[], items: Iterable<T>): void {
	for (const item of items) list.push(item);
}
