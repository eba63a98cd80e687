/** Remove Listed Builds: has the reviewed plan carried out, after a question, and nothing that was not in it. */
import * as l10n from '@vscode/l10n';
import { Uri, window } from 'vscode';
import type { Ended } from '../buildrepo/outcome.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import {
	cleaned,
	goingOf,
	isOutdated,
	leftSomeAlone,
	outdated,
	stayingOf,
	tallySize,
	tallyText,
} from '../clean/cleanPlan.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import type { Message } from '../ui/message.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function applyClean(services: Services, argument?: unknown): Promise<void> {
	const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
	const review = uri && services.reviews.get(uri);
	if (review === undefined || review.done !== undefined) {
		notify(reviewIsOver);
		return;
	}
	if (!mayRun()) return;
	const setup = await chooseSetup(services, review.home);
	if (setup === undefined) return;
	const going = goingOf(review.plan);
	const isSure = await confirmLoss({
		title: l10n.t(
			'Remove {0} ({1}) from {2}?',
			tallyText(going),
			tallySize(going),
			setup.mirror ?? l10n.t('the repository'),
		),
		no: l10n.t('Keep Reviewing'),
		yes: l10n.t('Remove'),
		detail: l10n.t('It cannot be undone. Nothing is removed if the repository has changed.'),
		kept: l10n.t('{0} stay', tallyText(stayingOf(review.plan))),
	});
	if (!isSure) return;
	const words = ['clean', '--apply', '--yes', '--expect', review.plan.sha256];
	const remedy = { label: l10n.t('Review Again'), command: commandIds.clean, arguments: [setup.home] };
	const run = {
		what: l10n.t('Clean'),
		setup,
		words,
		remedy,
		isAnswer: (run: Ended) => leftSomeAlone(run) || isOutdated(run),
	};
	const ended = await runWithProgress(services, run);
	if (ended?.report === undefined) return;
	const said = isOutdated(ended) ? outdated(remedy) : cleaned(ended.report);
	services.reviews.finish(setup.home, said.text);
	notify(said);
}

/** The button of an earlier message was pressed. */
const reviewIsOver: Message = {
	severity: 'information',
	text: l10n.t('This list was closed or carried out: nothing was removed now.'),
	offers: [{ label: l10n.t('Review Again'), command: commandIds.clean }],
};
