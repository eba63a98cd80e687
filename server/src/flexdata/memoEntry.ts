/** What is remembered of expansions in a collection that does not change any more. */

/** An expansion that succeeded. Metro may die of it elsewhere only because it goes too deep or costs too much there. */
export interface MemoEntry {
	readonly value: string | readonly string[] | object | undefined;
	/** What it spent of the budget. */
	readonly cost: number;
	/** How many calls it nests. */
	readonly depth: number;
	/** Keys that were empty because of lax. */
	readonly laxMisses: readonly string[];
	/** Names of the files that were read. */
	readonly reads: readonly string[];
	/** Keys that `$[key?]` asked about: Metro dies if one of them is being expanded, and else never goes into it. */
	readonly tested: readonly string[];
	/** There was Python code in it. */
	readonly python: boolean;
}

/** An expansion that spends the whole budget by itself, and that of whatever it is part of. */
export const tooLarge = 'too large';

/** Expansions by their subject and by what may be forgiven in them. It is good as long as no definition changes. */
export type ExpansionMemo = Map<object, Map<string, MemoEntry | typeof tooLarge>>;
