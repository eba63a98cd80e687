/** Evaluates a whole `.buildbot`: its settings, its `map_build`, its problems, and the places of all of them. */
import { pushAll } from '../base/collections.ts';
import type { Span } from '../base/span.ts';
import { finish, type Work } from '../base/work.ts';
import { errorText, type PythonError, type Run, runProgram } from '../python/evaluation/run.ts';
import { isEngineLimit } from '../python/runtime/signals.ts';
import type { DynamicValue, Printed, Value } from '../python/runtime/value.ts';
import type { Statement } from '../python/syntax/ast.ts';
import { junctionProblems, printProblem, settingProblemsWork } from './lints.ts';
import {
	type MapBuild,
	type MapBuildArguments,
	type MapBuildOutcome,
	mapBuildOf,
	readAnswer,
} from './mapBuild.ts';
import { mapBuildQuestions } from './mapBuildQuestions.ts';
import { maskedProblemsWork, stringForTuple } from './maskedProblems.ts';
import { misspelledSettingsWork } from './misspelledSettings.ts';
import { mapBuildPlace, type Outline } from './outline.ts';
import { fromPlain, type KnownValues, type PlainValue, takeOver } from './plainValue.ts';
import { presetsOf } from './presets.ts';
import { fewProbes, type ProbedWord, type Probes, probeWork } from './probes.ts';
import type { BuildbotProblem } from './problem.ts';
import { type BuildbotText, readBuildbot, type Unread } from './readBuildbot.ts';
import { type BuildbotRules, rulesShownBy } from './rules.ts';
import type { SettingName } from './settingNames.ts';
import {
	type Assigned,
	assignedValue,
	assignedWork,
	deletedSettings,
	readSettings,
	type Settings,
} from './settings.ts';
import { readShare, type Share, shareOf } from './share.ts';

/** Everything known about one file. */
export interface Buildbot {
	readonly settings: Settings;
	readonly assigned: Assigned;
	/** The value of each setting as in Python; none for settings after the first error. */
	readonly values: ReadonlyMap<SettingName, Value>;
	/** Settings that depend on the host, the clock or files, with what they depend on. */
	readonly dynamic: ReadonlyMap<SettingName, DynamicValue>;
	/** Settings that the file deletes: Metro stops when it looks them up. */
	readonly deleted: ReadonlySet<SettingName>;
	/** True if the file defines its own `map_build`. */
	readonly definesMapBuild: boolean;
	/** Never throws. Every call sees the file as freshly run. */
	readonly mapBuild: (args: MapBuildArguments) => MapBuildOutcome;
	/** The subarches of a build that `get_subarches` names for the host of the rules. Never throws. */
	readonly share: (build: string) => Share;
	/** The steps that the file and the answers of `share` and `mapBuild` have taken, in units of the budget. */
	readonly steps: () => number;
	/** What the calls of `share` and `mapBuild` have printed first; `undefined`: nothing. */
	readonly printed: () => Printed | undefined;
	/** Reads what a real Python's `get_subarches` returned. */
	readonly readShare: (answer: PlainValue) => Share;
	/** The rules that it was read by. */
	readonly rules: BuildbotRules;
	/** Reads an answer that a real Python's `map_build` returned, as if this evaluation had. */
	readonly readAnswer: (answer: PlainValue) => MapBuildOutcome;
	readonly problems: readonly BuildbotProblem[];
	/** The results of calling `map_build` for builds and subarches of the file. */
	readonly answered: readonly ProbedWord[];
	readonly outline: Outline;
	/** The exception that ended the file. Earlier assignments are kept. */
	readonly error?: PythonError;
	readonly stopped?: { readonly reason: string; readonly span: Span };
}

/** How a text is evaluated. */
export interface EvaluateBuildbotOptions {
	/** Settings that replace those whose values static evaluation cannot know. */
	readonly known?: KnownValues;
	/** By default, the rules that the text itself shows. */
	readonly rules?: BuildbotRules | undefined;
	/** Only what settings and `share` need: no calls of `map_build`, and only the problems of settings. */
	readonly isBrief?: boolean;
}

/** Evaluates a `.buildbot` without executing it. Never throws. */
export function evaluateBuildbot(
	source: string | BuildbotText,
	options: EvaluateBuildbotOptions = {},
): Buildbot {
	const text = typeof source === 'string' ? readBuildbot(source) : source;
	return finish(evaluateBuildbotWork(text, options));
}

/** The same as work, of a text that is read. */
export function* evaluateBuildbotWork(
	text: BuildbotText,
	options: EvaluateBuildbotOptions = {},
): Work<Buildbot> {
	const { known = new Map(), rules = rulesShownBy(text.outline), isBrief = false } = options;
	if (text.unread !== undefined) return unreadBuildbot(text, rules, text.unread);
	try {
		return yield* evaluated(text, rules, known, isBrief);
	} catch (error) {
		if (!isEngineLimit(error)) throw error;
		const span = { start: 0, end: text.source.length };
		return unreadBuildbot(text, rules, { reason: 'it nests too deep', span });
	}
}

/** The result for a file that is not evaluated at all. */
function unreadBuildbot({ outline }: BuildbotText, rules: BuildbotRules, stopped: Unread): Buildbot {
	const nothing = runProgram({ body: [] }, presetsOf(rules));
	return {
		...assemble(nothing, new Map(), outline, rules),
		mapBuild: () => ({ kind: 'stopped', ...stopped }),
		share: () => ({ kind: 'stopped', ...stopped }),
		steps: () => 0,
		printed: () => undefined,
		problems: [stoppedProblem(stopped)],
		stopped,
	};
}

