import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Another place related to a problem, for instance the first of two definitions. */
export interface RelatedPlace {
	/** Absolute path of the file; absent: the same file as the problem. */
	readonly path?: string;
	readonly span: Span;
	readonly message: string;
}

/**
 * A problem that a core finds in a text: a value, not an exception.
 * `code` is stable and documented; tests and fixes use it, never the message.
 */
export interface Problem<Code extends string = string> {
	readonly code: Code;
	readonly severity: Severity;
	readonly span: Span;
	readonly message: string;
	readonly related?: readonly RelatedPlace[];
	/** Data for the fix, by code. */
	readonly data?: unknown;
}
