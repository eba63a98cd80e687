import type { Span } from './span.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** Another place that belongs to a problem, for instance the first of two definitions. */
export interface RelatedPlace {
	/** Absolute path of the file; absent: the same file as the problem. */
	readonly path?: string;
	readonly span: Span;
	readonly message: string;
}

/**
 * Something a core has to say about a text: a value, not an exception.
 * `code` is stable and documented; tests and fixes go by it, never by the message.
 */
export interface Problem<Code extends string = string> {
	readonly code: Code;
	readonly severity: Severity;
	readonly span: Span;
	readonly message: string;
	readonly related?: readonly RelatedPlace[];
	/** What a fix needs to know, by code. */
	readonly data?: unknown;
}
