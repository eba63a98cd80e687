/** Run Next Build: starts the build that is next, as a task, and says which one that is: nothing asked before. */
import { nextBuildAnswer, nextBuildStarted } from '../buildrepo/results.ts';
import type { Services } from '../services.ts';
import { buildTaskType } from '../tasks/buildTaskDefinition.ts';
import { startBuild } from '../tasks/startBuild.ts';
import { notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';

export async function runNextBuild(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const { next } = setup;
	// Without a target there is nothing to start, and the answer says why.
	if (next === undefined || next.target === '') notify(nextBuildAnswer(setup));
	// The subarch that was named is the one that is built, even if another became due meanwhile.
	else if (next.path !== undefined) {
		const node = services.view.tree.node(setup.home, next.rowId);
		if (await startBuild(services, setup, next.rowId, next.path)) notify(nextBuildStarted(next, node));
	} else await services.tasks.run(setup, { type: buildTaskType, task: 'next', home: setup.home });
}
