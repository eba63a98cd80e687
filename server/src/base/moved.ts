/** Takes what was read of a text to another place in it. */
import type { Span } from './span.ts';

/**
 * A copy of any tree whose spans all lie `by` UTF-16 units further on; with 0 the tree itself. Whatever is no span stays
 * as it is: names, values, kinds.
 */
export function moved<Part extends object>(part: Part, by: number): Part {
	return by === 0 ? part : (copied(part, by) as Part);
}

function copied(part: object, by: number): object {
	if (Array.isArray(part)) return part.map((item) => (typeof item === 'object' ? copied(item, by) : item));
	if ('start' in part) return movedSpan(part as Span, by);
	const copy: Record<string, unknown> = { ...part };
	for (const key in copy) {
		const value = copy[key];
		if (typeof value === 'object' && value !== null) copy[key] = copied(value, by);
	}
	return copy;
}

/** A span `by` units further on. */
export function movedSpan({ start, end }: Span, by: number): Span {
	return { start: start + by, end: end + by };
}
