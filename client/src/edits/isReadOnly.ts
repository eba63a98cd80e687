/** Whether a file may be written. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';

/** True if the user may not write a file, or the editor will not: one that its owner may not write is locked for the editor. */
export async function isReadOnly(path: string): Promise<boolean> {
	try {
		const { mode } = await stat(path);
		if ((mode & constants.S_IWUSR) === 0) return true;
		await access(path, constants.W_OK);
		return false;
	} catch (error) {
		return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EROFS');
	}
}
