/** The arithmetic of the benchmarks: order statistics of samples, and how ours compare with the best of the others. */

/** The sample below which `share` (0 to 1) of all samples lie, by nearest rank; `undefined` if there is none. */
export function percentile(samples: readonly number[], share: number): number | undefined {
	const sorted = samples.toSorted((a, b) => a - b);
	const rank = Math.max(1, Math.ceil(share * sorted.length));
	return sorted[rank - 1];
}

export function median(samples: readonly number[]): number | undefined {
	return percentile(samples, 0.5);
}

/** Ours as a multiple of the smallest of the others: below 1 is ahead. `undefined` if there is nothing to compare. */
export function ratioToBest(
	ours: number | undefined,
	others: readonly (number | undefined)[],
): number | undefined {
	const known = others.filter((value) => value !== undefined);
	if (ours === undefined || known.length === 0) return undefined;
	const best = Math.min(...known);
	return best === 0 ? undefined : ours / best;
}

/** Three significant digits, as few characters as that takes. */
export function threeDigits(value: number): string {
	if (value >= 100) return Math.round(value).toString();
	return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
