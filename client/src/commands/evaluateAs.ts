/** Evaluate As…: chooses the run of Metro for which keys are resolved, checked and dimmed. */
import * as l10n from '@vscode/l10n';
import type { Services } from '../services.ts';
import { pickedContext } from './contextsOf.ts';

export async function evaluateAs(services: Services, home?: unknown): Promise<void> {
	const picked = await pickedContext(services, l10n.t('Evaluate As'), home);
	if (picked !== undefined)
		await services.server.setContext({ home: picked.answer.home, context: picked.change });
}
