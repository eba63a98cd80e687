/** Directories of the user, for what a run keeps outside the mirror. */
import { joinPath } from '../../base/posixPath.ts';
import { stateFile } from '../../history/stateFile.ts';
import type { Host } from '../host.ts';

/** Creates a directory in the state directory of this program if necessary, and returns its real path. Rejects with `FileError`. */
export function makeStateDirectory({ files, env, accountHome }: Host, name: string): Promise<string> {
	return makeDirectories(files, stateFile(name, env.XDG_STATE_HOME, env.HOME ?? accountHome));
}

/** Creates a directory with its parents, for this user alone, and returns its real path. Rejects with `FileError`. */
export async function makeDirectories(files: Host['files'], path: string): Promise<string> {
	let made = '/';
	for (const part of path.split('/').filter((one) => one !== '')) {
		const next = joinPath(made, part);
		if ((await files.status(next)) === undefined) await files.makeDirectory(next, 0o077);
		made = (await files.realPath(next)) ?? next;
	}
	return made;
}
