/** The description of a kind of problem. */
import type { Severity } from '../base/problem.ts';

export interface ProblemKind {
	/** The usual severity; a finding may have another. */
	readonly severity: Severity;
	/** One line for a list. */
	readonly summary: string;
	/** Markdown: what Metro does, and how to fix it. */
	readonly explanation: string;
}
