/** Tries a file's `map_build` with what Metro is likely to ask, to tell of answers it cannot use. */
import type { Span } from '../base/span.ts';
import type { BuildbotProblem } from './lints.ts';
import type { MapBuildArguments, MapBuildOutcome } from './mapBuild.ts';
import type { Settings } from './settings.ts';

/** No more than this many questions are asked of one file, and fewer of one that takes long. */
const mostProbes = 60;
const fewestProbes = 3;
/** In units of an evaluation's budget, if every question means another run of the file. */
const mostWork = 300_000;

/** What is known of the last build: a complete one, a quick one, none. */
const pasts: readonly (readonly [boolean, string | null])[] = [
	[true, '2015-02-08'],
	[false, '2015-02-08'],
	[false, null],
];

/** At most one problem of each kind, about the first question that shows it. `fileCost` is what one run of it takes. */
export function probeProblems(
	settings: Settings,
	mapBuild: (args: MapBuildArguments) => MapBuildOutcome,
	place: Span,
	fileCost: number,
): BuildbotProblem[] {
	const most = Math.max(fewestProbes, Math.min(mostProbes, Math.floor(mostWork / (fileCost + 1))));
	const found = new Map<string, BuildbotProblem>();
	let asked = 0;
	for (const { name: build } of settings.builds) {
		for (const { name: subarch } of settings.subarches) {
			for (const [full, date] of pasts) {
				if (asked++ >= most) return [...found.values()];
				const args = [build, subarch, full, date] as const;
				const outcome = mapBuild(args);
				const problem = problemOf(outcome, args, place);
				if (problem !== undefined && !found.has(problem.code)) found.set(problem.code, problem);
				if (outcome.kind === 'stopped') return [...found.values()];
			}
		}
	}
	return [...found.values()];
}

function problemOf(
	outcome: MapBuildOutcome,
	args: readonly [string, string, boolean, string | null],
	place: Span,
): BuildbotProblem | undefined {
	const [build, subarch, full, date] = args;
	const past = date === null ? 'never built' : full ? 'after a full build' : 'after another build';
	const whom = `${build}, ${subarch}, ${past}`;
	const data = { args };
	switch (outcome.kind) {
		case 'unusable':
			return {
				code: 'map-build-unusable',
				severity: 'warning',
				span: place,
				message: `Metro cannot use what map_build answers (${whom}): ${outcome.reason}.`,
				data: { ...data, error: outcome.error.type },
			};
		case 'ok':
			if (outcome.target !== '') return undefined;
			return {
				code: 'map-build-empty-target',
				severity: 'warning',
				span: place,
				message: `map_build answers with an empty target (${whom}).`,
				data,
			};
		case 'error':
			return {
				code: 'map-build-raises',
				severity: 'warning',
				span: outcome.error.span ?? place,
				message: `map_build fails with ${outcome.error.type}: ${outcome.error.message} (${whom}).`,
				data: { ...data, error: outcome.error.type },
			};
		case 'stopped':
			return {
				code: 'map-build-stopped',
				severity: 'warning',
				span: outcome.span,
				message: `map_build does not come to an end: ${outcome.reason} (${whom}).`,
				data,
			};
		default:
			return undefined;
	}
}
