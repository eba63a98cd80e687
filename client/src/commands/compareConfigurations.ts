/** Compare Resolved Configurations: what another run of Metro sees differently from the current one. */
import { commands } from 'vscode';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { commandIds } from './commandIds.ts';
import { pickedContext } from './contextsOf.ts';

export async function compareConfigurations(services: Services): Promise<void> {
	const picked = await pickedContext(services, 'Compare With');
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
			text: `No key has another value for ${answer.rightTitle}.`,
			offers: [{ label: 'Compare Others', command: commandIds.compareConfigurations }],
		});
		return;
	}
	// The left side is whatever is evaluated, the right side always the run that was chosen.
	const left = await services.resolved.add('Current run', { home });
	const other = await services.resolved.add(answer.rightTitle, { home, context: { ...current, ...right } });
	if (left === undefined || other === undefined) return;
	await commands.executeCommand('vscode.diff', left, other, `Current run ↔ ${answer.rightTitle}`);
}
