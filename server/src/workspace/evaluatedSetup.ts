/** A set-up evaluated for one run of Metro, for the language features and the requests about runs. */
import { isAbortError } from '../base/abort.ts';
import { formatDay, toCivil } from '../base/civilTime.ts';
import { isBelow } from '../base/posixPath.ts';
import type { Buildbot } from '../buildbot/index.ts';
import type { ConfigContents } from '../setup/configuration/configContents.ts';
import { type ContextChoices, defaultContext } from '../setup/configuration/contextChoices.ts';
import type { Evaluation } from '../setup/configuration/evaluation.ts';
import type { RunContext } from '../setup/configuration/runContext.ts';
import { choicesIn, type SetupSnapshot } from '../setup/setupSnapshot.ts';
import type { LiveSetup } from './liveSetup.ts';
import { unlessAborted } from './waitFor.ts';

export interface EvaluatedSetup {
	readonly home: string;
	readonly snapshot: SetupSnapshot;
	readonly look: ConfigContents;
	readonly choices: ContextChoices;
	/** The run to evaluate for. */
	readonly evaluation: Evaluation;
	/** `.buildbot` builds it here. */
	readonly isPlanned: boolean;
}

/** The chosen parts of the run; the set-up's defaults fill in the rest. */
export type ChosenRun = Partial<RunContext>;

/**
 * Evaluates a set-up that has been read, for the newest texts; typing meanwhile restarts it. `undefined` if it is cancelled
 * first.
 * @param today milliseconds since the epoch; the date of builds that do not exist yet
 */
export async function evaluateSetup(
	live: LiveSetup,
	chosen: ChosenRun,
	today: number,
	signal: AbortSignal,
): Promise<EvaluatedSetup | undefined> {
	for (;;) {
		const snapshot = live.snapshot();
		if (snapshot === undefined) return undefined;
		try {
			return await evaluateSnapshot(live, snapshot, chosen, today, signal);
		} catch (error) {
			const isOutdated = isAbortError(error) && snapshot.configuration.isOutdated && !signal.aborted;
			if (!isOutdated) throw error;
		}
	}
}

async function evaluateSnapshot(
	live: LiveSetup,
	snapshot: SetupSnapshot,
	chosen: ChosenRun,
	today: number,
	signal: AbortSignal,
): Promise<EvaluatedSetup> {
	const { configuration, setup } = snapshot;
	const look = await configuration.contents(signal);
	const choices = choicesIn(snapshot, look.library);
	const run = { ...defaultContext(choices, formatDay(toCivil(today))), ...chosen };
	const evaluation = await unlessAborted(configuration.evaluation(run, signal), signal);
	await live.follow();
	signal.throwIfAborted();
	return {
		home: live.files.home,
		snapshot,
		look,
		choices,
		evaluation,
		isPlanned: isPlanned(run, choices, setup.buildbot?.buildbot),
	};
}

/** A build that is made here, in a mode that `map_build` returns, as far as known. */
function isPlanned(
	{ build, arch, subarch, mode }: RunContext,
	{ combinations }: ContextChoices,
	buildbot: Buildbot | undefined,
): boolean {
	const modes = buildbot?.answered.filter(({ role }) => role === 'mode') ?? [];
	return (
		buildbot !== undefined &&
		combinations.some((one) => one.build === build && one.arch === arch && one.subarch === subarch) &&
		(modes.length === 0 || modes.some(({ name }) => name === mode))
	);
}

/** The set-up contains the file, or has collected it from elsewhere, or the file is where such files are kept. */
export function hasFile({ look, evaluation }: EvaluatedSetup, path: string): boolean {
	const { library, install, metroFile } = look;
	const here = library.canonical(path);
	return (
		here === metroFile ||
		library.files.has(here) ||
		evaluation.collected.has(here) ||
		(install !== undefined && isBelow(here, install))
	);
}
