/** Runs many tasks at once, up to a limit. */

/**
 * Applies `work` to every item, at most `limit` at a time, and returns the results in the order of the items. After a failure it
 * starts no new work; the promise rejects with the first failure once all started work has ended.
 */
export async function mapParallel<Item, Result>(
	items: readonly Item[],
	limit: number,
	work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
	const results = new Array<Result>(items.length);
	const failures: unknown[] = [];
	let next = 0;
	const worker = async (): Promise<void> => {
		while (next < items.length && failures.length === 0) {
			const index = next++;
			try {
				results[index] = await work(items[index] as Item, index);
			} catch (error) {
				failures.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
	if (failures.length > 0) throw failures[0];
	return results;
}

/** Returns a function that runs its tasks at most `limit` at a time, first come, first served. */
export function limited(limit: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
	const waiting: (() => void)[] = [];
	let running = 0;
	return async (work) => {
		if (running < limit) running += 1;
		else await new Promise<void>((begin) => waiting.push(begin));
		try {
			return await work();
		} finally {
			// The next waiter takes over the slot.
			const next = waiting.shift();
			if (next === undefined) running -= 1;
			else next();
		}
	};
}
