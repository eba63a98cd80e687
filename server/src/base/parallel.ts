/** Doing many things at once, but not too many. */

/**
 * Applies `work` to every item, at most `limit` at a time, and gives the results in the items' order. After a failure no
 * new work is begun; the promise rejects with the first failure once what was begun has ended.
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

/** Makes a function that does the work it is given at most `limit` at a time, first come, first served. */
export function limited(limit: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
	const waiting: (() => void)[] = [];
	let running = 0;
	return async (work) => {
		if (running < limit) running += 1;
		else await new Promise<void>((begin) => waiting.push(begin));
		try {
			return await work();
		} finally {
			// Whoever waits takes the place over.
			const next = waiting.shift();
			if (next === undefined) running -= 1;
			else next();
		}
	};
}
