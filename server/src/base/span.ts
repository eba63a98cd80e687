/** A stretch of text by UTF-16 offsets; `end` is exclusive. The cores speak only of these, never of lines. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Where something stands that has more to it than its place. */
export function spanOf({ start, end }: Span): Span {
	return { start, end };
}

/** True if `offset` lies in `span`, its end included: a cursor right behind a word still belongs to it. */
export function touches(span: Span, offset: number): boolean {
	return span.start <= offset && offset <= span.end;
}

/** The order of the text: by where stretches start, those that start together by where they end. */
export function inTextOrder(a: Span, b: Span): number {
	return a.start - b.start || a.end - b.end;
}

/** True if the two stretches share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
	return a.start < b.end && b.start < a.end;
}

/**
 * A copy of any tree whose spans all lie `by` UTF-16 units further on; with 0 the tree itself. Whatever is no span stays
 * as it is: names, values, kinds.
 */
export function shiftSpans<Part extends object>(part: Part, by: number): Part {
	return by === 0 ? part : (shifted(part, by) as Part);
}

function shifted(part: object, by: number): object {
	if (Array.isArray(part)) return part.map((item) => (typeof item === 'object' ? shifted(item, by) : item));
	if ('start' in part) return shiftSpan(part as Span, by);
	const copy: Record<string, unknown> = { ...part };
	for (const key in copy) {
		const value = copy[key];
		if (typeof value === 'object' && value !== null) copy[key] = shifted(value, by);
	}
	return copy;
}

/** A span `by` units further on. */
export function shiftSpan({ start, end }: Span, by: number): Span {
	return { start: start + by, end: end + by };
}
