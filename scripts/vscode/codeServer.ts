/** Starts, queries and ends a code-server: the real VS Code workbench and extension host, without a display. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CodeServerInstallation } from './codeServerInstall.ts';
import { endGroup, isRunning, runQuietly, startGroup } from './processes.ts';

/** Where a VS Code keeps its own files. */
export interface Profile {
	readonly userDataDir: string;
	readonly extensionsDir: string;
}

export interface CodeServerOptions extends Profile {
	/** Receives its output; read it if the server does not start. */
	readonly logFile: string;
	/** Without this, every folder opens in Restricted Mode until the user trusts it. */
	readonly disableWorkspaceTrust?: boolean;
	/** Lets a page's address name a development extension and its tests. */
	readonly allowExtensionTests?: boolean;
	readonly env?: NodeJS.ProcessEnv;
}

export interface CodeServer {
	readonly pid: number;
	readonly port: number;
	/** The address that opens a folder, as `http://127.0.0.1:PORT/?folder=…`. */
	address(folder: string): string;
	/** Resolves when it has ended, for any reason. */
	readonly ended: Promise<void>;
	/** Ends it with everything it started. */
	stop(): Promise<void>;
}

/** Starts on a free port of 127.0.0.1 and resolves when it answers. */
export async function startCodeServer(
	installation: CodeServerInstallation,
	options: CodeServerOptions,
): Promise<CodeServer> {
	const args = [
		installation.entry,
		...profileArguments(options),
		'--auth=none',
		'--bind-addr=127.0.0.1:0',
		'--disable-telemetry',
		'--disable-update-check',
		'--disable-getting-started-override',
	];
	if (options.disableWorkspaceTrust === true) args.push('--disable-workspace-trust');
	if (options.allowExtensionTests === true) args.push(...installation.release.testSwitches);
	mkdirSync(options.userDataDir, { recursive: true });
	const { leader: pid, ended } = startGroup(installation.node, args, {
		logFile: options.logFile,
		env: cleanEnvironment({ ...process.env, ...options.env }),
	});
	try {
		const port = await waitUntilItAnswers(pid, options.logFile);
		return {
			pid,
			port,
			address: (folder) => `http://127.0.0.1:${port}/?folder=${encodeURIComponent(folder)}`,
			ended,
			stop: () => endGroup(pid),
		};
	} catch (error) {
		await endGroup(pid);
		throw error;
	}
}

/** Installs packaged extensions into a profile, as a user would from the command line. */
export async function installExtension(
	installation: CodeServerInstallation,
	profile: Profile,
	...packages: readonly string[]
): Promise<void> {
	const wanted = packages.flatMap((file) => ['--install-extension', file]);
	await runQuietly(
		installation.node,
		[installation.entry, ...profileArguments(profile), ...wanted, '--force'],
		{ env: cleanEnvironment(process.env) },
	);
}

function profileArguments({ userDataDir, extensionsDir }: Profile): string[] {
	return [
		// Otherwise it would write a configuration file into the user's home.
		`--config=${join(userDataDir, 'code-server.yaml')}`,
		`--user-data-dir=${userDataDir}`,
		`--extensions-dir=${extensionsDir}`,
	];
}

/** Removes variables that would make it open a window of the parent VS Code, or listen elsewhere. */
function cleanEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const foreign = /^(?:VSCODE_|ELECTRON_|CODE_SERVER_|PORT$|PASSWORD$|HASHED_PASSWORD$)/;
	return Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.test(name)));
}

/** The system chooses the port and the log names it, because a port chosen beforehand could be taken meanwhile. */
async function waitUntilItAnswers(pid: number, logFile: string): Promise<number> {
	const deadline = Date.now() + 180_000;
	while (Date.now() < deadline) {
		const log = readFileSync(logFile, 'utf8');
		const port = Number(/listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(log)?.[1]);
		if (port > 0 && (await answers(port))) return port;
		if (!isRunning(pid)) throw new Error(`code-server ended at once:\n${log}`);
		await sleep(50);
	}
	throw new Error(`code-server did not answer within three minutes; its log is ${logFile}`);
}

async function answers(port: number): Promise<boolean> {
	try {
		return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
	} catch {
		return false;
	}
}
