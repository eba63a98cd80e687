/** Show Resolved Configuration: every key with what it comes to, and a link to where it is set. */
import { window } from 'vscode';
import type { Services } from '../services.ts';
import { contextsOf } from './contextsOf.ts';

export async function showResolvedConfiguration(services: Services): Promise<void> {
	const contexts = await contextsOf(services);
	const resolved = contexts && (await services.server.resolvedConfiguration({ home: contexts.home }));
	if (resolved === undefined) return;
	const uri = services.resolved.add(resolved.title, resolved.text, resolved.origins);
	await window.showTextDocument(uri, { preview: false });
}
