/** Saves what a code-server has written about itself, for a test that failed. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from './codeServer.ts';

/** Copies the logs that are in a profile, those of the extension hosts among them, and the pictures beside them. */
export async function keepLogs({ userDataDir }: Profile, folder: string): Promise<void> {
	for (const entry of ['logs', 'code-server.log', 'console.log', 'screenshot.png']) {
		await cp(join(userDataDir, entry), join(folder, entry), { recursive: true }).catch(() => undefined);
	}
}
