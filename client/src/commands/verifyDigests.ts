/** Verify Digests: hashes every archive again and compares with its hash file; changes nothing. */
import { digestsVerified } from '../buildrepo/digests.ts';
import { eventsOf } from '../buildrepo/eventReader.ts';
import { failure } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function verifyDigests(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const what = 'Verify Digests';
	const ended = await runWithProgress(services, { what, setup, words: ['verify'], alsoAnswers: 1 });
	if (ended?.report === undefined) return;
	// Without a result it has not come to its end: then status 1 is a failure.
	const [verified] = eventsOf(ended.report, 'verified');
	const said = verified ? digestsVerified(verified, ended.status === 0) : failure(what, ended);
	if (said !== undefined) notify(said);
}
