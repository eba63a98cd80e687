/** Show Resolved Configuration: every key with its value, and a link to where it is set. */
import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { Services } from '../services.ts';
import { contextsOf } from './contextsOf.ts';

export async function showResolvedConfiguration(services: Services): Promise<void> {
	const contexts = await contextsOf(services);
	const name = l10n.t('Resolved Configuration');
	const uri = contexts && (await services.resolved.add(name, { home: contexts.home }));
	if (uri !== undefined) await window.showTextDocument(uri, { preview: false });
}
