/** The runs of Metro that a set-up knows. */
import type { ContextsAnswer, RunContext, SetupSummary } from '../../../server/src/protocol/index.ts';
import { hasChoice } from '../evaluate/contextItems.ts';
import { pickContext } from '../evaluate/pickContext.ts';
import type { Services } from '../services.ts';
import { problemOf } from '../setups/setupProblem.ts';
import { notify } from '../ui/notify.ts';
import { chooseAnySetup } from './chooseSetup.ts';

/** `undefined` if no set-up can be evaluated, which the user has been told, or if the user picked none. */
export async function contextsOf(services: Services): Promise<ContextsAnswer | undefined> {
	return (await evaluated(services))?.answer;
}

/**
 * A run that the user picked, by what it changes in the current one; `undefined` as above, or if the user left. `home` may
 * name the set-up.
 */
export async function pickedContext(
	services: Services,
	title: string,
	home?: unknown,
): Promise<{ readonly answer: ContextsAnswer; readonly change: Partial<RunContext> } | undefined> {
	const found = await evaluated(services, home);
	if (found === undefined) return undefined;
	const { setup, answer } = found;
	if (!hasChoice(answer)) {
		notify(problemOf(setup));
		return undefined;
	}
	const change = await pickContext(answer, title);
	return change && { answer, change };
}

async function evaluated(
	services: Services,
	home?: unknown,
): Promise<{ readonly setup: SetupSummary; readonly answer: ContextsAnswer } | undefined> {
	const setup = await chooseAnySetup(services, home);
	if (setup === undefined) return undefined;
	// Without `.metro` there is nothing to evaluate, though the server has an answer to everything.
	const answer =
		setup.state === 'no-metro' ? undefined : await services.server.contexts({ home: setup.home });
	if (answer === undefined) notify(problemOf(setup));
	return answer && { setup, answer };
}
