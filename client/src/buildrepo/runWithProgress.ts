/** Runs `buildrepo` for a command of the user: checks trust, shows progress with a cancel button, reports failure. */
import { ProgressLocation, window } from 'vscode';
import type { BuildrepoEvent, SetupSummary } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { chosenProgram } from '../settings/settings.ts';
import { mayRun } from '../settings/trust.ts';
import type { Offer } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';
import { bundledInvocation, chosenInvocation, type Invocation } from './invocation.ts';
import type { Ended } from './outcome.ts';
import { createProgressTeller } from './progressText.ts';
import { failure } from './results.ts';
import { runBuildrepo } from './runBuildrepo.ts';

export interface ProgressRun {
	/** The command as the user knows it, for instance `Generate Digests`. */
	readonly what: string;
	readonly setup: SetupSummary;
	/** The words after the bundled `buildrepo`: a command that takes `--events`, and what belongs to it. */
	readonly words: readonly string[];
	/** The arguments of the program that the user may have chosen instead; absent: only the bundled one will do. */
	readonly chosenWords?: readonly string[];
	/** It changes nothing: Restricted Mode has it, too. */
	readonly onlyReads?: true;
	/** True if a run that ended with another status than 0 has an answer all the same; absent: none has. */
	isAnswer?(ended: Ended): boolean;
	/** Called with each event as it comes. */
	onEvent?(event: BuildrepoEvent): void;
	/** The words for an event, where these are the progress; absent: the lines of the output are. */
	wordsOf?(event: BuildrepoEvent): string | undefined;
	/** What to offer if it fails, before the output. */
	readonly remedy?: Offer;
	/** Goes on where a cancelled run stopped. */
	readonly resume?: Offer;
}

/** How the run ended; `undefined` if it failed or was cancelled, and then the user has been told why. */
export async function runWithProgress(services: Services, run: ProgressRun): Promise<Ended | undefined> {
	if (run.onlyReads !== true && !mayRun()) return undefined;
	const chosen = chosenInvocationOf(run);
	const invocation = chosen ?? bundledInvocation(services.bundled, run.setup, [...run.words, '--events']);
	const title = `Metro: ${run.what}`;
	const outcome = await window.withProgress(
		{ location: ProgressLocation.Notification, title, cancellable: true },
		(progress, cancel) => {
			let shown = 0;
			let step: string | undefined;
			let teller = createProgressTeller();
			const onLine = (message: string): void => progress.report({ message });
			const onEvent = (event: BuildrepoEvent): void => {
				run.onEvent?.(event);
				const words = run.wordsOf?.(event);
				if (words !== undefined) {
					// A step of its own begins at nothing.
					step = words;
					teller = createProgressTeller();
					progress.report({ message: words });
				}
				if (event.event !== 'progress') return;
				const percent = 100 * teller.share(event);
				const told = teller.words(event, Date.now());
				if (step !== undefined) {
					progress.report({ message: `${step} ${told}` });
					return;
				}
				progress.report({ message: told, increment: percent - shown });
				shown = percent;
			};
			const lines = run.wordsOf === undefined ? { onLine } : {};
			const told = chosen === undefined ? { ...lines, onEvent } : { onLine };
			return runBuildrepo(invocation, { log: services.log, cancel, ...told });
		},
	);
	const trouble = failure(run.what, outcome, { ...run, home: run.setup.home });
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
