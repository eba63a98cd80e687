/** Asks a file's functions about everything that the file manages: what of it Metro cannot use, or only Metro itself knows. */
import type { Span } from '../base/span.ts';
import { type Work, workOncePer } from '../base/work.ts';
import type { Buildbot } from './evaluateBuildbot.ts';
import { printProblem } from './lints.ts';
import type { MapBuildOutcome } from './mapBuild.ts';
import { type MapBuildQuestion, mapBuildQuestions } from './mapBuildQuestions.ts';
import { mapBuildPlace, prepareUses } from './outline.ts';
import { type ProbedWord, type ProbeLimits, probeWork } from './probes.ts';
import type { BuildbotProblem } from './problem.ts';
import { sharesProblems } from './studyShares.ts';

/** The calls for thousands of subarches with an ordinary function. */
const mostProbes: ProbeLimits = { calls: Number.MAX_SAFE_INTEGER, work: 100_000 };

export interface Studied {
	/** In place of the problems of `map_build` that the evaluation has found by a few calls. */
	readonly problems: readonly BuildbotProblem[];
	/** Words that `map_build` returned, each once. */
	readonly answered: readonly ProbedWord[];
}

/** What asking shows; nothing for a file that does not run to its end. */
export const studies = workOncePer(function* (buildbot: Buildbot): Work<Studied> {
	if (buildbot.error !== undefined || buildbot.stopped !== undefined) return { problems: [], answered: [] };
	const problems = [...sharesProblems(buildbot)];
	let answered: readonly ProbedWord[] = [];
	if (buildbot.definesMapBuild) {
		const studied = yield* mapBuildStudied(buildbot);
		problems.push(...studied.problems);
		answered = studied.answered;
	}
	const printed = buildbot.printed();
	if (printed !== undefined) problems.push(printProblem(printed));
	return { problems, answered };
});

/** Whether a problem is one of the calls that `studies` makes again. */
export function isFromCalls({ code, span }: BuildbotProblem, buildbot: Buildbot): boolean {
	if (code === 'prints') return span.start === buildbot.printed()?.span.start;
	return /^map-build-(?:unusable|empty-target|raises|stopped)$/.test(code);
}

function* mapBuildStudied(buildbot: Buildbot): Work<Studied> {
	const { outline, settings, rules, share } = buildbot;
	yield* prepareUses(outline);
	const reads = outline.mapBuildReads;
	const place = mapBuildPlace(outline);
	const modes = new Map<string, Modes>();
	const probes = yield* probeWork(
		mapBuildQuestions(settings, { rules, share, reads }),
		{ ask: buildbot.mapBuild, printed: buildbot.printed, work: buildbot.steps },
		place,
		0,
		mostProbes,
		(question, outcome) => note(modes, question, outcome),
	);
	const problems: BuildbotProblem[] = [...probes.problems];
	const { dynamic } = probes;
	if (dynamic !== undefined) {
		problems.push({
			code: 'map-build-dynamic',
			severity: 'information',
			span: dynamic.span.end > 0 ? dynamic.span : place,
			message: `map_build depends on ${dynamic.what}, so its answer is only known when Metro runs (${dynamic.whom}).`,
			data: { what: dynamic.what },
		});
	}
	// The day of the last build may decide: then no few days tell that a full build never comes.
	const readsDay = reads === undefined || reads.has(rules.isLater ? 4 : 3);
	if (!readsDay) problems.push(...neverFull(modes, place, rules));
	if (probes.isCut) {
		problems.push({
			code: 'map-build-untried',
			severity: 'hint',
			span: place,
			message: 'map_build takes long, so it was not tried for every build and subarch.',
		});
	}
	return { problems, answered: probes.answers };
}

/** The modes that were answered for one subarch. */
interface Modes {
	readonly whom: string;
	readonly found: Set<string>;
	/** Some answer is unknown or of no use. */
	isOpen: boolean;
}

function note(all: Map<string, Modes>, question: MapBuildQuestion, outcome: MapBuildOutcome): void {
	// What the first build is like says nothing about those after it.
	if (question.at(-1) === null) return;
	const names = question.slice(0, -2);
	const key = names.join('\n');
	const modes = all.get(key) ?? { whom: names.join(', '), found: new Set<string>(), isOpen: false };
	all.set(key, modes);
	if (outcome.kind === 'ok') modes.found.add(outcome.target);
	else modes.isOpen = true;
}

/** Modes that bring the last stage3 up to date, in every version of Metro. */
const updating: ReadonlySet<string> = new Set(['freshen', 'quick']);

function neverFull(
	all: ReadonlyMap<string, Modes>,
	span: Span,
	{ isLater, callsAllFull }: Buildbot['rules'],
): BuildbotProblem[] {
	for (const { whom, found, isOpen } of all.values()) {
		if (isOpen || found.size === 0 || [...found].some((mode) => !updating.has(mode))) continue;
		const because =
			isLater || callsAllFull === true
				? 'This version of Metro always passes full=True once there is a build, so map_build'
				: 'map_build';
		return [
			{
				code: 'map-build-never-full',
				severity: 'information',
				span,
				message: `${because} never asks for a full build again (${whom}): the stage3 is only brought up to date.`,
			},
		];
	}
	return [];
}
