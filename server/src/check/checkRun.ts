/** Finds what stops Metro in a run that is really made: undefined keys in blocks that the run certainly executes. */
import { keyUseAt } from '../flexdata/index.ts';
import { configKeys } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import type { Evaluation } from '../setup/configuration/evaluation.ts';
import { contextTitle } from '../setup/configuration/runContext.ts';
import { sureSteps } from '../setup/configuration/sureSteps.ts';
import { type Finding, finding } from './finding.ts';
import { definedKeys } from './keysOfLibrary.ts';

/** A finding and the file of the library it is in. */
export interface RunFinding {
	readonly path: string;
	readonly finding: Finding;
}

/** Findings that a run-stops finding at the same place replaces. */
export const milderThanStop = ['not-defined-here', 'needs-setting'] as const;

/**
 * The findings about a run whose mode builds its target; none for other targets, which never run. Keys that no file
 * defines are left out: they are wrong in every run.
 */
export async function checkRun(
	{ collection, context, resolver }: Evaluation,
	library: ConfigLibrary,
): Promise<RunFinding[]> {
	const textOf = async (key: string): Promise<string> => {
		const { outcome } = await resolver.lookUp(key);
		return outcome.kind === 'text' ? outcome.text : '';
	};
	const targets = (await textOf('multi/targets')).split(/\s+/);
	if (!targets.includes(context.target)) return [];
	const found: RunFinding[] = [];
	for (const step of sureSteps(library, await textOf('target/class'))) {
		if (!collection.plain.has(step) && !collection.conditional.has(step)) continue;
		const { outcome } = await resolver.lookUp(step);
		if (outcome.kind !== 'error' || outcome.error.cause?.kind !== 'unanswerable') continue;
		const { place } = outcome;
		const path = place && library.canonical(place.path);
		const file = path === undefined ? undefined : library.files.get(path);
		if (place === undefined || path === undefined || file === undefined) continue;
		const key = keyUseAt(file, place.span.start)?.key;
		if (key === undefined || !(definedKeys(library).has(key) || configKeys.has(key))) continue;
		const message = `Metro stops in ${step}: ${key} is not defined for ${contextTitle(context)}.`;
		found.push({ path, finding: finding('run-stops', place.span, message) });
	}
	return found;
}
