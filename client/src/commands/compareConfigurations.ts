/** Compare Resolved Configurations: what another run of Metro sees differently from the current one. */
import * as l10n from '@vscode/l10n';
import { commands } from 'vscode';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { commandIds } from './commandIds.ts';
import { pickedContext } from './contextsOf.ts';

export async function compareConfigurations(services: Services): Promise<void> {
	const picked = await pickedContext(services, l10n.t('Compare With'));
	if (picked === undefined) return;
	const {
		answer: { home, current },
		change: right,
	} = picked;
	const answer = await services.server.compareContexts({ home, right });
	if (answer === undefined) return;
	if (answer.differences.length === 0) {
		notify({
			severity: 'information',
			text: l10n.t('No key has another value for {0}.', answer.rightTitle),
			offers: [{ label: l10n.t('Compare Others'), command: commandIds.compareConfigurations }],
		});
		return;
	}
	// The left side is whatever is evaluated, the right side always the run that was chosen.
	const left = await services.resolved.add(l10n.t('Current run'), { home });
	const other = await services.resolved.add(answer.rightTitle, { home, context: { ...current, ...right } });
	if (left === undefined || other === undefined) return;
	await commands.executeCommand('vscode.diff', left, other, l10n.t('Current run ↔ {0}', answer.rightTitle));
}
