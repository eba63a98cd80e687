/** How work on the history lets others have their turn: other processes that write, and the rest of this one. */
import { setImmediate as later, setTimeout as wait } from 'node:timers/promises';
import { busy, resultOf } from './historyTrouble.ts';

/** Milliseconds of work in one turn of the event loop. */
const longest = 10;

/** Milliseconds between two attempts. Who writes much lets others in for a moment only. */
const longestPause = 20;

/** Lets other processes write, and this one do something else. */
export function letOthersIn(): Promise<void> {
	return wait(2);
}

/**
 * Does something as soon as no other process is in the way. SQLite itself would wait without letting this process do anything else.
 * @param patience milliseconds, after which it throws the error that says that the file is locked
 */
export async function whileBusy<T>(patience: number, work: () => T): Promise<T> {
	const began = performance.now();
	for (let pause = 1; ; pause = Math.min(2 * pause, longestPause)) {
		try {
			return work();
		} catch (error) {
			if (resultOf(error) !== busy || performance.now() - began > patience) throw error;
		}
		await wait(pause * (0.5 + Math.random()));
	}
}

/** Applies `work` to each row, in as many turns as that takes. */
export async function eachInTurns<Row, Result>(
	rows: Iterable<Row>,
	work: (row: Row) => Result,
): Promise<Result[]> {
	const results: Result[] = [];
	let began = performance.now();
	for (const row of rows) {
		results.push(work(row));
		if (performance.now() - began < longest) continue;
		await later();
		began = performance.now();
	}
	return results;
}
