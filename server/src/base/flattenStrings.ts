/** Cuts texts loose from the longer text they are parts of. */

/** Shorter parts are copied by the engine itself. */
const shortestPart = 13;

/**
 * A copy of any tree whose strings stand for themselves. The engine keeps the whole of a text alive as long as there is a
 * part of it: what is kept of one version of a document would keep that version.
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
