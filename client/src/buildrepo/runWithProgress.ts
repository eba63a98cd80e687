/** Runs `buildrepo` for a command of the user: asks for trust, shows progress with a cancel button, tells of failure. */
import { ProgressLocation, window } from 'vscode';
import type { BuildrepoEvent, ProgressEvent, SetupSummary } from '../../../server/src/protocol/index.ts';
import { counted, type Offer } from '../message.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chosenProgram } from '../settings.ts';
import { mayRun } from '../trust.ts';
import { bundledInvocation, chosenInvocation, type Invocation } from './invocation.ts';
import type { Ended } from './outcome.ts';
import { failure } from './results.ts';
import { runBuildrepo } from './runBuildrepo.ts';

export interface ProgressRun {
	/** The command as the user knows it, for instance `Generate Digests`. */
	readonly what: string;
	readonly setup: SetupSummary;
	/** The words after the bundled `buildrepo`: a command that takes `--events`, and what belongs to it. */
	readonly words: readonly string[];
	/** Those behind the program that the user may have chosen instead; absent: only the bundled one will do. */
	readonly chosenWords?: readonly string[];
	/** True if a run that ended with another status than 0 has an answer all the same; absent: none has. */
	isAnswer?(ended: Ended): boolean;
	/** What to offer if it fails, before the output. */
	readonly remedy?: Offer;
}

/** How the run ended if it ended well; `undefined` if it did not, and then the user has been told why. */
export async function runWithProgress(services: Services, run: ProgressRun): Promise<Ended | undefined> {
	if (!mayRun()) return undefined;
	const chosen = chosenInvocationOf(run);
	const invocation = chosen ?? bundledInvocation(services.bundled, run.setup, [...run.words, '--events']);
	const title = `Metro: ${run.what}`;
	const outcome = await window.withProgress(
		{ location: ProgressLocation.Notification, title, cancellable: true },
		(progress, cancel) => {
			let shown = 0;
			const onLine = (message: string): void => progress.report({ message });
			const onEvent = (event: BuildrepoEvent): void => {
				if (event.event !== 'progress') return;
				const percent = (100 * event.done) / event.total;
				progress.report({ message: progressText(event), increment: percent - shown });
				shown = percent;
			};
			const told = chosen === undefined ? { onLine, onEvent } : { onLine };
			return runBuildrepo(invocation, { log: services.log, cancel, ...told });
		},
	);
	const trouble = failure(run.what, outcome, run);
	if (trouble === undefined && outcome.kind === 'ended') return outcome;
	if (trouble !== undefined) notify(trouble);
	return undefined;
}

/** `undefined` where the bundled program runs. */
function chosenInvocationOf({ setup, chosenWords }: ProgressRun): Invocation | undefined {
	const program = chosenProgram();
	return program === undefined || chosenWords === undefined
		? undefined
		: chosenInvocation(program, setup, chosenWords);
}

/** `12 of 340 archives`. */
function progressText({ done, total, unit }: ProgressEvent): string {
	return `${done.toLocaleString('en-US')} of ${counted(total, unit)}`;
}
