/** A code-server with our extension and a Chromium, in which tests and screenshots open folders. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchChromium } from './chromium.ts';
import { type CodeServer, installExtension, type Profile, startCodeServer } from './codeServer.ts';
import { type CodeServerRelease, currentRelease, installCodeServer } from './codeServerInstall.ts';
import { keepLogs } from './keepLogs.ts';
import { quietSettings, type Settings, writeSettings } from './settings.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

export interface Editor {
	/** A temporary folder, removed with the editor. */
	readonly place: string;
	/** Opens a folder in an isolated browser window. */
	open(folder: string): Promise<Workbench>;
	/** Copies the logs of code-server and of its extension hosts into a folder. */
	keepLogs(folder: string): Promise<void>;
	stop(): Promise<void>;
}

export interface EditorOptions {
	/** The packaged extension. */
	readonly vsix: string;
	/** Whether folders are trusted; if not, they open in Restricted Mode. */
	readonly trusted: boolean;
	/** By default, the newest. */
	readonly release?: CodeServerRelease;
	/** User settings besides those that keep the workbench quiet. */
	readonly settings?: Settings;
}

export async function startEditor(options: EditorOptions): Promise<Editor> {
	const place = mkdtempSync(join(tmpdir(), 'metro-page-'));
	const profile = { userDataDir: join(place, 'user'), extensionsDir: join(place, 'extensions') };
	// The trust question would cover everything; without it, the folder is simply restricted.
	writeSettings(profile, {
		...quietSettings,
		'security.workspace.trust.startupPrompt': 'never',
		...options.settings,
	});
	const [server, browser] = await Promise.all([serverFor(options, profile, place), launchChromium()]);
	return {
		place,
		open: (folder) => openWorkbench(browser, server.address(folder)),
		keepLogs: (folder) => keepLogs(profile, folder),
		async stop() {
			await browser.close();
			await server.stop();
			rmSync(place, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

async function serverFor(
	{ release = currentRelease, vsix, trusted }: EditorOptions,
	profile: Profile,
	place: string,
): Promise<CodeServer> {
	const installation = await installCodeServer(release);
	await installExtension(installation, profile, vsix);
	return startCodeServer(installation, {
		...profile,
		logFile: join(profile.userDataDir, 'code-server.log'),
		disableWorkspaceTrust: trusted,
		// The Metro home of the person who runs the tests must not be found.
		env: { HOME: place },
	});
}
