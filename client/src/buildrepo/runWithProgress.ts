/** Runs `buildrepo` for a command of the user: asks for trust, shows progress with a cancel button, tells of failure. */
import { ProgressLocation, window } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import type { Offer } from '../message.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chosenProgram } from '../settings.ts';
import { mayRun } from '../trust.ts';
import { bundledInvocation, chosenInvocation, type Invocation } from './invocation.ts';
import type { Ended } from './outcome.ts';
import { percentOf } from './progressLine.ts';
import { failure } from './results.ts';
import { runBuildrepo } from './runBuildrepo.ts';

export interface ProgressRun {
	/** The command as the user knows it, for instance `Generate Digests`. */
	readonly what: string;
	readonly setup: SetupSummary;
	/** The words behind the bundled `buildrepo`. */
	readonly words: readonly string[];
	/** Those behind the program that the user may have chosen instead; absent: only the bundled one will do. */
	readonly chosenWords?: readonly string[];
	/** A status beside 0 that is an answer and no failure. */
	readonly alsoAnswers?: number;
	/** What to offer if it fails, before the output. */
	readonly remedy?: Offer;
}

/** How the run ended if it ended well; `undefined` if it did not, and then the user has been told why. */
export async function runWithProgress(services: Services, run: ProgressRun): Promise<Ended | undefined> {
	if (!mayRun()) return undefined;
	const invocation = invocationOf(services, run);
	const title = `Metro: ${run.what}`;
	const outcome = await window.withProgress(
		{ location: ProgressLocation.Notification, title, cancellable: true },
		(progress, cancel) => {
			let shown = 0;
			const onLine = (message: string): void => {
				const percent = percentOf(message) ?? shown;
				progress.report({ message, increment: percent - shown });
				shown = percent;
			};
			return runBuildrepo(invocation, { log: services.log, cancel, onLine });
		},
	);
	if (outcome.kind === 'ended' && outcome.status === run.alsoAnswers) return outcome;
	const trouble = failure(run.what, outcome, run.remedy);
	if (trouble === undefined && outcome.kind === 'ended') return outcome;
	if (trouble !== undefined) notify(trouble);
	return undefined;
}

function invocationOf({ bundled }: Services, { setup, words, chosenWords }: ProgressRun): Invocation {
	const program = chosenProgram();
	return program === undefined || chosenWords === undefined
		? bundledInvocation(bundled, setup, words)
		: chosenInvocation(program, setup, chosenWords);
}
