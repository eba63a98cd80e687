/** Clean: shows what would be removed of old builds, for review. It removes nothing itself. */
import * as l10n from '@vscode/l10n';
import { Uri, window } from 'vscode';
import { eventsOf } from '../buildrepo/eventReader.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { goingOf, tallySize, tallyText } from '../clean/cleanPlan.ts';
import type { Services } from '../services.ts';
import { contextKeys } from '../ui/contextKeys.ts';
import type { Message } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';
import { showOutput } from '../ui/offers.ts';
import { tick } from '../ui/tick.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function reviewClean(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	// Always the bundled program: it is the one that removes what the user has reviewed.
	const ended = await runWithProgress(services, { what: l10n.t('Clean'), setup, words: ['clean'] });
	const [plan] = ended?.report === undefined ? [] : eventsOf(ended.report, 'plan');
	if (plan === undefined) return;
	void tick(contextKeys.planned);
	const going = goingOf(plan);
	if (going.builds + going.snapshots === 0) {
		services.reviews.finish(setup.home, l10n.t('Nothing is left to remove'));
		notify(nothingToClean);
		return;
	}
	const uri = services.reviews.add(setup, plan);
	await window.showTextDocument(uri, { preview: false });
	notify({
		severity: 'information',
		text: l10n.t(
			'Clean would remove {0} ({1}). Nothing has been removed yet: review the list, then choose Remove Listed Builds…',
			tallyText(going),
			tallySize(going),
		),
		offers: [{ label: l10n.t('Remove Listed Builds…'), command: commandIds.applyClean, arguments: [uri] }],
	});
}

/** Show Script: the plan that is reviewed as commands for a shell. */
export async function showCleanScript({ reviews }: Services, argument?: unknown): Promise<void> {
	const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
	if (uri === undefined || reviews.get(uri) === undefined) return;
	await window.showTextDocument(reviews.scriptOf(uri), { preview: false });
}

const nothingToClean: Message = {
	severity: 'information',
	text: l10n.t('Nothing to clean: no build and no snapshot is to be removed.'),
	offers: [showOutput],
};
