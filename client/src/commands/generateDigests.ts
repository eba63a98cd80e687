/** Generate Digests: writes missing hash files and removes stale ones. */
import { digestsGenerated } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function generateDigests(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const words = ['digestgen', '--progress'];
	// Metro's own does not know how far it is.
	const chosenWords = ['digestgen'];
	const ended = await runWithProgress(services, { what: 'Generate Digests', setup, words, chosenWords });
	if (ended !== undefined) notify(digestsGenerated());
}
