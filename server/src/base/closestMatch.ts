/** Finds the name that was probably meant. */

/**
 * The candidate closest to `word` by edit distance (insert, delete, replace, swap of neighbours), if it is close enough to be a
 * typing error: at most a third of the word's length, and at least one. The first of equals wins.
 */
export function closestMatch(word: string, candidates: Iterable<string>): string | undefined {
	const wanted = word.toLowerCase();
	const rows: Rows = [[], [], []];
	let best: string | undefined;
	let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
		const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance, rows);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}

/** Three rows of numbers, reused for each candidate. */
type Rows = readonly [number[], number[], number[]];

/** The distance of two words; `limit` if it is at least that, which shows before the last letter. */
function editDistance(a: string, b: string, limit: number, rows: Rows): number {
	let [beforeLast, last, row] = rows;
	let leastOfLast = 0;
	for (let j = 0; j <= b.length; j++) last[j] = j;
	for (let i = 1; i <= a.length; i++) {
		const letter = a.charCodeAt(i - 1);
		const before = i > 1 ? a.charCodeAt(i - 2) : -1;
		let left = i;
		let least = i;
		row[0] = i;
		for (let j = 1; j <= b.length; j++) {
			const other = b.charCodeAt(j - 1);
			const replace = (last[j - 1] ?? 0) + (letter === other ? 0 : 1);
			let cost = Math.min(replace, (last[j] ?? 0) + 1, left + 1);
			if (j > 1 && letter === b.charCodeAt(j - 2) && before === other) {
				cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
			}
			row[j] = cost;
			left = cost;
			if (cost < least) least = cost;
		}
		// Each row is computed from the previous two, and no value ever decreases.
		if (least >= limit && leastOfLast >= limit) return limit;
		leastOfLast = least;
		[beforeLast, last, row] = [last, row, beforeLast];
	}
	return last[b.length] ?? a.length;
}
