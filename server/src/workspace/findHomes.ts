/** Finds the folders of a window that contain a Metro set-up. */
import type { FileReader } from '../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { resolvePath } from '../base/posixPath.ts';
import { mayBeMetros } from '../buildbot/index.ts';
import { configReader } from '../setup/configuration/configReader.ts';

/**
 * Folders with a `.metro`, or with a `.buildbot` that may be Metro's (other programs use that name too). If there is none,
 * `homeDirectory`, where Metro itself looks. All paths are absolute.
 */
export async function findHomes(
	folders: readonly string[],
	homeDirectory: string,
	files: FileReader,
): Promise<readonly string[]> {
	const holds = await Promise.all(folders.map((folder) => holdsSetup(folder, files)));
	const homes = folders.filter((_, at) => holds[at]);
	return homes.length > 0 ? homes : [homeDirectory];
}

async function holdsSetup(folder: string, files: FileReader): Promise<boolean> {
	const metro = await undefinedIfUnreadable(() => files.status(resolvePath(folder, '.metro')));
	if (metro !== undefined) return true;
	const buildbot = await undefinedIfUnreadable(() => configReader(files)(resolvePath(folder, '.buildbot')));
	return buildbot?.kind === 'text' && mayBeMetros(buildbot.text);
}
