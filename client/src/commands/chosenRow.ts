/** The row that a menu of the repository view names. */
import type { Row } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { isRowNode } from '../view/treeNode.ts';

export interface ChosenRow {
	readonly home: string;
	readonly row: Row;
}

/**
 * The rows that a menu names: all selected ones, where the menu is that of one of them. Those of other homes than the first
 * and those that are gone are left out.
 */
export async function chosenRows(
	services: Services,
	argument: unknown,
	selected: unknown,
): Promise<readonly ChosenRow[]> {
	const first = await chosenRow(services, argument);
	if (first === undefined || !Array.isArray(selected) || selected.length < 2) return first ? [first] : [];
	const rows = await Promise.all(selected.map((node) => chosenRow(services, node)));
	return rows.filter((row) => row !== undefined).filter(({ home }) => home === first.home);
}

/** `undefined` if `argument` is not a row, or the row is gone. */
export async function chosenRow(services: Services, argument: unknown): Promise<ChosenRow | undefined> {
	if (!isRowNode(argument)) return undefined;
	const row = await services.view.tree.row(argument);
	return row && { home: argument.home, row };
}
