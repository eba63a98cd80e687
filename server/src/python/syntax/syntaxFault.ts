/** What CPython refuses before it runs anything. */
import type { Span } from '../../base/span.ts';

/** A complaint of CPython, in its own words, and where it points. */
export interface SyntaxFault extends Span {
	readonly type: 'SyntaxError' | 'IndentationError' | 'TabError';
	readonly message: string;
	/** The message ends with the number of the line that this offset is in; it is counted when somebody reads it. */
	readonly lineAt?: number;
	/** How far CPython had read when it gave up: an earlier open bracket may then take the blame. */
	readonly reach?: number;
	/** True for faults of the tokenizer that CPython forgets where the parser had found another one before. */
	readonly isMild?: boolean;
}

/** The most common complaint. */
export function syntaxError(message: string, { start, end }: Span): SyntaxFault {
	return { type: 'SyntaxError', message, start, end };
}
