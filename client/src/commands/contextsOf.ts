/** The runs of Metro that a set-up knows. */
import type { ContextsAnswer } from '../../../server/src/protocol.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseAnySetup, problemOf } from './chooseSetup.ts';

/** `undefined` if there is no set-up that can be evaluated (the user has been told then), or none was picked. */
export async function contextsOf(services: Services): Promise<ContextsAnswer | undefined> {
	const setup = await chooseAnySetup(services);
	if (setup === undefined) return undefined;
	const answer = await services.server.contexts({ home: setup.home });
	if (answer === undefined) notify(problemOf(setup));
	return answer;
}
