/** The rows that the server has given, kept up to date by what it tells: drawing them needs no further question. */
import type { Row, RowsChange } from '../../../server/src/protocol/index.ts';

export interface KnownRows {
	row(id: string): Row | undefined;
	/** The rows below a parent, without one the top; `undefined`: to be asked for. */
	below(parent: string | undefined): readonly Row[] | undefined;
	/** The server gave the rows below a parent. */
	give(parent: string | undefined, rows: readonly Row[]): void;
	/** The server gave one row. */
	giveRow(row: Row): void;
	/** Takes over what the server tells, and says what is to be drawn: parents with other rows below them, and single rows. */
	take(changes: readonly RowsChange[]): Redrawn;
	/** The rows below a parent are to be asked for again. */
	forgetBelow(parent: string): void;
	/** Everything is to be asked for again. */
	forget(): void;
}

export interface Redrawn {
	/** `undefined` among them stands for the top. */
	readonly parents: readonly (string | undefined)[];
	readonly rows: readonly Row[];
}

interface Below {
	readonly ids: readonly string[];
	readonly givenAt: number;
}

/** Milliseconds: rows tell ages, which change though nothing does. */
const goodFor = 300_000;

export function createKnownRows(now: () => number): KnownRows {
	const rows = new Map<string, Row>();
	const belows = new Map<string | undefined, Below>();

	/** A row is gone, and with it everything below, which the server no longer reports. */
	const forgetBelow = (id: string): void => {
		rows.delete(id);
		for (const parent of belows.keys())
			if (parent === id || parent?.startsWith(`${id}/`) === true) belows.delete(parent);
	};

	return {
		row: (id) => rows.get(id),
		below(parent) {
			const known = belows.get(parent);
			if (known === undefined || now() - known.givenAt > goodFor) return undefined;
			const found = known.ids.map((id) => rows.get(id));
			return found.every((row) => row !== undefined) ? found : undefined;
		},
		give(parent, given) {
			for (const row of given) rows.set(row.id, row);
			belows.set(parent, { ids: given.map(({ id }) => id), givenAt: now() });
		},
		giveRow(row) {
			rows.set(row.id, row);
		},
		take(changes) {
			const parents: (string | undefined)[] = [];
			const single: Row[] = [];
			for (const { parent, order, rows: fresh } of changes) {
				for (const row of fresh) rows.set(row.id, row);
				const before = belows.get(parent);
				if (order !== undefined && before !== undefined) {
					belows.set(parent, { ...before, ids: order });
					const kept = new Set(order);
					for (const id of before.ids) if (!kept.has(id)) forgetBelow(id);
					parents.push(parent);
				} else single.push(...fresh);
			}
			return { parents, rows: single };
		},
		forgetBelow(parent) {
			belows.delete(parent);
		},
		forget() {
			rows.clear();
			belows.clear();
		},
	};
}
