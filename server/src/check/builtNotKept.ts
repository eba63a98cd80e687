/** Subarches that this host is to build but that `all_subarches` lacks: Metro since December 2020 passes over them. */
import type { Problem } from '../base/problem.ts';
import type { Buildbot, BuildbotCode } from '../buildbot/index.ts';

/** `get_subarches` is asked about at most so many builds, and so many names are reported. */
const mostBuilds = 100;
const mostNames = 100;

/** Reports each name once, where it is written if that is in `subarches`. Earlier rules have their own check. */
export function builtNotKept({
	rules,
	assigned,
	settings,
	outline,
	share,
	error,
	stopped,
}: Buildbot): Problem<BuildbotCode>[] {
	const all = assigned.get('all_subarches');
	if (!rules.isLater || all === undefined || all.dynamic !== undefined) return [];
	if (error !== undefined || stopped !== undefined || all.names.length === 0) return [];
	const kept = new Set(all.names.map(({ name }) => name));
	const places = new Map(settings.subarches.map(({ name, span }) => [name, span]));
	const own =
		outline.functions.findLast(({ name }) => name === 'get_subarches') ??
		outline.assignments.findLast(({ name }) => name === 'subarches');
	const found = new Map<string, Problem<BuildbotCode>>();
	for (const { name: build } of settings.builds.slice(0, mostBuilds)) {
		const answer = share(build);
		for (const name of answer.kind === 'ok' ? answer.names : []) {
			const span = places.get(name) ?? own?.nameSpan;
			if (kept.has(name) || found.has(name) || span === undefined || found.size >= mostNames) continue;
			found.set(name, {
				code: 'not-in-all',
				severity: 'warning',
				span,
				message: `${JSON.stringify(name)} is to be built here but is not in all_subarches, so it is never built.`,
				data: { name: 'subarches', value: name, all: 'all_subarches' },
			});
		}
	}
	return [...found.values()];
}
