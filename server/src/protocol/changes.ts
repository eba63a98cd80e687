/** What a client is told of a set-up that has changed. */
import type { Row } from './rows.ts';
import type { SetupSummary } from './setups.ts';

export interface SetupChanged {
	/** How the set-up is now. */
	readonly summary: SetupSummary;
	/** What is new in the rows that were asked for; absent: anything may be, and all are to be asked for again. */
	readonly rows?: readonly RowsChange[];
	/** What became of subarches; absent: nothing that anybody wants to be told of. */
	readonly transitions?: readonly Transition[];
}

/** A subarch that begins to fail, leaves the rotation, or was built after it had failed. */
export interface Transition {
	readonly kind: 'failing' | 'out-of-rotation' | 'recovered';
	readonly rowId: string;
	/** Its directory. */
	readonly path: string;
	/** Build, arch and subarch. */
	readonly name: string;
	/** The package that failed first, and its phase. */
	readonly failure?: string;
}

/** What is new in the rows below a parent since they were asked for or told of last. */
export interface RowsChange {
	/** Absent: the top. */
	readonly parent?: string;
	/** The ids of all rows, if others are there than before or in another order. */
	readonly order?: readonly string[];
	/** The rows that are new or different. */
	readonly rows: readonly Row[];
}
