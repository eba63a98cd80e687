/** Calls a file's `map_build` with likely arguments and reports answers that Metro cannot use. */
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import { errorText } from '../python/evaluation/run.ts';
import type { MapBuild, MapBuildOutcome } from './mapBuild.ts';
import { type MapBuildQuestion, type ProbeGroup, whomOf } from './mapBuildQuestions.ts';
import type { BuildbotProblem } from './problem.ts';
import type { AnswerWord } from './writtenAnswers.ts';

/** How far `map_build` is asked. */
export interface ProbeLimits {
	readonly calls: number;
	/** In units of an evaluation's budget, if every call needs another run of the file. */
	readonly work: number;
}

/** For those who only want to know what it answers at all; fewer calls if they take long. */
export const fewProbes: ProbeLimits = { calls: 60, work: 300_000 };

/** Calls that are made however long they take. */
const fewestProbes = 3;

/** At most this many problems are reported. */
const mostProblems = 20;

/** The results of the calls. */
export interface Probes {
	/** At most one of each kind at each place, from the first call that has it. */
	readonly problems: readonly BuildbotProblem[];
	/** Words that `map_build` returned, each once, with the first call that returned it. */
	readonly answers: readonly ProbedWord[];
	/** The first answer that only Metro itself gets. */
	readonly dynamic: { readonly what: string; readonly span: Span; readonly whom: string } | undefined;
	/** Whether the limits were reached before every question was asked. */
	readonly isCut: boolean;
}

/** A mode or an extra target; `span` is where it was written, if that is known. */
export interface ProbedWord extends Omit<AnswerWord, 'span'> {
	readonly span: Span | undefined;
	/** The call, in words. */
	readonly whom: string;
}

/**
 * Asks `map_build` the questions of each group. What each question of a group has is a problem: of the arches that a subarch may belong
 * to, Metro only asks about its own.
 * @param fileCost the cost of one run of the file
 * @param heard is told each answer
 */
export function* probeWork(
	groups: Iterable<ProbeGroup>,
	{ ask, work }: MapBuild,
	place: Span,
	fileCost: number,
	limits: ProbeLimits = fewProbes,
	heard: (question: MapBuildQuestion, outcome: MapBuildOutcome) => void = () => undefined,
): Work<Probes> {
	const most = Math.max(fewestProbes, Math.min(limits.calls, Math.floor(limits.work / (fileCost + 1))));
	const begun = work();
	const found = new Map<string, BuildbotProblem>();
	const answers = new Map<string, ProbedWord>();
	let dynamic: Probes['dynamic'];
	const result = (isCut: boolean): Probes => {
		return { problems: [...found.values()], answers: [...answers.values()], dynamic, isCut };
	};
	let asked = 0;
	for (const { questions, names } of groups) {
		let first: BuildbotProblem | undefined;
		let bad = 0;
		for (const question of questions) {
			if (asked++ >= most || work() - begun > limits.work) return result(true);
			yield;
			const outcome = ask(question);
			heard(question, outcome);
			for (const word of wordsOf(outcome)) {
				const key = `${word.role} ${word.name}`;
				if (!answers.has(key)) answers.set(key, { ...word, whom: whomOf(question) });
			}
			if (outcome.kind === 'dynamic') dynamic ??= { ...outcome.dynamic, whom: whomOf(question) };
			const problem = problemOf(outcome, question, place);
			if (problem !== undefined) bad++;
			first ??= problem;
			if (outcome.kind === 'stopped') {
				if (problem !== undefined) found.set(problem.code, problem);
				return result(false);
			}
		}
		if (first === undefined || bad < questions.length) continue;
		const key = `${first.code} ${first.span.start}`;
		if (found.has(key) || found.size >= mostProblems) continue;
		const related = names.filter(({ start }) => start !== first?.span.start);
		found.set(key, {
			...first,
			...(related.length > 0 && {
				related: related.map((span) => ({ span, message: 'map_build is asked about this name' })),
			}),
		});
	}
	return result(false);
}

/** The words of an answer. */
function wordsOf(outcome: MapBuildOutcome): Omit<ProbedWord, 'whom'>[] {
	if (outcome.kind !== 'ok') return [];
	const { target, extras, value } = outcome;
	const items = value.kind === 'tuple' || value.kind === 'list' ? value.items : [value];
	return [target, ...extras]
		.map((name, index) => {
			const item = items[index];
			const origin = item?.kind === 'str' && item.value === name ? item.origin : undefined;
			const role = index === 0 ? ('mode' as const) : ('extra' as const);
			const isExact = origin?.exact === true && name === name.trim();
			return { role, name: name.trim(), span: origin?.span, exact: isExact };
		})
		.filter(({ name }) => name !== '');
}

function problemOf(
	outcome: MapBuildOutcome,
	args: MapBuildQuestion,
	place: Span,
): BuildbotProblem | undefined {
	const whom = whomOf(args);
	const data = { args };
	switch (outcome.kind) {
		case 'unusable':
			return {
				code: 'map-build-unusable',
				severity: 'warning',
				span: place,
				message: `Metro cannot use the answer of map_build (${whom}): ${outcome.reason}.`,
				data: { ...data, error: outcome.error.type },
			};
		case 'ok':
			if (outcome.target !== '') return undefined;
			return {
				code: 'map-build-empty-target',
				severity: 'warning',
				span: place,
				message: `map_build returns an empty target (${whom}).`,
				data,
			};
		case 'error':
			return {
				code: 'map-build-raises',
				severity: 'warning',
				span: outcome.error.span ?? place,
				message: `map_build fails with ${errorText(outcome.error)} (${whom}).`,
				data: { ...data, error: outcome.error.type },
			};
		case 'stopped':
			return {
				code: 'map-build-stopped',
				severity: 'warning',
				span: outcome.span,
				message: `map_build does not finish: ${outcome.reason} (${whom}).`,
				data,
			};
		default:
			return undefined;
	}
}
