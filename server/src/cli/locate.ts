/** Files and directories that are given to Metro's own commands. A word that means a subarch is read by `arguments/namedSubarch.ts`. */
import { isAbsolutePath } from '../base/posixPath.ts';
import type { Session } from './session.ts';

/**
 * The absolute path of an existing file or directory. Metro runs in its own directory, so relative paths start there.
 * `undefined` if nothing is there.
 */
export async function locate(session: Session, path: string): Promise<string | undefined> {
	const { install } = await session.setup();
	const tops = isAbsolutePath(path)
		? ['']
		: [...(install === undefined ? [] : [`${install}/scripts/`]), `${session.host.cwd}/`];
	for (const top of tops) {
		if ((await session.host.files.status(top + path)) !== undefined) return top + path;
	}
	return undefined;
}
