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
