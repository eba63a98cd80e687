/**
 * Replaces the desktop VS Code where there is none: takes the arguments of `@vscode/test-electron`,
 * runs the suite they name in a code-server with a headless Chromium, and exits with 0 if every test passed.
 *
 * Arguments: FOLDER --code-server=VERSION --extensionDevelopmentPath=DIR --extensionTestsPath=FILE --user-data-dir=DIR
 * --extensions-dir=DIR [--disable-workspace-trust]; it ignores the desktop's other switches. The suite reports
 * through the file that METRO_SUITE_REPORT names.
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { startCodeServer } from './codeServer.ts';
import { installCodeServer, releases } from './codeServerInstall.ts';
import { exitOnSignals } from './processes.ts';
import { describeTest, readReports, reportVariable } from './suiteReport.ts';

/** A suite that is silent for this long counts as dead. */
const patience = 420_000;

const { values, positionals } = parseArgs({
	strict: false,
	allowPositionals: true,
	options: {
		'code-server': { type: 'string' },
		extensionDevelopmentPath: { type: 'string' },
		extensionTestsPath: { type: 'string' },
		'user-data-dir': { type: 'string' },
		'extensions-dir': { type: 'string' },
		'disable-workspace-trust': { type: 'boolean' },
	},
});
exitOnSignals();
process.exitCode = await launch();

async function launch(): Promise<number> {
	const report = process.env[reportVariable];
	if (report === undefined) throw new Error(`${reportVariable} does not name a file`);
	const folder = positionals[0];
	if (folder === undefined) throw new Error('no folder to open was given');
	const userDataDir = text('user-data-dir');
	const release = releases.find(({ version }) => version === text('code-server'));
	if (release === undefined) throw new Error(`there is no release ${text('code-server')}`);

	const server = await startCodeServer(await installCodeServer(release), {
		userDataDir,
		extensionsDir: text('extensions-dir'),
		logFile: join(userDataDir, 'code-server.log'),
		disableWorkspaceTrust: values['disable-workspace-trust'] === true,
		allowExtensionTests: true,
	});
	try {
		const browser = await launchChromium();
		try {
			const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
			keepConsole(page, join(userDataDir, 'console.log'));
			const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${path}`;
			const payload = JSON.stringify([
				['extensionDevelopmentPath', remote(text('extensionDevelopmentPath'))],
				['extensionTestsPath', remote(text('extensionTestsPath'))],
			]);
			// A busy machine takes long to load all of it; the report shows the progress.
			await page.goto(`${server.address(folder)}&payload=${encodeURIComponent(payload)}`, {
				waitUntil: 'commit',
				timeout: 180_000,
			});
			const passed = await followReport(report);
			if (!passed) await page.screenshot({ path: join(userDataDir, 'screenshot.png') });
			return passed ? 0 : 1;
		} finally {
			await browser.close();
		}
	} finally {
		await server.stop();
	}
}

/** Shows the suite's tests as they finish; resolves to whether all passed. */
async function followReport(file: string): Promise<boolean> {
	let seen = 0;
	let lastWord = Date.now();
	while (Date.now() - lastWord < patience) {
		for (const report of readReports(file).slice(seen)) {
			if (report.kind === 'end') {
				if (report.error !== undefined) console.error(report.error);
				return report.error === undefined;
			}
			console.log(describeTest(report));
			seen++;
			lastWord = Date.now();
		}
		await sleep(100);
	}
	console.error(`The suite has said nothing for ${patience / 1000} seconds.`);
	return false;
}

function keepConsole(page: Page, file: string): void {
	page.on('console', (message) => appendFileSync(file, `${message.type()}: ${message.text()}\n`));
	page.on('pageerror', (error) => appendFileSync(file, `uncaught: ${error.stack ?? error.message}\n`));
	page.on('crash', () => appendFileSync(file, 'the page crashed\n'));
}

function text(name: string): string {
	const value = values[name];
	if (typeof value !== 'string') throw new Error(`--${name} is missing`);
	return value;
}
