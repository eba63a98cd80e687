/** Write index.xml: lists all builds at the root of the mirror, or those of each subarch in its directory. */
import * as l10n from '@vscode/l10n';
import { indexWritten } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function writeIndexXml(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const words = ['index.xml'];
	const ended = await runWithProgress(services, {
		what: l10n.t('Write index.xml'),
		setup,
		words,
		chosenWords: words,
	});
	if (ended === undefined) return;
	notify(indexWritten(ended, setup.mirror));
	await services.indexPages.update(setup.home);
}
