/** Evaluate As…: chooses the run of Metro for which keys are resolved, checked and dimmed. */
import { pickContext } from '../evaluate/pickContext.ts';
import type { Services } from '../services.ts';
import { contextsOf } from './contextsOf.ts';

export async function evaluateAs(services: Services): Promise<void> {
	const answer = await contextsOf(services);
	const change = answer && (await pickContext(answer, 'Evaluate As'));
	if (change !== undefined) await services.server.setContext({ home: answer?.home ?? '', context: change });
}
