/** Which files belong to the set-up of a call: an assistant may have these read, and no others. */
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { joinPath } from '../base/posixPath.ts';
import { CommandError } from './commandError.ts';
import type { Session } from './session.ts';

/**
 * Throws `CommandError` for the first path, absolute, that is not of `.metro`, `.buildbot`, or a configuration file of the
 * installation. It says the same whether such a file exists or not, and opens none.
 */
export async function requireSetupFiles(session: Session, paths: readonly string[]): Promise<void> {
	const { host, metroFile, buildbotFile, configuration } = session;
	const { library } = await configuration.contents(host.signal);
	const setup = await session.readSetup();
	const named = [metroFile, buildbotFile, setup.buildbotFile];
	const own = setup.mirror === undefined ? named : [...named, joinPath(setup.mirror, '.buildbot')];
	const real = async (path: string): Promise<string> =>
		(await undefinedIfUnreadable(() => host.files.realPath(path))) ?? path;
	const known = new Set(await Promise.all(own.map(real)));
	for (const path of paths) {
		if (library.files.has(library.canonical(path)) || known.has(await real(path))) continue;
		throw new CommandError(
			`${path} does not belong to the set-up: name .metro, .buildbot or a configuration file of the installation`,
		);
	}
}
