/** Finds Chromium, or installs it if possible, and starts it without a window. */
import { type Browser, chromium } from 'playwright-core';
import { aptInstall, canInstall } from '../aptGet.ts';
import { programOnPath } from './processes.ts';

/** Debian's package and program that starts fastest: it has no windows of its own. */
const smallest = 'chromium-headless-shell';
const names = [smallest, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

export interface ChromiumOptions {
	/** Whether packages can be installed; by default, if this runs as root. */
	readonly isRoot?: boolean;
	/** Receives messages about slow steps. */
	readonly report?: (line: string) => void;
}

/** Returns the path of a Chromium. Installs Debian's as root on Debian; otherwise rejects with what the user has to install. */
export async function findChromium(options: ChromiumOptions = {}): Promise<string> {
	const { report = console.log } = options;
	const found = programOnPath(names);
	if (found !== undefined) return found;
	if (!canInstall(options.isRoot)) {
		throw new Error(
			`Chromium is missing: install one of ${names.join(', ')} (on Debian, as root: apt-get install ${smallest})`,
		);
	}
	report(`Installing Chromium (apt-get install ${smallest}), once …`);
	await aptInstall(smallest);
	const installed = programOnPath(names);
	if (installed === undefined) throw new Error(`apt-get installed ${smallest}, yet it is not on PATH`);
	return installed;
}

/** Starts a Chromium that shows nothing and makes no requests of its own. */
export async function launchChromium(): Promise<Browser> {
	return chromium.launch({
		executablePath: await findChromium(),
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
		],
	});
}
