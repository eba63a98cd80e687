/** The runs of Metro that a set-up knows. */
import type { ContextsAnswer, EvaluateAs, SetupSummary } from '../../../server/src/protocol.ts';
import { hasChoice } from '../evaluate/contextItems.ts';
import { pickContext } from '../evaluate/pickContext.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseAnySetup, problemOf } from './chooseSetup.ts';

/** `undefined` if there is no set-up that can be evaluated (the user has been told then), or none was picked. */
export async function contextsOf(services: Services): Promise<ContextsAnswer | undefined> {
	return (await evaluated(services))?.answer;
}

/** A run that the user picked, by what it changes in the current one; `undefined` as above, or if the user left. */
export async function pickedContext(
	services: Services,
	title: string,
): Promise<{ readonly answer: ContextsAnswer; readonly change: Partial<EvaluateAs> } | undefined> {
	const found = await evaluated(services);
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
): Promise<{ readonly setup: SetupSummary; readonly answer: ContextsAnswer } | undefined> {
	const setup = await chooseAnySetup(services);
	if (setup === undefined) return undefined;
	const answer = await services.server.contexts({ home: setup.home });
	if (answer === undefined) notify(problemOf(setup));
	return answer && { setup, answer };
}
