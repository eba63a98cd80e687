/** A line as Metro processes it: Metro cuts the last character off every line, assuming that it is the line end. */
import type { Span } from '../base/span.ts';
import { lastCharacterLength, type TextLine } from '../base/textLines.ts';

/** A line without its line end; the last line of a text may have none, and then it loses a letter. */
export function lineAsRead(text: string, { start, end, next }: TextLine): Span {
	return { start, end: end < next ? end : end - lastCharacterLength(text, end) };
}
