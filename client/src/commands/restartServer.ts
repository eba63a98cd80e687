/** Restart Language Server: reports when the new one answers; serverFailure.ts reports a failure. */

import type { Services } from '../services.ts';
import { noteInStatusBar } from '../ui/notify.ts';

export async function restartServer({ server }: Services): Promise<void> {
	await server.restart();
	if (server.health === 'running') noteInStatusBar('The Metro language server was restarted.');
}
