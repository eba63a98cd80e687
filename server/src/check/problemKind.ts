/** What is known of a kind of problem. */
import type { Severity } from '../base/problem.ts';

export interface ProblemKind {
	/** Unless the circumstances make it better or worse. */
	readonly severity: Severity;
	/** One line for a list. */
	readonly summary: string;
	/** Markdown: what Metro does, and what to do about it. */
	readonly explanation: string;
}
