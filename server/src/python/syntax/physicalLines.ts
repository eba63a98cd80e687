/**
 * The physical lines of a text: where they end, and where a backslash joins two.
 * Python 3.11 Language Reference, 2.1, Line structure.
 */
import type { Span } from '../../base/span.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';

/** The offset of the end of the line that contains an offset. */
export function endOfLine(source: string, from: number): number {
	let end = from;
	while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end++;
	return end;
}

/** The offset after a line break, which is one or two characters. */
export function afterNewline(source: string, at: number): number {
	return at + (source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1);
}

/** The number of the line that contains an offset, from one. */
export function lineOf(source: string, offset: number): number {
	return (source.slice(0, offset).match(/\r\n?|\n/g)?.length ?? 0) + 1;
}

/**
 * Where the text continues after the backslash at an offset, at most `to`; or CPython's error if the backslash is not at the
 * end of its line.
 */
export function joinedLine(source: string, at: number, to: number): number | SyntaxFault {
	const next = source[at + 1] ?? '\n';
	if (next === '\n' || next === '\r') return Math.min(afterNewline(source, at + 1), to);
	const message = 'unexpected character after line continuation character';
	return { ...syntaxError(message, { start: at, end: at + 1 }), isMild: true };
}

/** The text ends with a backslash. */
export function unexpectedEnd(span: Span): SyntaxFault {
	return { ...syntaxError('unexpected EOF while parsing', span), isMild: true };
}
