/** Checks the files of a whole set-up, in every run of Metro that matters. */
import { append } from '../base/collections.ts';
import { inTextOrder } from '../base/span.ts';
import { inTurns } from '../base/work.ts';
import type { ParsedFile } from '../flexdata/index.ts';
import type { Configuration } from '../setup/configuration/configuration.ts';
import { type BuildOf, type ContextChoices, defaultContext } from '../setup/configuration/contextChoices.ts';
import type { RunContext } from '../setup/configuration/runContext.ts';
import { checkFileWork } from './checkFile.ts';
import { checkFileInSetup } from './checkFileInSetup.ts';
import { checkRun, milderThanStop } from './checkRun.ts';
import type { Finding } from './finding.ts';

/** A finding with its file and the first run that has it; `undefined`: every run has it. */
export interface PlacedFinding {
	readonly path: string;
	readonly file: ParsedFile;
	readonly finding: Finding;
	readonly context: RunContext | undefined;
}

/** What `map_build` asks for. */
export interface Plan {
	readonly mode: string;
	readonly extras: readonly string[];
}

/** A run to check. */
export interface CheckedRun {
	readonly context: RunContext;
	/** Whether `.buildbot` asks for it, provided that its mode builds its target. */
	readonly isPlanned: boolean;
}

/**
 * A selection of runs that covers the whole set-up: every build with every target, and every arch and subarch
 * of a build with the usual target. Modes only name the targets.
 * @param plansOf what `map_build` asks for, in order; empty: unknown
 */
export function representativeRuns(
	choices: ContextChoices,
	day: string,
	plansOf: (combination: BuildOf) => readonly Plan[],
): CheckedRun[] {
	const usual = defaultContext(choices, day);
	const seen = new Set<string>();
	const runs: CheckedRun[] = [];
	const [first] = choices.combinations;
	for (const combination of first === undefined ? [usual] : [first, ...choices.combinations]) {
		const known = plansOf(combination);
		const plans = known.length > 0 ? known : [{ mode: usual.mode, extras: [] }];
		const isNew = runs.length > 0 && !seen.has(combination.build);
		if (isNew) seen.add(combination.build);
		for (const plan of plans) {
			const targets =
				isNew && plan === plans[0] && choices.targets.length > 0 ? choices.targets : [usual.target];
			for (const target of targets)
				runs.push({ context: { ...usual, ...combination, ...plan, target }, isPlanned: true });
		}
	}
	for (const mode of choices.modes) runs.push({ context: { ...usual, mode }, isPlanned: false });
	return runs;
}

/**
 * Checks every file of a set-up, or only those in `paths`, in the given runs. A finding of several runs is
 * reported once.
 */
export async function checkSetup(
	configuration: Configuration,
	runs: readonly CheckedRun[],
	paths: ReadonlySet<string> | undefined,
	signal: AbortSignal,
): Promise<PlacedFinding[]> {
	const { library, version } = await configuration.contents(signal);
	const found = new Map<string, PlacedFinding[]>();
	const said = new Set<string>();
	const put = (path: string, file: ParsedFile, finding: Finding, context: RunContext | undefined): void => {
		const id = `${path}\n${finding.code}\n${finding.span.start}`;
		if (!said.has(id)) append(found, path, { path, file, finding, context });
		said.add(id);
	};
	const checked = [...library.files].filter(([path]) => paths === undefined || paths.has(path));
	for (const [path, file] of checked) {
		const work = checkFileWork(file, path, version, library);
		for (const finding of await inTurns(work, signal)) put(path, file, finding, undefined);
	}
	for (const [at, { context, isPlanned }] of runs.entries()) {
		signal.throwIfAborted();
		const evaluation = await configuration.evaluation(context, signal);
		for (const { path, finding } of isPlanned ? await checkRun(evaluation, library) : []) {
			const file = library.files.get(path);
			if (file === undefined || (paths !== undefined && !paths.has(path))) continue;
			put(path, file, finding, context);
			for (const code of milderThanStop) said.add(`${path}\n${code}\n${finding.span.start}`);
		}
		for (const [path, file] of checked) {
			// A file that is not collected has the same findings in every run.
			if (at > 0 && !evaluation.collected.has(path)) continue;
			for (const finding of await checkFileInSetup({ path, file, library, evaluation, version }, signal)) {
				if (finding.code !== 'not-collected-here') put(path, file, finding, context);
			}
		}
	}
	return checked.flatMap(([path]) =>
		(found.get(path) ?? []).sort((a, b) => inTextOrder(a.finding.span, b.finding.span)),
	);
}
