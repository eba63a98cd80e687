/** Show Resolved Configuration: every key with its value, and a link to where it is set. */
import { window } from 'vscode';
import type { Services } from '../services.ts';
import { contextsOf } from './contextsOf.ts';

export async function showResolvedConfiguration(services: Services): Promise<void> {
	const contexts = await contextsOf(services);
	const uri = contexts && (await services.resolved.add('Resolved Configuration', { home: contexts.home }));
	if (uri !== undefined) await window.showTextDocument(uri, { preview: false });
}
