/** Saves the logs of a code-server for a failed test. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Profile } from './codeServer.ts';

/** Copies the logs in a profile, including those of the extension hosts, and puts the pictures beside them. */
export async function keepLogs({ userDataDir }: Profile, folder: string): Promise<void> {
	for (const entry of ['logs', 'code-server.log', 'console.log', 'screenshot.png']) {
		await cp(join(userDataDir, entry), join(folder, entry), { recursive: true }).catch(() => undefined);
	}
}
