// Makes `npm start`, `npm run check`, `npm test` and `npm run screenshots` work as the first command on a clean clone: installs the
// packages if they are missing or out of date, then runs scripts/NAME.ts on the pinned Node. Runs on Node 20 or newer.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packagesAreInstalled } from './installedPackages.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

if (Number(process.versions.node.split('.')[0]) < 20) {
	console.error(`Node ${process.versions.node} is too old: install Node 20 or newer.`);
	process.exit(2);
}
installPackages();
runOnPinnedNode(process.argv.slice(2));

/** Runs `npm ci` unless the packages of the lock file are installed. */
function installPackages() {
	if (existsSync(pinnedNode) && packagesAreInstalled(root)) return;
	console.log('Installing packages (npm ci) …');
	const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
		cwd: root,
		stdio: 'inherit',
		shell: windows,
	});
	if (npm.status !== 0) {
		console.error('npm ci failed: the packages could not be installed (is the npm registry reachable?).');
		process.exit(npm.status ?? 1);
	}
}

/** Runs scripts/NAME.ts with the pinned Node and node_modules/.bin first on PATH; passes signals and the exit status on. */
function runOnPinnedNode([name, ...args]) {
	const child = spawn(pinnedNode, [join(root, 'scripts', `${name}.ts`), ...args], {
		cwd: root,
		stdio: 'inherit',
		env: {
			...process.env,
			PATH: `${join(root, 'node_modules', '.bin')}${windows ? ';' : ':'}${process.env.PATH}`,
		},
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
	child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}
