/** Compare Resolved Configurations: what another run of Metro sees differently from the current one. */
import { commands } from 'vscode';
import { pickContext } from '../evaluate/pickContext.ts';
import { counted } from '../message.ts';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { commandIds } from './commandIds.ts';
import { contextsOf } from './contextsOf.ts';

export async function compareConfigurations(services: Services): Promise<void> {
	const contexts = await contextsOf(services);
	const right = contexts && (await pickContext(contexts, 'Compare With'));
	if (right === undefined) return;
	const answer = await services.server.compareContexts({ home: contexts?.home ?? '', right });
	if (answer === undefined) return;
	if (answer.differences.length === 0) {
		notify({
			severity: 'information',
			text: `No key has another value for ${answer.rightTitle}.`,
			offers: [{ label: 'Compare Others', command: commandIds.compareConfigurations }],
		});
		return;
	}
	const left = services.resolved.add(answer.leftTitle, answer.leftText, []);
	const other = services.resolved.add(answer.rightTitle, answer.rightText, []);
	const keys = counted(answer.differences.length, 'key differs', 'keys differ');
	await commands.executeCommand(
		'vscode.diff',
		left,
		other,
		`${answer.leftTitle} ↔ ${answer.rightTitle} (${keys})`,
	);
}
