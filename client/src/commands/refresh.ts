/** Refresh: has the server read everything again. */
import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { Services } from '../services.ts';
import { noteInStatusBar } from '../ui/notify.ts';
import { viewId } from '../view/repositoryView.ts';

export async function refresh(services: Services): Promise<void> {
	await window.withProgress({ location: { viewId } }, async () => {
		await services.server.refresh();
		await services.setups.ask();
		services.view.tree.redrawAll();
	});
	noteInStatusBar(l10n.t('Metro: everything has been read again.'));
}
