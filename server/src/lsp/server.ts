/** Puts the language server together: shakes hands, keeps documents and set-ups, and wires requests to features. */
import type { Connection, InitializeResult } from 'vscode-languageserver';
import { buildbotFeatures } from '../features/buildbot/index.ts';
import { flexdataFeatures } from '../features/flexdata/index.ts';
import type { ServerOptions } from '../protocol.ts';
import { type DiagnosticsSender, registerPullDiagnostics, registerPushDiagnostics } from './diagnostics.ts';
import { createOpenDocuments, pathOf } from './documents.ts';
import type { Log } from './handle.ts';
import { type Languages, languageCapabilities, registerLanguageRequests } from './languageRequests.ts';
import type { ServerHost } from './serverHost.ts';
import { registerSetupRequests } from './setupRequests.ts';
import { createSetups } from './setups.ts';

/** Serves one editor over `connection` until it says goodbye. */
export function startServer(connection: Connection, host: ServerHost): void {
	const log: Log = {
		error: (message) => connection.console.error(message),
		info: (message) => connection.console.info(message),
	};
	const documents = createOpenDocuments();
	const setups = createSetups(host, log);
	const languages: Languages = {
		metro: flexdataFeatures((document) => setups.settingsContext(document)),
		'metro-buildbot': buildbotFeatures((document) => setups.buildbotContext(document)),
	};
	let diagnostics: DiagnosticsSender | undefined;
	let followsFolders = false;

	connection.onInitialize((params): InitializeResult => {
		const canPull = params.capabilities.textDocument?.diagnostic !== undefined;
		const register = canPull ? registerPullDiagnostics : registerPushDiagnostics;
		diagnostics = register(connection, documents, languages, log);
		const folders = (params.workspaceFolders ?? [])
			.map((folder) => pathOf(folder.uri))
			.filter((path) => path !== undefined);
		followsFolders = params.capabilities.workspace?.workspaceFolders === true;
		setups.start(folders, serverOptions(params.initializationOptions));
		return {
			serverInfo: { name: 'metro-language-server' },
			capabilities: {
				textDocumentSync: { openClose: true, change: documents.syncKind },
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
				...languageCapabilities(languages),
				...(canPull && {
					diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
				}),
			},
		};
	});
	connection.onInitialized(() => {
		if (!followsFolders) return;
		connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			const paths = (folders: readonly { readonly uri: string }[]): string[] =>
				folders.map((folder) => pathOf(folder.uri)).filter((path) => path !== undefined);
			setups.changeFolders(paths(added), paths(removed));
		});
	});
	connection.onShutdown(() => {
		diagnostics?.dispose();
		setups.dispose();
	});

	setups.onChanged((change) => {
		void connection.sendNotification('metro/changed', change);
		if (change.rows === undefined) diagnostics?.refreshAll();
	});
	registerLanguageRequests(connection, documents, languages, log);
	registerSetupRequests(connection, setups, log);
	documents.listen(connection);
	connection.listen();
}

/** What a client sent as `initializationOptions`; anything that is not of the right shape is left out. */
function serverOptions(sent: unknown): ServerOptions {
	if (typeof sent !== 'object' || sent === null) return {};
	const { home, dialect, python } = sent as Record<string, unknown>;
	return {
		...(typeof home === 'string' && home !== '' && { home }),
		...((dialect === '2015' || dialect === '2019' || dialect === 'auto') && { dialect }),
		...(typeof python === 'string' && python !== '' && { python }),
	};
}
