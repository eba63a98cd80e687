/** Calls a file's `map_build` with likely arguments and reports answers that Metro cannot use. */
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import { errorText } from '../python/evaluation/run.ts';
import type { MapBuild, MapBuildOutcome } from './mapBuild.ts';
import type { BuildbotProblem } from './problem.ts';
import type { BuildbotRules } from './rules.ts';
import type { Settings } from './settings.ts';
import type { AnswerWord } from './writtenAnswers.ts';

/** At most this many calls for one file, and fewer if they take long. */
const mostProbes = 60;
const fewestProbes = 3;
/** In units of an evaluation's budget, if every call needs another run of the file. */
const mostWork = 300_000;

/** The state of the last build: full, quick, or none. */
const pasts: readonly (readonly [boolean, string | null])[] = [
	[true, '2015-02-08'],
	[false, '2015-02-08'],
	[false, null],
];

/** The day of the last build in questions since then. */
const laterPast = '2024-07-08';

/** The results of the calls. */
export interface Probes {
	/** At most one of each kind, from the first call that has it. */
	readonly problems: readonly BuildbotProblem[];
	/** Words that `map_build` returned, each once, with the first call that returned it. */
	readonly answers: readonly ProbedWord[];
}

/** A mode or an extra target; `span` is where it was written, if that is known. */
export interface ProbedWord extends Omit<AnswerWord, 'span'> {
	readonly span: Span | undefined;
	/** The call, in words. */
	readonly whom: string;
}

/** Asks `map_build` about builds and subarches of the file. `fileCost` is the cost of one run of the file. */
export function* probeWork(
	settings: Settings,
	{ isLater }: BuildbotRules,
	{ ask, work }: MapBuild,
	place: Span,
	fileCost: number,
): Work<Probes> {
	const most = Math.max(fewestProbes, Math.min(mostProbes, Math.floor(mostWork / (fileCost + 1))));
	const found = new Map<string, BuildbotProblem>();
	const answers = new Map<string, ProbedWord>();
	const result = (): Probes => ({ problems: [...found.values()], answers: [...answers.values()] });
	let asked = 0;
	for (const { name: build } of settings.builds) {
		for (const { name: subarch } of isLater ? settings.allSubarches : settings.subarches) {
			for (const args of questionsAbout(build, subarch, settings, isLater)) {
				if (asked++ >= most || work() > mostWork) return result();
				yield;
				const outcome = ask(args);
				for (const word of wordsOf(outcome)) {
					const key = `${word.role} ${word.name}`;
					if (!answers.has(key)) answers.set(key, { ...word, whom: whomOf(args) });
				}
				const problem = problemOf(outcome, args, place);
				if (problem !== undefined && !found.has(problem.code)) found.set(problem.code, problem);
				if (outcome.kind === 'stopped') return result();
			}
		}
	}
	return result();
}

type Question =
	| readonly [build: string, subarch: string, full: boolean, date: string | null]
	| readonly [build: string, arch: string, subarch: string, full: boolean, date: string | null];

/** Since December 2020 each arch is a question of its own, and the last build is always called a full one. */
function questionsAbout(
	build: string,
	subarch: string,
	{ arches }: Settings,
	isLater: boolean,
): readonly Question[] {
	if (!isLater) return pasts.map(([full, date]) => [build, subarch, full, date] as const);
	return arches.map(({ name }) => [build, name, subarch, true, laterPast] as const);
}

function whomOf(question: Question): string {
	if (question.length === 5) return question.slice(0, 3).join(', ');
	const [build, subarch, full, date] = question;
	const past = date === null ? 'never built' : full ? 'after a full build' : 'after another build';
	return `${build}, ${subarch}, ${past}`;
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

function problemOf(outcome: MapBuildOutcome, args: Question, place: Span): BuildbotProblem | undefined {
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
