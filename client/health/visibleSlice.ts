/** Which lines of a long list are drawn. Pure. */

export interface Slice {
	readonly first: number;
	/** After the last one. */
	readonly end: number;
}

/** All in pixels but `count`. A few lines more are drawn above and below, so that scrolling does not show gaps. */
export function visibleSlice(top: number, height: number, lineHeight: number, count: number): Slice {
	const first = Math.max(0, Math.floor(top / lineHeight) - 10);
	const end = Math.min(count, Math.ceil((top + height) / lineHeight) + 10);
	return { first: Math.min(first, Math.max(0, count - 1)), end };
}
