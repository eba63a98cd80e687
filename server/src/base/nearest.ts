/** The name somebody may have meant. */

/**
 * The candidate nearest to `word` by edit distance (insert, delete, replace, swap of neighbours), if it is near enough
 * to be a slip of the hand: a third of the word's length, at least one. The first of equals wins.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
	const wanted = word.toLowerCase();
	let best: string | undefined;
	let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
		const distance = editDistance(wanted, candidate.toLowerCase(), bestDistance);
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}

/** The distance of two words; `limit` if it is that or more, which is known long before the last letter. */
function editDistance(a: string, b: string, limit: number): number {
	let beforeLast: readonly number[] = [];
	let leastOfLast = 0;
	let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		let least = i;
		for (let j = 1; j <= b.length; j++) {
			const replace = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			let cost = Math.min(replace, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
			const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			if (i > 1 && j > 1 && swapped) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
			row.push(cost);
			if (cost < least) least = cost;
		}
		// Each row is made of the two before it, and nothing ever gets smaller.
		if (least >= limit && leastOfLast >= limit) return limit;
		leastOfLast = least;
		beforeLast = last;
		last = row;
	}
	return last[b.length] ?? a.length;
}
