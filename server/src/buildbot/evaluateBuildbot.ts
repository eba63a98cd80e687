/** Evaluates a whole `.buildbot`: its settings, its `map_build`, its problems, and the places of all of them. */
import { pushAll } from '../base/collections.ts';
import type { Span } from '../base/span.ts';
import { finish, type Work } from '../base/work.ts';
import { errorText, type PythonError, type Run, runProgram } from '../python/evaluation/run.ts';
import { isEngineLimit } from '../python/runtime/signals.ts';
import type { DynamicValue, Value } from '../python/runtime/value.ts';
import type { Statement } from '../python/syntax/ast.ts';
import { type BuildbotProblem, junctionProblems, printProblem, settingProblemsWork } from './lints.ts';
import {
	type MapBuild,
	type MapBuildArguments,
	type MapBuildOutcome,
	mapBuildOf,
	readAnswer,
} from './mapBuild.ts';
import { maskedProblemsWork, stringForTuple } from './maskedProblems.ts';
import { misspelledSettingsWork } from './misspelledSettings.ts';
import type { Outline } from './outline.ts';
import { fromPlain, type KnownValues, type PlainValue, takeOver } from './plainValue.ts';
import { presets } from './presets.ts';
import { type ProbedWord, type Probes, probeWork } from './probes.ts';
import { type BuildbotText, readBuildbot, type Unread } from './readBuildbot.ts';
import type { SettingName } from './settingNames.ts';
import {
	type Assigned,
	assignedValue,
	assignedWork,
	deletedSettings,
	readSettings,
	type Settings,
} from './settings.ts';
import { laterForm } from './whose.ts';

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

/**
 * Evaluates a `.buildbot` without executing it. `known` settings replace those whose values static evaluation cannot
 * know. Never throws.
 */
export function evaluateBuildbot(source: string | BuildbotText, known: KnownValues = new Map()): Buildbot {
	const text = typeof source === 'string' ? readBuildbot(source) : source;
	return finish(evaluateBuildbotWork(text, known));
}

/** The same as work, of a text that is read. */
export function* evaluateBuildbotWork(text: BuildbotText, known: KnownValues = new Map()): Work<Buildbot> {
	if (text.unread !== undefined) return unreadBuildbot(text, text.unread);
	try {
		return yield* evaluated(text, known);
	} catch (error) {
		if (!isEngineLimit(error)) throw error;
		return unreadBuildbot(text, { reason: 'it nests too deep', span: { start: 0, end: text.source.length } });
	}
}

/** The result for a file that is not evaluated at all. */
function unreadBuildbot({ outline }: BuildbotText, stopped: Unread): Buildbot {
	return {
		...assemble(runProgram({ body: [] }, presets), new Map(), outline),
		mapBuild: () => ({ kind: 'stopped', ...stopped }),
		problems: [stoppedProblem(stopped)],
		stopped,
	};
}

function* evaluated({ program, fault, outline }: BuildbotText, known: KnownValues): Work<Buildbot> {
	if (fault !== undefined) {
		const { type, message, start, end } = fault;
		const error: PythonError = { type, message, span: { start, end } };
		return {
			...assemble(runProgram({ body: [] }, presets), new Map(), outline),
			mapBuild: () => ({ kind: 'error', error }),
			problems: [
				errorProblem('syntax-error', error),
				...junctionProblems(outline),
				...(yield* misspelledSettingsWork(outline)),
			],
			error,
		};
	}
	const start = (): Run => takeOver(runProgram(program, presets), known);
	const run = start();
	const asked = mapBuildOf(start);
	const mapBuild = asked.ask;
	yield;
	const assigned = yield* assignedWork(run);
	const base = { ...assemble(run, assigned, outline), mapBuild };
	yield;
	const written = [...junctionProblems(outline), ...(yield* misspelledSettingsWork(outline))];
	switch (run.outcome.kind) {
		case 'error': {
			const { error } = run.outcome;
			const rest = yield* maskedProblemsWork(
				program.body,
				run,
				(body) => takeOver(runProgram({ ...program, body }, presets), known),
				(other) => allSettingProblems(other, outline),
			);
			const first = withTupleFix(errorProblem('python-error', error), program.body);
			return { ...base, problems: [first, ...written, ...rest], error };
		}
		case 'stopped': {
			const { reason, span } = run.outcome;
			return { ...base, problems: [stoppedProblem(run.outcome), ...written], stopped: { reason, span } };
		}
		default: {
			const later = laterProblem(outline);
			const problems = [...later, ...written, ...(yield* settingProblemsWork(assigned, outline))];
			pushAll(problems, run.printed.map(printProblem));
			pushAll(
				problems,
				[...base.deleted].map((name) => deletedProblem(name, outline)),
			);
			const probes =
				base.definesMapBuild && later.length === 0
					? yield* probed(run, base.settings, outline, asked)
					: { problems: [], answers: [] };
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

function assemble(run: Run, assigned: Assigned, outline: Outline): Omit<Buildbot, 'problems' | 'mapBuild'> {
	const values = new Map<SettingName, Value>();
	const unknown = new Map<SettingName, DynamicValue>();
	for (const [name, { value, dynamic }] of assigned) {
		if (dynamic === undefined) values.set(name, value);
		else unknown.set(name, dynamic);
	}
	return {
		settings: readSettings(assigned),
		assigned,
		values,
		dynamic: unknown,
		deleted: new Set(deletedSettings(run)),
		definesMapBuild: assignedValue(run, 'map_build') !== undefined,
		readAnswer: (answer) => {
			run.refill();
			return readAnswer(run.machine, fromPlain(answer));
		},
		answered: [],
		outline,
	};
}

function* allSettingProblems(run: Run, outline: Outline): Work<readonly BuildbotProblem[]> {
	return yield* settingProblemsWork(yield* assignedWork(run), outline);
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

/** Later versions of Metro have other rules for `map_build` and the lists; they are not supported. */
function laterProblem(outline: Outline): BuildbotProblem[] {
	const form = laterForm(outline);
	if (form === undefined) return [];
	const place = outline.mapBuild ?? outline.functions.find(({ name }) => name === 'get_subarches');
	const message = `This file ${form}: it is for Metro since December 2020, which is not supported yet. Only its syntax is checked.`;
	const span = place?.nameSpan ?? { start: 0, end: 0 };
	return [{ code: 'later-metro', severity: 'information', span, message }];
}

function* probed(run: Run, settings: Settings, outline: Outline, asked: MapBuild): Work<Probes> {
	const place =
		outline.mapBuild?.nameSpan ?? outline.assignments.findLast(({ name }) => name === 'map_build')?.nameSpan;
	const where = place ?? { start: 0, end: 0 };
	const { problems, answers } = yield* probeWork(settings, asked, where, run.spent);
	const first = asked.printed();
	return { problems: first === undefined ? problems : [...problems, printProblem(first)], answers };
}
