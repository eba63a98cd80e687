/** Errors that end a run of Metro, or a lookup, as values: Metro's own exception types and messages. */
import type { Span } from '../base/span.ts';

/**
 * Python's name of the exception. `Hang` is a run of Metro that would never end, `Limit` a file or an expansion too large
 * to be processed here.
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
	| 'FileNotFoundError'
	| 'IsADirectoryError'
	| 'PermissionError'
	| 'Hang'
	| 'Limit';

/** The cause of an error, for callers that say more than its message. */
export type ErrorCause =
	/** A reference leads back to `key`, as written. */
	| { readonly kind: 'circle'; readonly key: string }
	/** Two conditions of one key are true. */
	| { readonly kind: 'both-true' }
	/** A collect asks about a key that is itself only defined under conditions. */
	| { readonly kind: 'asks-conditional' }
	/** `$[[name]]` names a plain value. */
	| { readonly kind: 'no-block' }
	/** A file that cannot be opened; `name` is the resolved value. */
	| { readonly kind: 'no-file'; readonly name: string }
	/** A reference or condition that cannot be read, or a key that is not defined. */
	| { readonly kind: 'unanswerable' };

/** An exception as such, without the circumstances. */
export interface MetroError {
	readonly type: ErrorType;
	readonly cause?: ErrorCause;
	/** Metro's wording where Metro has one. */
	readonly message: string;
	/** Python itself failed here; Metro has no message of its own. */
	readonly internal: boolean;
}

/** A span of one file. */
export interface Place {
	readonly path: string;
	readonly span: Span;
}

/** The phase in which an error occurred, named for Metro's methods. */
export type Phase = 'collect' | 'runCollector' | 'keys' | 'expand';

/** An error with its circumstances. */
export interface FlexError extends MetroError {
	readonly phase: Phase;
	/** The key that was looked up. */
	readonly key?: string;
	/** The file that was being parsed, and the line (from 1) at which Metro stopped; 0: before the first. */
	readonly file?: string;
	readonly line?: number;
	/** The path text of the collect annotation that was being resolved, and its file. */
	readonly collect?: string;
	readonly from?: string;
	/** What to underline. */
	readonly place?: Place;
}

/** One of Metro's own errors. */
export function metroError(message: string, cause?: ErrorCause): MetroError {
	return { type: 'FlexDataError', message, internal: false, ...(cause && { cause }) };
}

/** A `KeyError` with a text of Metro's. */
export function keyError(message: string, cause?: ErrorCause): MetroError {
	return { type: 'KeyError', message, internal: false, ...(cause && { cause }) };
}

/** The cause of errors that are reported at the text that leads to them. */
export const unanswerable: ErrorCause = { kind: 'unanswerable' };

/** A Python exception that Metro does not catch. */
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
