/**
 * `npm start [-- DIR] [--fresh]`: builds the extension and opens VS Code on a Metro home: DIR, or the sample home,
 * which is made the first time (with `--fresh`, again). Uses `code` if it is on PATH, otherwise a VS Code in the browser.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { prepareSampleHome } from './sampleHome.ts';
import { installExtension, startCodeServer } from './vscode/codeServer.ts';
import { currentRelease, installCodeServer } from './vscode/codeServerInstall.ts';
import { firstScreen, packageExtension, packageFirstScreen } from './vscode/packageExtension.ts';
import { exitOnSignals, programOnPath, runVisibly } from './vscode/processes.ts';
import { quietSettings, writeSettings } from './vscode/settings.ts';

const root = join(import.meta.dirname, '..');

const { folder, fresh } = readArguments();
const home = folder === undefined ? await sampleHome(fresh) : checkedHome(folder);
console.log('Building the extension …');
const code = programOnPath(['code']);
if (code === undefined) await openInBrowser(home);
else await openOnDesktop(code, home);

function readArguments(): { readonly folder: string | undefined; readonly fresh: boolean } {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: { fresh: { type: 'boolean', default: false } },
		});
		if (positionals.length > 1) throw new Error('only one folder can be opened');
		return { folder: positionals[0], fresh: values.fresh };
	} catch (error) {
		return refuse(`${error instanceof Error ? error.message : error} (usage: npm start [-- DIR] [--fresh])`);
	}
}

/** A folder that the user names must be a Metro home. */
function checkedHome(folder: string): string {
	// npm runs scripts in the project's folder, and passes on the folder where it was called.
	const path = resolve(process.env.INIT_CWD ?? '.', folder);
	for (const name of ['.metro', '.buildbot']) {
		if (statSync(join(path, name), { throwIfNoEntry: false })?.isFile() === true) continue;
		refuse(`${path} is no Metro home: it has no file ${name} (a Metro home holds .metro and .buildbot)`);
	}
	return path;
}

function refuse(line: string): never {
	console.error(line);
	process.exit(2);
}

async function sampleHome(fresh: boolean): Promise<string> {
	try {
		return await prepareSampleHome(fresh);
	} catch (error) {
		return refuse(error instanceof Error ? error.message : String(error));
	}
}

/** Opens a window of the user's VS Code with this extension, without installing it, until the window is closed. */
async function openOnDesktop(code: string, home: string): Promise<void> {
	await buildAll();
	console.log('Opening VS Code; this ends when its window is closed.');
	const status = await runVisibly(code, [
		'--new-window',
		'--wait',
		`--extensionDevelopmentPath=${root}`,
		`--extensionDevelopmentPath=${firstScreen}`,
		home,
	]);
	process.exitCode = status;
}

/** Runs a VS Code with a temporary profile until Ctrl-C. */
async function openInBrowser(home: string): Promise<void> {
	const place = mkdtempSync(join(tmpdir(), 'metro-start-'));
	const profile = { userDataDir: join(place, 'user'), extensionsDir: join(place, 'extensions') };
	const logFile = join(place, 'code-server.log');
	process.on('exit', () => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));
	const undo = exitOnSignals();
	const guide = join(place, 'first-screen.vsix');
	const [vsix, installation] = await Promise.all([
		packageExtension(),
		installCodeServer(currentRelease),
		packageFirstScreen(guide),
	]);
	await installExtension(installation, profile, vsix, guide);
	writeSettings(profile, quietSettings);
	const server = await startCodeServer(installation, {
		...profile,
		logFile,
		// The sample was made here and is safe. Only the user can trust a folder that the user named.
		disableWorkspaceTrust: folder === undefined,
	});
	// From here on, it is asked to end, so that builds in its terminals can clean up.
	undo();
	const interrupted = signalled();
	console.log(`\nVS Code ${installation.release.vscode} is open at ${server.address(home)}`);
	if (folder === undefined)
		console.log('It trusts every folder, since it is made for the sample: open no others in it.');
	console.log('Ctrl-C ends it.');
	const endedByItself = server.ended.then(() => true);
	if (await Promise.race([interrupted, endedByItself])) {
		refuse(`VS Code has ended by itself:\n${readFileSync(logFile, 'utf8')}`);
	}
	console.log('\nEnding VS Code …');
	await server.stop();
	process.exit(0);
}

/**
 * Resolves with false when this process is asked to end. Ctrl-C in a terminal arrives twice, directly and from the parent process,
 * so the second one must do no harm.
 */
function signalled(): Promise<false> {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(false));
	});
}
