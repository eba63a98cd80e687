/** What ends a run of Metro, or a lookup, as a value: Metro's own exception types and messages. */
import type { Span } from '../base/span.ts';

/**
 * Python's name of the exception. `Hang` is a run of Metro that would never end, `Limit` a file or an expansion too large
 * to be taken in here.
 */
export type ErrorType =
	| 'FlexDataError'
	| 'KeyError'
	| 'IndexError'
	| 'TypeError'
	| 'AttributeError'
	| 'RecursionError'
	| 'UnicodeDecodeError'
	| 'OSError'
	| 'Hang'
	| 'Limit';

/** An exception as such, without the circumstances. */
export interface MetroError {
	readonly type: ErrorType;
	/** Metro's wording where Metro has one. */
	readonly message: string;
	/** Python itself failed here, Metro has no message of its own. */
	readonly internal: boolean;
}

/** A stretch of one file. */
export interface Place {
	readonly path: string;
	readonly span: Span;
}

/** When an error showed itself; the words are those of Metro's methods. */
export type Phase = 'collect' | 'runCollector' | 'keys' | 'expand';

/** An error with its circumstances. */
export interface FlexError extends MetroError {
	readonly phase: Phase;
	/** The key that was looked up. */
	readonly key?: string;
	/** The file that was being parsed, and the line (from 1) at which Metro stopped; 0: before the first. */
	readonly file?: string;
	readonly line?: number;
	/** The path text of the collect annotation that was being followed, and the file it stands in. */
	readonly collect?: string;
	readonly from?: string;
	/** What to underline. */
	readonly place?: Place;
}

/** One of Metro's own errors. */
export function metroError(message: string): MetroError {
	return { type: 'FlexDataError', message, internal: false };
}

/** A `KeyError` with a text of Metro's. */
export function keyError(message: string): MetroError {
	return { type: 'KeyError', message, internal: false };
}

/** An exception of Python's that Metro did not foresee. */
export function internalError(type: ErrorType, message: string): MetroError {
	return { type, message, internal: true };
}

export const listIndexError = internalError('IndexError', 'list index out of range');
export const stringIndexError = internalError('IndexError', 'string index out of range');
export const concatenationError = internalError(
	'TypeError',
	'can only concatenate str (not "NoneType") to str',
);
export const incompleteBlockError = keyError('Error - incomplete [[ multi-line block,');
