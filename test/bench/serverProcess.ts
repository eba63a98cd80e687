/** One language server process under the stop-watch: started, asked with time limits, weighed, and ended by its id. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
	createMessageConnection,
	type MessageConnection,
	PublishDiagnosticsNotification,
	type PublishDiagnosticsParams,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

/** Given instead of an answer that did not come in time. */
export const late = Symbol('late');

export interface ServerProcess {
	readonly connection: MessageConnection;
	/** Milliseconds, when the process was asked for. */
	readonly started: number;
	/** Sends a request; `late` after `limit` milliseconds, or if the process has ended. */
	ask(method: string, params: unknown, limit: number): Promise<unknown>;
	/** Calls back for each `textDocument/publishDiagnostics` until the returned function is called. */
	onDiagnostics(listener: (params: PublishDiagnosticsParams) => void): () => void;
	/** Resident memory in MB; `undefined` where the system does not tell. */
	memory(): number | undefined;
	/** Whether it ended on its own within `limit` milliseconds. */
	endedWithin(limit: number): Promise<boolean>;
	/** Ends it for certain. */
	kill(): void;
}

/**
 * @param command arguments for this very Node
 * @param configuration the replies to `workspace/configuration`, by section
 */
export function startServerProcess(
	command: readonly string[],
	folder: string,
	configuration: Readonly<Record<string, unknown>>,
): ServerProcess {
	const started = performance.now();
	const child = spawn(process.execPath, command, {
		cwd: folder,
		env: { ...process.env, HOME: folder },
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const killWithThisProcess = (): void => {
		child.kill('SIGKILL');
	};
	process.once('exit', killWithThisProcess);
	void ended.then(() => process.off('exit', killWithThisProcess));
	child.stdin.on('error', () => {
		// A server that ended in the middle of a request: the request itself is reported as late.
	});

	const connection = createMessageConnection(
		new StreamMessageReader(child.stdout),
		new StreamMessageWriter(child.stdin),
	);
	const listeners = new Set<(params: PublishDiagnosticsParams) => void>();
	connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
		for (const listener of [...listeners]) listener(params);
	});
	connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
		items.map(({ section = '' }) => configuration[section] ?? null),
	);
	connection.onRequest('workspace/workspaceFolders', () => null);
	// Progress, registrations, refreshes: a client that agrees with everything.
	connection.onRequest(() => null);
	connection.onNotification(() => {});
	connection.listen();

	const within = <T>(limit: number, ...races: readonly Promise<T>[]): Promise<T | typeof late> =>
		new Promise((resolve, reject) => {
			const timer = setTimeout(() => resolve(late), limit);
			Promise.race(races)
				.then(resolve, reject)
				.finally(() => clearTimeout(timer));
		});

	return {
		connection,
		started,
		ask: (method, params, limit) =>
			within(
				limit,
				connection.sendRequest(method, params),
				ended.then(() => late),
			),
		onDiagnostics(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		memory() {
			try {
				const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
				const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
				return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
			} catch {
				return undefined;
			}
		},
		endedWithin: async (limit) => (await within(limit, ended)) !== late,
		kill() {
			child.kill('SIGKILL');
			connection.dispose();
		},
	};
}
