/** What `fuzz.ts` and the short runs of `npm test` need to know of a fuzzer. */

/** An input that ours and CPython disagree about. */
export interface FuzzFault {
	readonly kind: string;
	readonly source: string;
	readonly expected: unknown;
	readonly got: unknown;
}

export interface FuzzOptions {
	/** The same seed gives the same inputs. */
	readonly seed: number;
	/** How many inputs to try. */
	readonly count: number;
}

export interface FuzzResult {
	readonly tried: number;
	readonly faults: readonly FuzzFault[];
}

export interface Fuzzer {
	/** What it compares, in one line. */
	readonly about: string;
	/** The default number of inputs. */
	readonly count: number;
	run(options: FuzzOptions): Promise<FuzzResult>;
}
