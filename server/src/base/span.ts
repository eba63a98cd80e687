/** A stretch of text by UTF-16 offsets; `end` is exclusive. The cores speak only of these, never of lines. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** True if `offset` lies in `span`, its end included: a cursor right behind a word still belongs to it. */
export function touches(span: Span, offset: number): boolean {
	return span.start <= offset && offset <= span.end;
}

/** True if the two stretches share at least one character. */
export function overlaps(a: Span, b: Span): boolean {
	return a.start < b.end && b.start < a.end;
}
