/** Which version of Metro an installation is, as far as its configuration goes. */
import { resolvePath } from '../base/posixPath.ts';
import type { ReadText } from '../base/readText.ts';
import type { MetroVersion } from './configKeys.ts';
import { detectDialect } from './detectDialect.ts';

/**
 * Read off the installation's own scripts, which are only looked at as text: Metro 2015-03 names no arch when it starts a
 * build, later ones do, and since 2019 builds are releases. Without an installation, what the documentation describes.
 */
export async function detectVersion(install: string | undefined, read: ReadText): Promise<MetroVersion> {
	if ((await detectDialect(install, read)) === '2019') return '2019-10';
	if (install === undefined || !install.startsWith('/')) return '2015-11';
	const script = await read(resolvePath(install, 'scripts/buildbot.sh'));
	return script.kind === 'text' && !script.text.includes('target/arch_desc:') ? '2015-03' : '2015-11';
}
