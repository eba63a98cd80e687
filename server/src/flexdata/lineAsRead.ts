/** A line as Metro goes on with it: it cuts the last character off every line it reads, taking it for the line end. */
import type { Span } from '../base/span.ts';
import { lastCharacterLength, type TextLine } from '../base/textLines.ts';

/** All of a line but its line end; the last line of a text may have none, and then it loses a letter. */
export function lineAsRead(text: string, { start, end, next }: TextLine): Span {
	return { start, end: end < next ? end : end - lastCharacterLength(text, end) };
}
