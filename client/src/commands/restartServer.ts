/** Restart Language Server: says when the new one answers; if none does, whoever watches its health says that. */
import { noteInStatusBar } from '../notify.ts';
import type { Services } from '../services.ts';

export async function restartServer({ server }: Services): Promise<void> {
	await server.restart();
	if (server.health === 'running') noteInStatusBar('The Metro language server was restarted.');
}
