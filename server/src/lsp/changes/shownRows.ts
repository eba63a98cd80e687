/** The rows that a client has. A change notification includes the new rows, so that the client need not ask for them. */
import type { Row, RowsChange } from '../../protocol/index.ts';

export interface ShownRows {
	/** Records the rows below `parent` as the client gets them. */
	give(parent: string | undefined, rows: readonly Row[]): void;
	/**
	 * What is new below each parent whose rows the client has, recorded as sent.
	 * @param rowsBelow the current rows; `undefined`: nothing is new there
	 */
	changes(
		rowsBelow: (parent: string | undefined) => Promise<readonly Row[] | undefined>,
	): Promise<RowsChange[]>;
	/** The client asks for everything again. */
	forget(): void;
}

/** Rows by id, as text. */
type Given = ReadonlyMap<string, string>;

export function createShownRows(): ShownRows {
	const shown = new Map<string | undefined, Given>();

	return {
		give(parent, rows) {
			shown.set(parent, given(rows));
		},
		async changes(rowsBelow) {
			const changes: RowsChange[] = [];
			for (const [parent, before] of [...shown]) {
				const rows = await rowsBelow(parent);
				// Requested or forgotten meanwhile.
				if (rows === undefined || shown.get(parent) !== before) continue;
				const now = given(rows);
				const fresh = rows.filter(({ id }) => before.get(id) !== now.get(id));
				const isSameOrder = before.size === now.size && sameKeys(before, now);
				if (fresh.length === 0 && isSameOrder) continue;
				shown.set(parent, now);
				for (const id of before.keys()) if (!now.has(id)) forgetBelow(id);
				changes.push({
					...(parent !== undefined && { parent }),
					...(!isSameOrder && { order: [...now.keys()] }),
					rows: fresh,
				});
			}
			return changes;
		},
		forget() {
			shown.clear();
		},
	};

	/** A row is gone, along with everything below it. */
	function forgetBelow(id: string): void {
		for (const parent of shown.keys())
			if (parent === id || parent?.startsWith(`${id}/`) === true) shown.delete(parent);
	}
}

function given(rows: readonly Row[]): Given {
	return new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
}

function sameKeys(one: Given, other: Given): boolean {
	const keys = other.keys();
	for (const key of one.keys()) if (keys.next().value !== key) return false;
	return true;
}
