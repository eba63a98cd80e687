/** Reads a whole `.buildbot`: its settings, its `map_build`, its problems, and where everything is written. */
import type { Span } from '../base/span.ts';
import { type PythonError, type Run, runProgram } from './evaluation/run.ts';
import { type BuildbotProblem, junctionProblems, printProblem, settingProblems } from './lints.ts';
import { type MapBuildArguments, type MapBuildOutcome, mapBuildOf, readAnswer } from './mapBuild.ts';
import { type Outline, outlineOf } from './outline.ts';
import { fromPlain, type KnownValues, type PlainValue, takeOver } from './plainValue.ts';
import { probeProblems } from './probes.ts';
import { isEngineLimit } from './runtime/signals.ts';
import type { DynamicValue, Value } from './runtime/value.ts';
import { type SettingName, settingNames } from './settingNames.ts';
import { assignedValue, dynamicIn, readSettings, type Settings } from './settings.ts';
import { type PythonText, readPython } from './syntax/readPython.ts';

/** Everything there is to know about one file. */
export interface Buildbot {
	readonly settings: Settings;
	/** What the file gave each setting, as Python has it; nothing after an error that came before. */
	readonly values: ReadonlyMap<SettingName, Value>;
	/** Settings that depend on the host, the clock or files, and on what. */
	readonly dynamic: ReadonlyMap<SettingName, DynamicValue>;
	/** True if the file brings its own `map_build`. */
	readonly definesMapBuild: boolean;
	/** Never throws; every call sees the file as freshly run. */
	readonly mapBuild: (args: MapBuildArguments) => MapBuildOutcome;
	/** Reads what a `map_build` answered elsewhere, as if it had answered here. */
	readonly readAnswer: (answer: PlainValue) => MapBuildOutcome;
	readonly problems: readonly BuildbotProblem[];
	readonly outline: Outline;
	/** The text as it was read, for the next version of it. */
	readonly text: PythonText;
	/** The exception that ended the file. What was assigned before it stays. */
	readonly error?: PythonError;
	readonly stopped?: { readonly reason: string; readonly span: Span };
}

/** What may be known beforehand of a text. */
export interface Beforehand {
	/** Settings that depend on what cannot be told from the text; they are taken as given. */
	readonly known?: KnownValues;
	/** Another version of the text. It changes nothing but the time this one takes. */
	readonly before?: PythonText;
}

/** Evaluates the text of a `.buildbot`; nothing is executed. Never throws. */
export function evaluateBuildbot(source: string, { known, before }: Beforehand = {}): Buildbot {
	try {
		const text = readPython(source, before);
		return evaluated(text, outlineOf(text.program.body), known ?? new Map());
	} catch (error) {
		// The engine's own stack: only text that nests thousands deep gets there.
		if (!isEngineLimit(error)) throw error;
		return tooDeep(source);
	}
}

function tooDeep(source: string): Buildbot {
	const stopped = { reason: 'it nests too deep', span: { start: 0, end: source.length } };
	return {
		...assemble(runProgram({ body: [] }), outlineOf([]), readPython('')),
		mapBuild: () => ({ kind: 'stopped', ...stopped }),
		problems: [stoppedProblem(stopped)],
		stopped,
	};
}

function evaluated(text: PythonText, outline: Outline, known: KnownValues): Buildbot {
	const { program, fault } = text;
	if (fault !== undefined) {
		const span = { start: fault.start, end: fault.end };
		const error: PythonError = { type: fault.type, message: fault.message, span };
		const nothing = runProgram({ body: [] });
		const problem: BuildbotProblem = {
			code: 'syntax-error',
			severity: 'error',
			span,
			message: `${fault.type}: ${fault.message}`,
			data: { type: fault.type },
		};
		return {
			...assemble(nothing, outline, text),
			mapBuild: () => ({ kind: 'error', error }),
			problems: [problem, ...junctionProblems(outline)],
			error,
		};
	}
	const start = (): Run => takeOver(runProgram(program), known);
	const run = start();
	const mapBuild = mapBuildOf(start, run);
	const base = { ...assemble(run, outline, text), mapBuild };
	const static_ = junctionProblems(outline);
	switch (run.outcome.kind) {
		case 'error': {
			const { error } = run.outcome;
			return { ...base, problems: [errorProblem(error), ...static_], error };
		}
		case 'stopped': {
			const { reason, span } = run.outcome;
			return { ...base, problems: [stoppedProblem(run.outcome), ...static_], stopped: { reason, span } };
		}
		default: {
			const problems = [...static_, ...settingProblems(run, outline)];
			if (base.definesMapBuild) problems.push(...mapBuildProblems(run, base.settings, outline, mapBuild));
			return { ...base, problems };
		}
	}
}

function assemble(run: Run, outline: Outline, text: PythonText): Omit<Buildbot, 'problems' | 'mapBuild'> {
	const values = new Map<SettingName, Value>();
	const dynamic = new Map<SettingName, DynamicValue>();
	for (const name of settingNames) {
		const value = assignedValue(run, name);
		if (value === undefined) continue;
		const unknown = dynamicIn(value);
		if (unknown === undefined) values.set(name, value);
		else dynamic.set(name, unknown);
	}
	return {
		settings: readSettings(run),
		values,
		dynamic,
		definesMapBuild: assignedValue(run, 'map_build') !== undefined,
		readAnswer: (answer) => {
			run.refill();
			return readAnswer(run.machine, fromPlain(answer));
		},
		outline,
		text,
	};
}

function stoppedProblem({ reason, span }: { readonly reason: string; readonly span: Span }): BuildbotProblem {
	const message = `This is not evaluated to its end: ${reason}.`;
	return { code: 'stopped', severity: 'error', span, message };
}

function errorProblem(error: PythonError): BuildbotProblem {
	return {
		code: 'python-error',
		severity: 'error',
		span: error.span ?? { start: 0, end: 0 },
		message: `${error.type}: ${error.message}`,
		data: { type: error.type },
	};
}

function mapBuildProblems(
	run: Run,
	settings: Settings,
	outline: Outline,
	mapBuild: (args: MapBuildArguments) => MapBuildOutcome,
): BuildbotProblem[] {
	const place =
		outline.functions.findLast(({ name }) => name === 'map_build')?.nameSpan ??
		outline.assignments.findLast(({ name }) => name === 'map_build')?.nameSpan;
	const before = run.printed.length;
	const problems = probeProblems(settings, mapBuild, place ?? { start: 0, end: 0 }, run.spent);
	const printed = run.printed[before];
	return printed === undefined ? problems : [...problems, printProblem(printed.text, printed.span)];
}
