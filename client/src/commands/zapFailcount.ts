/** Zap Failcount: puts the chosen subarch back into the build rotation. */
import * as l10n from '@vscode/l10n';
import { zappedOne } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRow } from './chosenRow.ts';

export async function zapFailcount(services: Services, node: unknown): Promise<void> {
	const chosen = await chosenRow(services, node);
	if (chosen?.row.path === undefined) return;
	const setup = await chooseSetup(services, chosen.home);
	if (setup === undefined) return;
	const words = ['zap', '--only', chosen.row.path];
	const ended = await runWithProgress(services, { what: l10n.t('Zap Failcount'), setup, words });
	if (ended !== undefined) notify(zappedOne(ended, chosen.row));
}
