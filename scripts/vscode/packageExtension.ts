/** Makes the packages that are installed into the editors we start. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from './processes.ts';

const root = join(import.meta.dirname, '..', '..');

/** Builds and packages the extension for users, as `npm run package` does; returns the path of the .vsix. */
export async function packageExtension(): Promise<string> {
	await runQuietly(process.execPath, [join(root, 'scripts', 'package.ts')], { cwd: root });
	const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
	return join(root, 'dist', `metro-${version}.vsix`);
}

/** The extension that shows the Metro view and its walkthrough when `npm start` has opened a window. */
export const firstScreen = join(root, 'scripts', 'firstScreen');

/** Packages it as `file`. */
export async function packageFirstScreen(file: string): Promise<void> {
	const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
	const leaveOut = ['--no-dependencies', '--allow-missing-repository', '--skip-license'];
	await runQuietly(process.execPath, [vsce, 'package', ...leaveOut, '--out', file], { cwd: firstScreen });
}
