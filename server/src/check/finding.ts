/** A finding: a problem of a known kind, with the changes that would fix it. */
import type { Problem, RelatedPlace, Severity } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import { type ProblemCode, problemKinds } from './problemKinds.ts';

/** One change of the file that the finding is in. */
export interface TextChange {
	readonly span: Span;
	readonly text: string;
}

/** A way to fix a finding. The first of several is the most likely. */
export interface Fix {
	/** What it does, in the imperative. */
	readonly title: string;
	readonly changes: readonly TextChange[];
	/** It keeps what Metro reads now, or has only one possible meaning, so it is safe to apply with all others of its kind. */
	readonly safe: boolean;
}

export interface Finding extends Problem<ProblemCode> {
	readonly fixes: readonly Fix[];
	/** The text has no effect here and may be shown faded. */
	readonly unnecessary: boolean;
}

/** Optional parts of a finding besides its code, place and message. */
export interface FindingDetails {
	/** Replaces the severity of its kind. */
	readonly severity?: Severity;
	readonly related?: readonly RelatedPlace[];
	readonly fixes?: readonly Fix[];
	readonly unnecessary?: boolean;
}

/** Creates a finding; `message` is one or two sentences about what Metro does. */
export function finding(
	code: ProblemCode,
	span: Span,
	message: string,
	{ severity, related = [], fixes = [], unnecessary = false }: FindingDetails = {},
): Finding {
	return {
		code,
		severity: severity ?? problemKinds[code].severity,
		span,
		message,
		fixes,
		unnecessary,
		...(related.length > 0 && { related }),
	};
}

/** A fix that replaces one span of text. */
export function replacing(title: string, span: Span, text: string, safe = false): Fix {
	return { title, changes: [{ span, text }], safe };
}
