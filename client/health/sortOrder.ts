/** By which column a table is sorted. Pure. */

export interface SortOrder {
	/** The title of a column. */
	readonly column: string;
	readonly down: boolean;
}

/**
 * The order after a click on the heading of a column: by it, the other way round, and then as the rows came.
 * @param isNumber numbers begin with the largest
 */
export function nextOrder(
	order: SortOrder | undefined,
	column: string,
	isNumber: boolean,
): SortOrder | undefined {
	if (order?.column !== column) return { column, down: isNumber };
	return order.down === isNumber ? { column, down: !isNumber } : undefined;
}

/** For `aria-sort`. */
export function sortState(order: SortOrder | undefined, column: string): 'ascending' | 'descending' | 'none' {
	if (order?.column !== column) return 'none';
	return order.down ? 'descending' : 'ascending';
}

/** The items in order of their values; those without one come last, and equal ones stay as they are. */
export function sortedItems<Item>(
	items: readonly Item[],
	keyOf: (item: Item) => string | number | undefined,
	down: boolean,
): readonly Item[] {
	const sign = down ? -1 : 1;
	return items
		.map((item) => [item, keyOf(item)] as const)
		.toSorted(([, one], [, other]) => {
			if (one === undefined || other === undefined)
				return Number(one === undefined) - Number(other === undefined);
			return one < other ? -sign : one > other ? sign : 0;
		})
		.map(([item]) => item);
}
