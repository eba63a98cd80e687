/** The problems of a file for display: each once, and none that only follows from another. */
import type { Buildbot } from './evaluateBuildbot.ts';
import type { BuildbotProblem } from './problem.ts';

/**
 * Keeps one problem of a kind at a place, even if its value reaches several settings. A name joined by a missing comma is reported
 * only where the comma is missing.
 */
export function shownProblems({ problems, outline }: Buildbot): BuildbotProblem[] {
	const joined = new Set(outline.junctions.map(({ value }) => value));
	const seen = new Set<string>();
	return problems.filter(({ code, span, data }) => {
		const { value } = (data ?? {}) as { readonly value?: unknown };
		const follows = code === 'not-in-all' || code === 'duplicate';
		if (follows && typeof value === 'string' && joined.has(value)) return false;
		if (code !== 'duplicate' && code !== 'string-not-tuple' && code !== 'not-a-name') return true;
		const place = `${code} ${span.start} ${span.end} ${String(value)}`;
		return !seen.has(place) && seen.add(place);
	});
}
