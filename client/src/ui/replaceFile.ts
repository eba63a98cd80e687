/**
 * Writes a text in place of a file. VS Code's own `workspace.fs` empties a file and then fills it: who reads meanwhile gets half of
 * it, and so does everybody if the disk is full.
 */
import { randomUUID } from 'node:crypto';
import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises';

/**
 * Readers see either the old text or the new one, complete; permissions stay, and a link still leads to the file.
 * @param path on this machine
 */
export async function replaceFile(path: string, text: string): Promise<void> {
	const target = await realpath(path).catch(() => path);
	const temporary = `${target}.${randomUUID()}.tmp`;
	const before = await stat(target).catch(() => undefined);
	try {
		const file = await open(temporary, 'wx');
		try {
			await file.writeFile(text.toWellFormed());
			await file.sync();
		} finally {
			await file.close();
		}
		if (before !== undefined) await chmod(temporary, before.mode & 0o7777);
		await rename(temporary, target);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
}
