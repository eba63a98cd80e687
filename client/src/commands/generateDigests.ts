/** Generate Digests: writes missing hash files and removes stale ones. */
import { digestsGenerated, readTally } from '../buildrepo/digests.ts';
import { outputText } from '../buildrepo/outcome.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function generateDigests(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const words = ['digestgen', '--progress', '--json'];
	// Metro's own does not know how far it is.
	const chosenWords = ['digestgen'];
	const ended = await runWithProgress(services, { what: 'Generate Digests', setup, words, chosenWords });
	if (ended !== undefined) notify(digestsGenerated(readTally(outputText(ended))));
}
