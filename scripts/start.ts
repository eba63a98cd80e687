/**
 * `npm start [-- DIR] [--fresh]`: builds the extension and opens VS Code on a Metro home: DIR, or else the sample home,
 * which is made the first time (`--fresh`: made anew). Where `code` is on PATH that VS Code opens, else one in the browser.
 */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { isSampleHome, makeSampleHome } from './sample/makeSampleHome.ts';
import { renewLocks } from './sample/writeRepository.ts';
import { installExtension, startCodeServer } from './vscode/codeServer.ts';
import { currentRelease, installCodeServer } from './vscode/codeServerInstall.ts';
import { packageExtension } from './vscode/packageExtension.ts';
import { programOnPath, runVisibly } from './vscode/processes.ts';
import { quietSettings } from './vscode/quietSettings.ts';

const root = join(import.meta.dirname, '..');
const cache = join(root, '.vscode-test');

const { folder, fresh } = readArguments();
const home = folder === undefined ? await prepareSample(fresh) : checkedHome(folder);
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

/** A folder that the user named has to be a Metro home. */
function checkedHome(folder: string): string {
	// npm runs scripts in the project's folder and tells where it was called.
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

/** Makes the sample home or takes the one that is there. Its build in progress is said to be this very process. */
async function prepareSample(fresh: boolean): Promise<string> {
	const home = join(cache, 'sample-home');
	const now = new Date();
	if (!fresh && isSampleHome(home)) {
		renewLocks(join(home, 'mirror'), process.pid, now);
		console.log(`Sample Metro home: ${home} (as it was left; npm start -- --fresh makes it anew)`);
	} else {
		const { datedBuilds } = await makeSampleHome(home, { now, runner: process.pid });
		console.log(`Sample Metro home: ${home} (${datedBuilds} builds, made with a stand-in for Metro)`);
	}
	return home;
}

/** Opens a window of the user's VS Code with this extension, which is not installed for good, until it is closed. */
async function openOnDesktop(code: string, home: string): Promise<void> {
	await buildAll();
	console.log('Opening VS Code; this ends when its window is closed.');
	const status = await runVisibly(code, [
		'--new-window',
		'--wait',
		`--extensionDevelopmentPath=${root}`,
		home,
	]);
	process.exitCode = status;
}

async function openInBrowser(home: string): Promise<void> {
	const place = join(cache, 'start');
	const profile = { userDataDir: join(place, 'user'), extensionsDir: join(place, 'extensions') };
	mkdirSync(join(profile.userDataDir, 'User'), { recursive: true });
	const settings = join(profile.userDataDir, 'User', 'settings.json');
	if (statSync(settings, { throwIfNoEntry: false }) === undefined) {
		writeFileSync(settings, `${JSON.stringify(quietSettings, undefined, '\t')}\n`);
	}
	const [vsix, installation] = await Promise.all([packageExtension(), installCodeServer(currentRelease)]);
	await installExtension(installation, profile, vsix);
	const logFile = join(place, 'code-server.log');
	const server = await startCodeServer(installation, {
		...profile,
		logFile,
		// The sample was made here and is safe; whether a home of the user's may run things is for the user to say.
		disableWorkspaceTrust: isSampleHome(home),
	});
	let stopping = false;
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			// A terminal's Ctrl-C comes twice: to this process, and again from the one that started it.
			if (stopping) return;
			stopping = true;
			console.log('\nEnding VS Code …');
			void server.stop().then(() => process.exit(0));
		});
	}
	console.log(`\nVS Code ${installation.release.vscode} is open at ${server.address(home)}`);
	console.log(`Ctrl-C ends it. (Its log: ${relative(process.cwd(), logFile)})`);
	// Ends by a signal, or when code-server does.
	await server.ended;
	if (!stopping) refuse(`VS Code has ended by itself; its log is ${logFile}`);
}
