/** Generate Digests: writes missing hash files and removes stale ones. */
import { digestsGenerated } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenInvocationOf } from './chosenInvocation.ts';

export async function generateDigests(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const words = ['digestgen', '--progress'];
	// Metro's own does not know how far it is.
	const invocation = chosenInvocationOf(setup, ['digestgen']);
	const ended = await runWithProgress(services, { what: 'Generate Digests', setup, words, ...invocation });
	if (ended !== undefined) notify(digestsGenerated());
}
