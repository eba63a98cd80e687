/** The errors that CPython reports before it runs anything. */
import type { Span } from '../../base/span.ts';

/** An error of CPython, in its own words, with its place. */
export interface SyntaxFault extends Span {
	readonly type: 'SyntaxError' | 'IndentationError' | 'TabError';
	readonly message: string;
	/** The message ends with the line number of this offset, which is computed only when someone reads it. */
	readonly lineAt?: number;
	/** How far CPython had read when it failed. An earlier open bracket may then get the blame. */
	readonly reach?: number;
	/** True for faults of the tokenizer that CPython drops if the parser found an earlier one. */
	readonly isMild?: boolean;
}

/** The most common message. */
export function syntaxError(message: string, { start, end }: Span): SyntaxFault {
	return { type: 'SyntaxError', message, start, end };
}
