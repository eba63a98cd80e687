/** An editor that shows a set-up: it sends requests only after a change notification. */
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
	type Diagnostic,
	type DidChangeWatchedFilesRegistrationOptions,
	type DocumentDiagnosticReport,
	PublishDiagnosticsNotification,
	type RegistrationParams,
} from 'vscode-languageserver-protocol/node';
import {
	type Row,
	requests,
	type SetupSummary,
	serverNotifications,
} from '../../server/src/protocol/index.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import type { Random, WatchedHome } from './watchedHome.ts';

/** How an editor follows the server and the disk: sent diagnostics, asked ones, or watching for the server as well. */
export type ClientKind = 'pushed' | 'pulling' | 'watching';
export const clientKinds: readonly ClientKind[] = ['pushed', 'pulling', 'watching'];

export interface ShownSetup {
	/** All that is shown now, as text. */
	shown(): string;
	/** Requests everything, whether or not a notification arrived. */
	lookAgain(): Promise<void>;
	refresh(): Promise<void>;
	stop(): Promise<void>;
}

/** Milliseconds in which news are gathered. */
const gatherFor = 30;
/** Milliseconds until an editor that was asked to watch really does. */
const latest = 1000;

/** Starts a server for the home and shows it. Resolves when the server has answered the first time. */
export async function showSetup(home: WatchedHome, kind: ClientKind, random: Random): Promise<ShownSetup> {
	let shown = '';
	let timer: NodeJS.Timeout | undefined;
	let pushed: readonly Diagnostic[] = [];
	let isStopped = false;
	const closing: (() => void)[] = [];
	const news = (): void => {
		timer ??= setTimeout(() => {
			timer = undefined;
			void look();
		}, gatherFor);
	};
	const client = await startLanguageClient({
		workspaceFolders: [home.home],
		env: { HOME: home.home },
		capabilities: {
			...(kind !== 'pushed' && { textDocument: { diagnostic: {} } }),
			workspace: {
				...(kind !== 'pushed' && { diagnostics: { refreshSupport: true } }),
				...(kind === 'watching' && {
					didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
				}),
			},
		},
		answers: {
			'workspace/diagnostic/refresh': () => {
				news();
				return null;
			},
			'client/registerCapability': ({ registrations }: RegistrationParams) => {
				setTimeout(() => watchFor(registrations), random(latest));
				return null;
			},
			'client/unregisterCapability': () => null,
		},
	});
	const { connection } = client;
	connection.onError(() => {});
	connection.onNotification(serverNotifications.changed.method, news);
	connection.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => {
		pushed = diagnostics;
		news();
	});
	const uri = await client.open(home.document, home.documentText, 'metro');

	function watchFor(registrations: RegistrationParams['registrations']): void {
		if (isStopped) return;
		for (const { registerOptions } of registrations) {
			for (const { globPattern } of (registerOptions as DidChangeWatchedFilesRegistrationOptions).watchers) {
				if (typeof globPattern === 'string' || typeof globPattern.baseUri !== 'string') continue;
				const { baseUri } = globPattern;
				try {
					const watcher = watch(fileURLToPath(baseUri), (_event, name) => {
						const changes = [{ uri: `${baseUri}/${name}`, type: 2 }];
						void connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
					});
					closing.push(() => watcher.close());
				} catch {
					// Gone before the editor got round to it.
				}
			}
		}
	}

	const rowsBelow = async (parent: string | undefined): Promise<unknown[]> => {
		const rows = await connection.sendRequest<Row[]>(requests.rows.method, {
			home: home.home,
			...(parent !== undefined && { parent }),
		});
		return Promise.all(rows.map(async (row) => [row, row.expandable ? await rowsBelow(row.id) : []]));
	};

	/** One after the other: an answer that comes late must not pass for the last one. */
	let looking: Promise<void> = Promise.resolve();
	const look = (): Promise<void> => {
		looking = looking.then(lookNow);
		return looking;
	};

	const lookNow = async (): Promise<void> => {
		try {
			const [summary, rows, report] = await Promise.all([
				connection.sendRequest<SetupSummary[]>(requests.setups.method),
				rowsBelow(undefined),
				kind === 'pushed'
					? undefined
					: connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
							textDocument: { uri },
						}),
			]);
			const items = report === undefined ? pushed : report.kind === 'full' ? report.items : [];
			shown = JSON.stringify({ summary, rows, items }, undefined, 1);
		} catch (error) {
			if (!isStopped) throw error;
		}
	};

	await look();
	return {
		shown: () => shown,
		lookAgain: look,
		refresh: () => connection.sendRequest(requests.refresh.method),
		async stop() {
			isStopped = true;
			clearTimeout(timer);
			for (const close of closing) close();
			await client.stop();
		},
	};
}
