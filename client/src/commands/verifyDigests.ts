/** Verify Digests: hashes every archive again and compares with its hash file; changes nothing. */
import * as l10n from '@vscode/l10n';
import type { VerifiedEvent } from '../../../server/src/protocol/index.ts';
import { digestsVerified } from '../buildrepo/digests.ts';
import { eventsOf } from '../buildrepo/eventReader.ts';
import type { Ended } from '../buildrepo/outcome.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

/** `how`: with `resume`, it goes on where a run that was cancelled stopped. */
export async function verifyDigests(services: Services, home?: unknown, how?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const ended = await runWithProgress(services, {
		what: l10n.t('Verify Digests'),
		setup,
		words: ['verify', ...(how === 'resume' ? ['--resume'] : [])],
		resume: {
			label: l10n.t('Resume'),
			command: commandIds.verifyDigests,
			arguments: [setup.home, 'resume'],
		},
		isAnswer: (run) => run.status === 1 && resultOf(run) !== undefined,
	});
	const verified = ended && resultOf(ended);
	if (verified === undefined || ended?.report === undefined) return;
	const verdicts = eventsOf(ended.report, 'verdict');
	services.digestProblems.show(setup.home, verdicts);
	notify(digestsVerified(setup.home, verified, verdicts, ended.status === 0));
}

/** `undefined` if the run has not come to its end. */
function resultOf({ report }: Ended): VerifiedEvent | undefined {
	return report && eventsOf(report, 'verified')[0];
}
