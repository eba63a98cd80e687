/** Generate Digests: writes missing hash files and removes stale ones. */
import * as l10n from '@vscode/l10n';
import type { DigestTally } from '../../../server/src/protocol/index.ts';
import { digestsGenerated } from '../buildrepo/digests.ts';
import { eventsOf } from '../buildrepo/eventReader.ts';
import type { Ended } from '../buildrepo/outcome.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

/** `how`: with `repair`, archives that have a hash file are hashed as well, and wrong hash files are replaced. */
export async function generateDigests(services: Services, home?: unknown, how?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const repairs = how === 'repair';
	const words = ['digestgen', ...(repairs ? ['--repair'] : [])];
	const what = l10n.t('Generate Digests');
	// Archives that have their hash file by now are not hashed again; to repair, all are.
	const resume = {
		label: l10n.t('Resume'),
		command: commandIds.generateDigests,
		arguments: [setup.home],
	};
	// A run that could not do all has counted what it did.
	const isAnswer = (run: Ended): boolean => run.status === 1 && tallyOf(run) !== undefined;
	const run = { what, setup, words, isAnswer, ...(!repairs && { resume }) };
	// Metro's own does not know how far it is, and repairs nothing.
	const ended = await runWithProgress(services, repairs ? run : { ...run, chosenWords: ['digestgen'] });
	if (ended === undefined) return;
	if (ended.report !== undefined)
		services.digestProblems.mend(
			setup.home,
			eventsOf(ended.report, 'hashed').map(({ path }) => path),
		);
	notify(digestsGenerated(setup.home, tallyOf(ended), repairs, ended.status === 0));
}

/** `undefined` if the run has not come to its end, or does not count. */
function tallyOf({ report }: Ended): DigestTally | undefined {
	return report && eventsOf(report, 'digests')[0]?.tally;
}
