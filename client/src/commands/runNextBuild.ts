/** Run Next Build: starts the build that is next, as a task. */
import { nextBuildAnswer } from '../buildrepo/results.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function runNextBuild(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	// Without a target there is nothing to start, and the answer says why.
	if (setup.next === undefined || setup.next.target === '') notify(nextBuildAnswer(setup));
	else await services.tasks.run(setup, { type: 'metro', task: 'next', home: setup.home });
}
