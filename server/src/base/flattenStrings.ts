/** Copies strings so that they do not keep a longer text in memory. */

/** V8 itself copies shorter substrings. */
const shortestPart = 13;

/**
 * Copies a tree with all its strings. V8 keeps a whole text alive as long as a substring of it exists, so a cached part of one
 * version of a document would keep that whole version.
 */
export function flattenStrings<Part extends object>(part: Part): Part {
	return copied(part) as Part;
}

function copied(part: unknown): unknown {
	if (typeof part === 'string') return part.length < shortestPart ? part : ` ${part}`.slice(1);
	if (Array.isArray(part)) return part.map(copied);
	if (typeof part !== 'object' || part === null) return part;
	const copy: Record<string, unknown> = { ...part };
	for (const key in copy) copy[key] = copied(copy[key]);
	return copy;
}
