/** Installs code-server, a complete VS Code in the browser, into .vscode-test/ once; only that needs the npm registry. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runQuietly } from './processes.ts';

type Versions = Readonly<Record<string, string>>;

/** A code-server release on which the project is tested. */
export interface CodeServerRelease {
	readonly version: string;
	/** The VS Code inside it. */
	readonly vscode: string;
	/** Switches that let a page's address name a development extension and its tests. */
	readonly testSwitches: readonly string[];
	/** Version range of the npm package `node` that it needs, if the pinned Node is not suitable. */
	readonly node?: string;
	/**
	 * Versions that replace dependencies which would need a Git host or a compiler: of its own packages and of its
	 * workbench's. The newest release needs none.
	 */
	readonly instead?: { readonly server: Versions; readonly workbench: Versions };
}

export const currentRelease: CodeServerRelease = {
	version: '4.139.1',
	vscode: '1.139.1',
	testSwitches: ['--vscode-option', 'enable-smoke-test-driver'],
};

/** The oldest VS Code that `engines` in package.json allows. */
export const oldestRelease: CodeServerRelease = {
	version: '4.106.3',
	vscode: '1.106.3',
	testSwitches: [],
	node: '22',
	instead: {
		server: { argon2: '0.44.0' },
		workbench: { '@parcel/watcher': '2.5.6', 'node-pty': '1.2.0-beta.15' },
	},
};

export const releases: readonly CodeServerRelease[] = [currentRelease, oldestRelease];

export interface CodeServerInstallation {
	readonly release: CodeServerRelease;
	/** The Node that runs it. */
	readonly node: string;
	/** Its program, a JavaScript file. */
	readonly entry: string;
}

const cache = join(import.meta.dirname, '..', '..', '.vscode-test');

/** Returns the installed release, and installs it first if necessary; `report` receives messages about slow steps. */
export async function installCodeServer(
	release: CodeServerRelease,
	report: (line: string) => void = console.log,
): Promise<CodeServerInstallation> {
	const folder = join(cache, `code-server-${release.version}`);
	if (!existsSync(folder)) {
		report(`Installing code-server ${release.version} (VS Code ${release.vscode}), once …`);
		await installInto(folder, release);
	}
	return {
		release,
		node: release.node === undefined ? process.execPath : join(folder, 'node_modules', 'node', 'bin', 'node'),
		entry: join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
	};
}

/** Installs beside the final place and renames, so that an interrupted run leaves nothing that looks installed. */
async function installInto(folder: string, release: CodeServerRelease): Promise<void> {
	const draft = `${folder}.${process.pid}.part`;
	await mkdir(draft, { recursive: true });
	try {
		await writeFile(
			join(draft, 'package.json'),
			JSON.stringify({ private: true, overrides: release.instead?.server ?? {} }),
		);
		// code-server's own install script refuses root and tries downloads; installing its workbench's packages replaces it.
		await npmInstall(draft, [`code-server@${release.version}`, '--ignore-scripts']);
		if (release.node !== undefined) {
			// The install script of `node` puts its program in place, so this package's scripts must run.
			await npmInstall(draft, [`node@${release.node}`]);
		}
		const workbench = join(draft, 'node_modules', 'code-server', 'lib', 'vscode');
		if (release.instead !== undefined) await takeInstead(workbench, release.instead.workbench);
		await npmInstall(workbench, ['--omit=dev', '--ignore-scripts']);
		// Another process may have been faster; its installation is the same.
		if (!existsSync(folder)) await rename(draft, folder);
	} finally {
		await rm(draft, { recursive: true, force: true });
	}
}

/** Changes the dependencies in a workbench's package.json and lock file. */
async function takeInstead(workbench: string, versions: Versions): Promise<void> {
	const packageFile = join(workbench, 'package.json');
	const lockFile = join(workbench, 'npm-shrinkwrap.json');
	const [manifest, lock] = await Promise.all(
		[packageFile, lockFile].map(async (file) => JSON.parse(await readFile(file, 'utf8'))),
	);
	Object.assign(manifest.dependencies, versions);
	Object.assign(lock.packages[''].dependencies, versions);
	for (const name of Object.keys(versions)) delete lock.packages[`node_modules/${name}`];
	await writeFile(packageFile, JSON.stringify(manifest));
	await writeFile(lockFile, JSON.stringify(lock));
}

async function npmInstall(cwd: string, args: readonly string[]): Promise<void> {
	await runQuietly('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...args], { cwd });
}
