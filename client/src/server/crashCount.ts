/** Whether a language server that has ended by itself is started again: not if it ends again and again. */

export interface CrashCount {
	/** Counts one more end; true if the server may be started again. */
	mayStartAgain(): boolean;
	/** Forgets earlier crashes: the user asked for a restart. */
	forget(): void;
}

/** So many ends within so many milliseconds are too many. */
const tooMany = 5;
const span = 3 * 60 * 1000;

/** `now` gives milliseconds. */
export function createCrashCount(now: () => number): CrashCount {
	let ends: readonly number[] = [];
	return {
		mayStartAgain: () => {
			const time = now();
			ends = [...ends.filter((end) => time - end <= span), time];
			return ends.length < tooMany;
		},
		forget: () => {
			ends = [];
		},
	};
}
