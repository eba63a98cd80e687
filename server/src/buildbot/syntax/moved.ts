/** Takes what was read of a text to another place. */

/**
 * A copy of trees, statements or faults whose spans all lie `by` UTF-16 units further on; with 0 the thing itself. What is
 * no span (names, values, kinds) stays as it is.
 */
export function moved<Part>(part: Part, by: number): Part {
	return by === 0 ? part : (copied(part, by) as Part);
}

function copied(part: unknown, by: number): unknown {
	if (typeof part !== 'object' || part === null) return part;
	if (Array.isArray(part)) return part.map((item) => copied(item, by));
	const copy: Record<string, unknown> = { ...part };
	for (const key in copy) {
		const value = copy[key];
		if (typeof value === 'object') copy[key] = copied(value, by);
		else if (typeof value === 'number' && (key === 'start' || key === 'end')) copy[key] = value + by;
	}
	return copy;
}
