/** The memo of expansions in a collection that no longer changes. */

/** An expansion that succeeded. Elsewhere it can fail only because it is too deep or too expensive there. */
export interface MemoEntry {
	readonly value: string | readonly string[] | object | undefined;
	/** The budget it spent. */
	readonly cost: number;
	/** The depth of calls it needs. */
	readonly depth: number;
	/** Keys that were empty because of lax. */
	readonly laxMisses: readonly string[];
	/** Names of the files that were read. */
	readonly reads: readonly string[];
	/** Keys that `$[key?]` asked about: Metro stops if one of them is being expanded, and otherwise does not expand it. */
	readonly tested: readonly string[];
	/** It contains Python code. */
	readonly python: boolean;
}

/** An expansion that spends the whole budget by itself, and so of any that contains it. */
export const tooLarge = 'too large';

/** Expansions by subject and by what may be forgiven in them. Valid as long as no definition changes. */
export type ExpansionMemo = Map<object, Map<string, MemoEntry | typeof tooLarge>>;
