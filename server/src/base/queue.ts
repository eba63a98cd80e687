/** A first-in, first-out queue. An array would move all remaining items each time the first is taken. */

export interface Queue<T> extends Iterable<T> {
	readonly length: number;
	/** `undefined` if it is empty. */
	first(): T | undefined;
	push(item: T): void;
	/** Removes the first item. */
	shift(): void;
	/** True if the predicate holds for all items. */
	every(isSo: (item: T) => boolean): boolean;
}

/** An empty queue. */
export function createQueue<T>(): Queue<T> {
	let items: T[] = [];
	let taken = 0;
	return {
		get length() {
			return items.length - taken;
		},
		first: () => items[taken],
		push(item) {
			items.push(item);
		},
		shift() {
			if (taken < items.length) taken++;
			if (taken * 2 <= items.length) return;
			items = items.slice(taken);
			taken = 0;
		},
		every(isSo) {
			for (let at = taken; at < items.length; at++) if (!isSo(items[at] as T)) return false;
			return true;
		},
		[Symbol.iterator]: () => items.slice(taken).values(),
	};
}
