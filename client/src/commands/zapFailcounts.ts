/** Zap Failcounts: puts every failed subarch back into the build rotation, after a question. */
import * as l10n from '@vscode/l10n';
import { zapped, zapQuestion } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function zapFailcounts(services: Services, home?: unknown): Promise<void> {
	if (!mayRun()) return;
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	if (setup.zappable > 0 && !(await confirmLoss(zapQuestion(setup)))) return;
	const words = ['zap'];
	const what = l10n.t('Zap Failcounts');
	const ended = await runWithProgress(services, { what, setup, words, chosenWords: words });
	if (ended !== undefined) notify(zapped(ended, setup));
}
