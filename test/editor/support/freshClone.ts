/** A clone of this project in its current state, started as a user starts it. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packagesAreInstalled } from '../../../scripts/installedPackages.mjs';
import { currentRelease, installCodeServer } from '../../../scripts/vscode/codeServerInstall.ts';
import { root } from '../prepare.ts';

/**
 * Copies the files of the project, changes that are not committed among them, into the folder `clone`. What `npm start` would
 * download is shared with this copy of the project.
 */
export async function freshClone(clone: string): Promise<void> {
	const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
	const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\0');
	for (const file of new Set(files)) {
		if (file === '' || file.startsWith('test/') || !existsSync(join(root, file))) continue;
		mkdirSync(dirname(join(clone, file)), { recursive: true });
		cpSync(join(root, file), join(clone, file));
	}
	expectInstalledPackages();
	symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'));
	await installCodeServer(currentRelease);
	const editor = join('.vscode-test', `code-server-${currentRelease.version}`);
	mkdirSync(join(clone, '.vscode-test'));
	symlinkSync(join(root, editor), join(clone, editor));
}

/** Otherwise `npm start` would reinstall packages that differ from the lock file, through the link into this copy. */
function expectInstalledPackages(): void {
	if (!packagesAreInstalled(root)) {
		throw new Error('the installed packages are not those of package-lock.json: run this by `npm test`');
	}
}
