/** Which generation of Metro an installation is, read off what it ships. */
import { resolvePath } from '../base/posixPath.ts';
import type { ReadText } from '../base/readText.ts';

/**
 * `2019` if the installation's own buildrepo calls builds releases, as since October 2019; else `2015`, which is what the
 * documentation describes. The script is read as text and never run.
 * @param install `path/install`, `undefined` if it is not set
 */
export async function detectDialect(install: string | undefined, read: ReadText): Promise<'2015' | '2019'> {
	if (install === undefined || !install.startsWith('/')) return '2015';
	const script = await read(resolvePath(install, 'scripts/buildrepo'));
	return script.kind === 'text' && /print\("release=/.test(script.text) ? '2019' : '2015';
}
