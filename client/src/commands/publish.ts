/** Publish: says what would be sent and removed, asks, does it with progress, and says what came of it. */
import * as l10n from '@vscode/l10n';
import { hasTargets, published, publishedTargets, publishQuestion } from '../buildrepo/publishing.ts';
import { publishPreview } from '../buildrepo/publishPreview.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function publishRepository(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined || !mayRun()) return;
	const run = { what: l10n.t('Publish'), setup, isAnswer: hasTargets };
	const planned = await runWithProgress(services, { ...run, words: ['publish', '--pretend'] });
	if (planned === undefined) return;
	const targets = publishedTargets(planned.report);
	const question = publishQuestion(setup.home, targets);
	if ('severity' in question) return notify(question);
	const more = {
		label: l10n.t('Show What Would Be Sent'),
		show: () => services.previewTexts.show('publish.txt', publishPreview(targets), l10n.t('Publish…')),
	};
	if (!(await confirmLoss(question, undefined, more))) return;
	const ended = await runWithProgress(services, { ...run, words: ['publish'] });
	if (ended !== undefined) notify(published(setup.home, publishedTargets(ended.report)));
}
