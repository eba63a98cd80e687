/** A range of UTF-16 offsets; `end` is exclusive. The cores use only these, never lines. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** A value with its place in a text. */
export function spanOf({ start, end }: Span): Span {
	return { start, end };
}

/** True if `offset` is in `span`, including its end: a cursor right after a word still belongs to it. */
export function touches(span: Span, offset: number): boolean {
	return span.start <= offset && offset <= span.end;
}

/** Orders spans by start, then by end. */
export function inTextOrder(a: Span, b: Span): number {
	return a.start - b.start || a.end - b.end;
}

/** True if two spans share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
	return a.start < b.end && b.start < a.end;
}

/**
 * A copy of a tree with every span moved `by` UTF-16 units; with 0 the tree itself. Everything else stays the same: names,
 * values, kinds.
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

/** The span moved by `by` units. */
export function shiftSpan({ start, end }: Span, by: number): Span {
	return { start: start + by, end: end + by };
}
