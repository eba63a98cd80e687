/** The row that a menu of the repository view names. */
import type { Row } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { isRowNode } from '../view/treeNode.ts';

export interface ChosenRow {
	readonly home: string;
	readonly row: Row;
}

/** `undefined` if `argument` is not a row, or the row is gone. */
export async function chosenRow(services: Services, argument: unknown): Promise<ChosenRow | undefined> {
	if (!isRowNode(argument)) return undefined;
	const row = await services.view.tree.row(argument);
	return row && { home: argument.home, row };
}
