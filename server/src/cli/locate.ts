/** Paths that are given to Metro's own commands. */
import { isAbsolutePath } from '../base/posixPath.ts';
import type { Session } from './session.ts';

/**
 * The absolute path of what exists. Metro's program works in its own directory, so relative paths start there.
 * `undefined` if there is no such thing.
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
