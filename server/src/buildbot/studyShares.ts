/** Asks a file's `get_subarches` about its builds. */
import { errorText } from '../python/evaluation/run.ts';
import type { Buildbot } from './evaluateBuildbot.ts';
import type { BuildbotProblem } from './problem.ts';

/** `get_subarches` is asked about at most this many builds. */
const mostBuilds = 100;

/** The answers of `get_subarches` that Metro cannot use, or only knows itself: the first of each kind. */
export function sharesProblems({ outline, settings, rules, share, problems }: Buildbot): BuildbotProblem[] {
	const own = outline.functions.findLast(({ name }) => name === 'get_subarches');
	if (!rules.isLater || own === undefined) return [];
	const lacksParameters = problems.some(({ code }) => code === 'get-subarches-parameters');
	const found = new Map<string, BuildbotProblem>();
	for (const { name } of settings.builds.slice(0, mostBuilds)) {
		const answer = share(name);
		switch (answer.kind) {
			case 'ok':
				break;
			case 'error':
				if (lacksParameters && answer.error.span === undefined) break;
				put(found, {
					code: 'get-subarches-raises',
					severity: 'warning',
					span: answer.error.span ?? own.nameSpan,
					message: `get_subarches fails with ${errorText(answer.error)} (${name}).`,
				});
				break;
			case 'unusable':
				put(found, {
					code: 'get-subarches-unusable',
					severity: 'warning',
					span: own.nameSpan,
					message: `The answer of get_subarches is of no use (${name}): ${answer.reason}. Return a tuple of names.`,
				});
				break;
			case 'dynamic':
				// Without a host, every answer depends on it.
				if (rules.hostName === undefined) break;
				put(found, {
					code: 'get-subarches-dynamic',
					severity: 'information',
					span: answer.dynamic.span.end > 0 ? answer.dynamic.span : own.nameSpan,
					message: `get_subarches depends on ${answer.dynamic.what}, so its answer is only known when Metro runs (${name}).`,
				});
				break;
			case 'stopped':
				put(found, {
					code: 'get-subarches-stopped',
					severity: 'warning',
					span: answer.span,
					message: `get_subarches does not finish: ${answer.reason} (${name}).`,
				});
				return [...found.values()];
		}
	}
	return [...found.values()];
}

function put(found: Map<string, BuildbotProblem>, problem: BuildbotProblem): void {
	if (!found.has(problem.code)) found.set(problem.code, problem);
}
