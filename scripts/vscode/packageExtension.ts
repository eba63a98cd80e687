/** Makes the package that users get, as `npm run package` does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './processes.ts';

const root = join(import.meta.dirname, '..', '..');

/** Builds and packages the extension; gives the path of the .vsix. */
export async function packageExtension(): Promise<string> {
	await runQuietly(process.execPath, [join(root, 'scripts', 'package.ts')], { cwd: root });
	const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
	return join(root, 'dist', `metro-${version}.vsix`);
}
