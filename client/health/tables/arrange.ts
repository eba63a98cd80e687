/** Which rows of a table are shown, and in which order. Pure. */
import { sortedItems } from '../sortOrder.ts';

export interface Column<Item> {
	readonly id: string;
	readonly title: string;
	/** What it is sorted by; `undefined` comes last. */
	value(item: Item): string | number | undefined;
	/** Numbers are aligned at their end, and sorted from the largest at first. */
	readonly isNumber?: true;
}

export interface TableView {
	/** The id of a column. */
	readonly sort: string;
	readonly down: boolean;
	/** Words that a row must contain. */
	readonly search: string;
}

/** The items that contain all words of the search in some column, sorted; equal ones keep their order. */
export function arrange<Item>(
	items: readonly Item[],
	columns: readonly Column<Item>[],
	{ sort, down, search }: TableView,
): readonly Item[] {
	const words = search
		.toLocaleLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	const found =
		words.length === 0
			? items
			: items.filter((item) => {
					const text = columns
						.map((column) => column.value(item) ?? '')
						.join('\n')
						.toLocaleLowerCase();
					return words.every((word) => text.includes(word));
				});
	const by = columns.find(({ id }) => id === sort);
	if (by === undefined) return found;
	return sortedItems(found, (item) => by.value(item), down);
}

/** The view after a click on the heading of a column: sorted by it, or the other way round. */
export function sortedBy<Item>(view: TableView, { id, isNumber }: Column<Item>): TableView {
	return { ...view, sort: id, down: view.sort === id ? !view.down : isNumber === true };
}
