/** Restart Language Server: reports when the new one answers; serverFailure.ts reports a failure. */

import * as l10n from '@vscode/l10n';
import type { Services } from '../services.ts';
import { noteInStatusBar } from '../ui/notify.ts';

export async function restartServer({ server }: Services): Promise<void> {
	await server.restart();
	if (server.health === 'running') noteInStatusBar(l10n.t('The Metro language server was restarted.'));
}
