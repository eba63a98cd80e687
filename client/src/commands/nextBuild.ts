/** Next Build: says which build is next and why. */
import { nextBuildAnswer } from '../buildrepo/results.ts';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function nextBuild(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup !== undefined) notify(nextBuildAnswer(setup));
}
