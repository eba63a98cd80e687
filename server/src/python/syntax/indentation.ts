/**
 * Where a line begins, and its indentation.
 * Python 3.11 Language Reference, 2.1.8, Indentation.
 */
import { joinedLine, unexpectedEnd } from './physicalLines.ts';
import type { SyntaxFault } from './syntaxFault.ts';

export interface Indent {
	/** Columns with tabs to multiples of eight, and with tabs as one column. CPython compares both. */
	readonly wide: number;
	readonly narrow: number;
}

/** The indentation of top-level statements. */
export const margin: Indent = { wide: 0, narrow: 0 };

interface LineStart {
	/** Absent if the line contains only a comment or has a fault. */
	readonly indent?: Indent;
	/** Offset of the first character that is neither white space nor a line join. */
	readonly end: number;
	readonly fault?: SyntaxFault;
}

/** Measures the indentation of the line that begins at an offset. Lines joined by a backslash count as one. */
export function measureIndent(source: string, start: number): LineStart {
	let wide = 0;
	let narrow = 0;
	/** The indentation of the first joined line, which applies unless it is zero. */
	let first = 0;
	let at = start;
	for (; ; at++) {
		const char = source[at];
		if (char === ' ') {
			wide++;
			narrow++;
		} else if (char === '\t') {
			wide = (Math.floor(wide / 8) + 1) * 8;
			narrow++;
		} else if (char === '\f') {
			wide = 0;
			narrow = 0;
		} else if (char === '\\') {
			first ||= wide;
			const joined = joinedLine(source, at, source.length);
			if (typeof joined !== 'number') return { end: at, fault: joined };
			if (joined === source.length) return { end: at, fault: unexpectedEnd({ start: at, end: at + 1 }) };
			at = joined - 1;
		} else break;
	}
	const next = source[at];
	if (next === undefined || next === '#' || next === '\n' || next === '\r') return { end: at };
	return { end: at, indent: first > 0 ? { wide: first, narrow: first } : { wide, narrow } };
}
