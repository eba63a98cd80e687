/** The environment of a real process, for the command line. */

import { hostname, userInfo } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { withTurns } from '../base/abort.ts';
import { encodeEscaping } from '../base/surrogateEscape.ts';
import { createTurns } from '../base/turns.ts';
import type { Host, Output } from '../cli/host.ts';
import { openAccounts } from './nodeAccounts.ts';
import { openCompressor } from './nodeCompressor.ts';
import { errorCode, toFileError } from './nodeError.ts';
import { openFileSystem } from './nodeFileSystem.ts';
import { openHasher } from './nodeHasher.ts';
import { openHistory } from './nodeHistory.ts';
import { isolatedRunner } from './nodeIsolated.ts';
import { serveToolsOnDemand } from './nodeMcp.ts';
import { Interrupted, openProcesses } from './nodeProcesses.ts';

/** Binds this process: its streams, signals, disk and clock. Call it once. */
export function openHost(): Host {
	const interrupt = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		// A second signal finds no listener, so it ends the process as usual.
		process.once(signal, () => interrupt.abort(new Interrupted(signal)));
	}
	return {
		env: process.env,
		cwd: process.cwd(),
		accountHome: accountHome(),
		out: openOutput(process.stdout, (error) => {
			interrupt.abort();
			if (errorCode(error) !== 'EPIPE') tellUnwritten(error);
		}),
		err: openOutput(process.stderr, () => {}),
		ask: (question) => ask(question, interrupt.signal),
		files: openFileSystem(),
		clock: { now: () => Date.now() },
		hostName: hostname(),
		timer: {
			now: () => Date.now(),
			elapsed: () => performance.now(),
			sleep: (milliseconds) => sleep(milliseconds, interrupt.signal),
		},
		processes: openProcesses(interrupt.signal),
		compressor: openCompressor(interrupt.signal),
		runIsolated: isolatedRunner(interrupt.signal),
		accounts: openAccounts(),
		hasher: openHasher(),
		openHistory,
		serveTools: serveToolsOnDemand,
		// Signals arrive only between two turns of the event loop.
		signal: withTurns(
			interrupt.signal,
			createTurns(() => performance.now(), setImmediate),
		),
	};
}

/** An interrupt ends the wait early; the caller checks the signal. */
async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
	await wait(milliseconds, undefined, { signal }).catch(() => {});
}

/** A user who is not in the password file has no home. */
function accountHome(): string {
	try {
		return userInfo().homedir;
	} catch {
		return '/';
	}
}

/** Partial output must not pass for complete output. */
function tellUnwritten(error: Error): void {
	process.exitCode = 1;
	process.stderr.write(`buildrepo: ${toFileError(error, 'standard output').message}\n`);
}

/** The reader of a stream may close it (`buildrepo fails | head -1`). That is not an error; it only ends writing. */
function openOutput(stream: NodeJS.WriteStream, ended: (error: Error) => void): Output {
	let open = true;
	stream.on('error', (error) => {
		open = false;
		ended(error);
	});
	return {
		write(text) {
			if (open) stream.write(text.isWellFormed() ? text : encodeEscaping(text));
		},
		flush: () =>
			new Promise((resolve) => {
				if (open) stream.write('', () => resolve());
				else resolve();
			}),
		isTerminal: stream.isTTY === true,
	};
}

async function ask(question: string, signal: AbortSignal): Promise<string | undefined> {
	if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	try {
		return await terminal.question(question, { signal });
	} catch {
		return '';
	} finally {
		terminal.close();
	}
}