function* evaluated(
	{ program, fault, outline }: BuildbotText,
	rules: BuildbotRules,
	known: KnownValues,
	isBrief: boolean,
): Work<Buildbot> {
	const presets = presetsOf(rules);
	if (fault !== undefined) {
		const { type, message, start, end } = fault;
		const error: PythonError = { type, message, span: { start, end } };
		return {
			...assemble(runProgram({ body: [] }, presets), new Map(), outline, rules),
			mapBuild: () => ({ kind: 'error', error }),
			share: () => ({ kind: 'error', error }),
			steps: () => 0,
			printed: () => undefined,
			problems: [
				errorProblem('syntax-error', error),
				...junctionProblems(outline),
				...(yield* misspelledSettingsWork(outline)),
			],
			error,
		};
	}
	const start = (): Run => takeOver(runProgram(program, presets), presets, known);
	const run = start();
	const asked = mapBuildOf(start);
	const mapBuild = asked.ask;
	yield;
	const assigned = yield* assignedWork(run);
	const { share, steps, printed } = shareOf(start, assigned);
	const asking = {
		mapBuild,
		share,
		steps: () => run.spent + steps() + asked.work(),
		printed: () => asked.printed() ?? printed(),
	};
	const base = { ...assemble(run, assigned, outline, rules), ...asking };
	yield;
	if (isBrief && run.outcome.kind === 'done')
		return { ...base, problems: yield* settingProblemsWork(assigned, outline, rules) };
	const written = [...junctionProblems(outline), ...(yield* misspelledSettingsWork(outline))];
	switch (run.outcome.kind) {
		case 'error': {
			const { error } = run.outcome;
			const rest = yield* maskedProblemsWork(
				program.body,
				run,
				(body) => takeOver(runProgram({ ...program, body }, presets), presets, known),
				(other) => allSettingProblems(other, outline, rules),
			);
			const first = withTupleFix(errorProblem('python-error', error), program.body);
			return { ...base, problems: [first, ...written, ...rest], error };
		}
		case 'stopped': {
			const { reason, span } = run.outcome;
			return { ...base, problems: [stoppedProblem(run.outcome), ...written], stopped: { reason, span } };
		}
		default: {
			const problems = [...written, ...(yield* settingProblemsWork(assigned, outline, rules))];
			pushAll(problems, run.printed.map(printProblem));
			pushAll(
				problems,
				[...base.deleted].map((name) => deletedProblem(name, outline)),
			);
			if (!base.definesMapBuild) return { ...base, problems };
			const probes = yield* probed(run, base, asked);
			pushAll(problems, probes.problems);
			return { ...base, problems, answered: probes.answers };
		}
	}
}

/** The hint about a missing comma where a tuple and a string are added. */
function withTupleFix(problem: BuildbotProblem, body: readonly Statement[]): BuildbotProblem {
	const { message, span, data } = problem;
	if (!message.startsWith('TypeError') || !/tuple/.test(message)) return problem;
	const found = stringForTuple(body, span);
	if (found === undefined) return problem;
	const hint = `${message}. A tuple of one item needs a comma.`;
	return { ...problem, message: hint, data: { ...(data as object), tuple: found } };
}

function assemble(
	run: Run,
	assigned: Assigned,
	outline: Outline,
	rules: BuildbotRules,
): Omit<Buildbot, 'problems' | 'mapBuild' | 'share' | 'steps' | 'printed'> {
	const values = new Map<SettingName, Value>();
	const unknown = new Map<SettingName, DynamicValue>();
	for (const [name, { value, dynamic }] of assigned) {
		if (dynamic === undefined) values.set(name, value);
		else unknown.set(name, dynamic);
	}
	return {
		settings: readSettings(assigned, rules),
		rules,
		assigned,
		values,
		dynamic: unknown,
		deleted: new Set(deletedSettings(run)),
		definesMapBuild: assignedValue(run, 'map_build') !== undefined,
		readAnswer: (answer) => {
			run.refill();
			return readAnswer(run.machine, fromPlain(answer));
		},
		readShare: (answer) => readShare(fromPlain(answer)),
		answered: [],
		outline,
	};
}

function* allSettingProblems(
	run: Run,
	outline: Outline,
	rules: BuildbotRules,
): Work<readonly BuildbotProblem[]> {
	return yield* settingProblemsWork(yield* assignedWork(run), outline, rules);
}

function stoppedProblem({ reason, span }: { readonly reason: string; readonly span: Span }): BuildbotProblem {
	const message = `Evaluation stopped here: ${reason}.`;
	return { code: 'stopped', severity: 'error', span, message };
}

function errorProblem(code: 'syntax-error' | 'python-error', error: PythonError): BuildbotProblem {
	return {
		code,
		severity: 'error',
		span: error.span ?? { start: 0, end: 0 },
		message: errorText(error),
		data: { type: error.type },
	};
}

/** Metro looks up every setting by name. */
function deletedProblem(name: SettingName, outline: Outline): BuildbotProblem {
	const place = outline.assignments.findLast((assignment) => assignment.name === name)?.nameSpan;
	return {
		code: 'python-error',
		severity: 'error',
		span: place ?? { start: 0, end: 0 },
		message: `NameError: the file deletes ${name}, and Metro stops when it looks it up.`,
		data: { type: 'NameError' },
	};
}

function* probed(
	run: Run,
	{ settings, outline, rules }: Pick<Buildbot, 'settings' | 'outline' | 'rules'>,
	asked: MapBuild,
): Work<Probes> {
	const questions = mapBuildQuestions(settings, { rules });
	const probes = yield* probeWork(questions, asked, mapBuildPlace(outline), run.spent, fewProbes);
	const first = asked.printed();
	return first === undefined ? probes : { ...probes, problems: [...probes.problems, printProblem(first)] };
}
