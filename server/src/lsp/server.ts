/** Puts the language server together: shakes hands, keeps documents and set-ups, and wires requests to features. */

import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { normalizePath } from '../base/posixPath.ts';
import { buildbotFeatures } from '../features/buildbot/index.ts';
import { flexdataFeatures } from '../features/flexdata/index.ts';
import { withShellLint } from '../features/flexdata/shellLint.ts';
import { withHiddenBytes } from '../features/hiddenBytes.ts';
import {
	clientNotifications,
	type Notification,
	type ServerOptions,
	serverCommands,
	serverNotifications,
} from '../protocol/index.ts';
import { createFollower } from '../watching/follower.ts';
import { createBatcher } from '../workspace/batcher.ts';
import type { EditorHost, ServerHost } from '../workspace/serverHost.ts';
import { pathOf } from '../workspace/uris.ts';
import { createWorkspace } from '../workspace/workspace.ts';
import { createSetupChanges } from './changes/setupChanges.ts';
import { editorAbilities } from './compat/editorAbilities.ts';
import { type DiagnosticsSender, registerPullDiagnostics, registerPushDiagnostics } from './diagnostics.ts';
import type { Handling } from './handle.ts';
import { languagesOf } from './languages.ts';
import { changedOptions, sentOptions, withSwitches } from './options.ts';
import { registerContextRequests } from './requests/contextRequests.ts';
import { languageCapabilities } from './requests/languageCapabilities.ts';
import { registerLanguageRequests } from './requests/languageRequests.ts';
import { registerSetupRequests } from './requests/setupRequests.ts';
import { buildbotContextOf, settingsContexts } from './settingsContexts.ts';
import { createShellLinter } from './shellLinter.ts';
import { createDiskBytes } from './sync/diskBytes.ts';
import { createOpenDocuments } from './sync/documents.ts';
import { createTokenStore } from './sync/semanticTokens.ts';
import { registerRefusals } from './turns.ts';

/** The folders that an editor works in, as it knows to tell them: by a list, by one URI, or by one path. */
function foldersOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
	if (Array.isArray(workspaceFolders) && workspaceFolders.length > 0) return pathsOf(workspaceFolders);
	if (typeof rootUri === 'string') return pathsOf([{ uri: rootUri }]);
	return typeof rootPath === 'string' && rootPath !== '' ? [normalizePath(rootPath)] : [];
}

function pathsOf(folders: readonly { readonly uri: string }[]): string[] {
	return folders
		.map(({ uri }) => pathOf(uri))
		.flatMap((path) => (path === undefined ? [] : [normalizePath(path)]));
}

/** Milliseconds in which changes of values are gathered before they are told. */
const gatherFor = 300;

/**
 * Serves one editor over `connection` until it says goodbye.
 * @param problemsPage URI of the page that explains problems, where it is installed
 */
export function startServer(connection: Connection, machine: ServerHost, problemsPage?: string): void {
	const log: Handling = {
		error: (message) => connection.console.error(message),
		info: (message) => connection.console.info(message),
		turns: machine.turns,
	};
	const documents = createOpenDocuments();
	const follower = createFollower(machine.files, machine.watcher, () => machine.clock.now());
	const host: EditorHost = { ...machine, follower };
	const workspace = createWorkspace(host, documents, log, {
		setupChanged(setup, change) {
			if (change.kind !== 'configuration' && editor.takesNotifications) changes.tell(setup, change);
			if (change.kind === 'subarches') valuesChanged();
			else refresh();
		},
		homesChanged() {
			tell(serverNotifications.homesChanged, undefined);
			refresh();
		},
		documentsMoved: () => refresh(),
	});
	const changes = createSetupChanges(host, log, (change) => tell(serverNotifications.changed, change));
	const shellLinter = createShellLinter(host.runIsolated, log, () => {
		pushed?.refreshAll();
		refreshDiagnostics();
	});
	const diskBytes = createDiskBytes(follower, () => {
		pushed?.refreshAll();
		refreshDiagnostics();
	});
	const metro = withShellLint(
		flexdataFeatures(settingsContexts(workspace, documents, host.files, problemsPage)),
		shellLinter,
	);
	const buildbot = buildbotFeatures(
		(document, signal) => buildbotContextOf(workspace, document, signal),
		problemsPage,
	);
	const languages = languagesOf(
		{
			metro: withSwitches(
				withHiddenBytes(metro, diskBytes.of, { byteOrderMark: true }, problemsPage),
				() => options,
			),
			'metro-buildbot': withHiddenBytes(buildbot, diskBytes.of, { byteOrderMark: false }, problemsPage),
		},
		problemsPage,
	);
	let options: ServerOptions = {};
	/** Diagnostics for an editor that does not ask for them. */
	let pushed: DiagnosticsSender | undefined;
	let editor = editorAbilities({});
	/** Asks the editor to ask again for what is shown inside documents, as far as it takes such hints. */
	let refreshViews = (): void => {};
	/** The same for diagnostics alone. */
	let refreshDiagnostics = (): void => {};

	/** A notification of our own. */
	const tell = <Params>({ method }: Notification<Params>, params: Params): void => {
		if (editor.takesNotifications) void connection.sendNotification(method, params);
	};

	/** Somebody looks at resolved values, and wants to know when there may be others. */
	let isLookedAt = false;
	const tellValues = createBatcher<'values'>(gatherFor, async () => {
		tell(serverNotifications.valuesChanged, undefined);
	});
	const valuesChanged = (): void => {
		if (isLookedAt) tellValues.add('values');
	};

	/** What documents depend on besides their own texts has changed. */
	function refresh(): void {
		valuesChanged();
		pushed?.refreshAll();
		refreshViews();
	}

	/** Makes these the options; nothing needs a new server. */
	function configure(next: ServerOptions): void {
		options = next;
		workspace.configure(next);
		shellLinter.turn(next.shellcheck === true);
		refresh();
	}

	// Before anybody asks about the new text: what was evaluated with the old one is of no use any more.
	function textChanged(path: string | undefined): void {
		if (workspace.textChanged(path)) valuesChanged();
	}
	documents.onChanged(({ view }) => textChanged(view.path));
	documents.onClosed((uri) => {
		// From now on the file on disk counts, which may say something else.
		if (workspace.textChanged(pathOf(uri))) refresh();
		shellLinter.forget(uri);
		const path = pathOf(uri);
		if (path !== undefined) diskBytes.forget(path);
	});

	connection.onInitialize((params): InitializeResult => {
		editor = editorAbilities(params.capabilities);
		if (typeof params.processId === 'number') machine.endWith(params.processId);
		if (editor.pullsDiagnostics) registerPullDiagnostics(connection, documents, languages, log);
		else pushed = registerPushDiagnostics(connection, documents, languages, log);
		const folders = foldersOf(params);
		const sent = sentOptions(params.initializationOptions);
		workspace.start(folders, sent);
		configure(sent);
		const { workspace: can } = params.capabilities;
		// An editor that does not know a request would answer with an error that nobody waits for.
		const pulled = can?.diagnostics?.refreshSupport === true ? ['workspace/diagnostic/refresh'] : [];
		const again = [
			...pulled,
			...(can?.inlayHint?.refreshSupport === true ? ['workspace/inlayHint/refresh'] : []),
			...(can?.semanticTokens?.refreshSupport === true ? ['workspace/semanticTokens/refresh'] : []),
			...(can?.codeLens?.refreshSupport === true ? ['workspace/codeLens/refresh'] : []),
		];
		const send = (requests: readonly string[]) => (): void => {
			for (const method of requests) {
				connection.sendRequest(method).catch((error) => log.info(`${method}: ${String(error)}`));
			}
		};
		refreshViews = send(again);
		refreshDiagnostics = send(pulled);
		return {
			serverInfo: { name: 'metro-language-server' },
			capabilities: {
				textDocumentSync: { openClose: true, change: documents.syncKind },
				workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
				...languageCapabilities(languages),
				executeCommandProvider: { commands: Object.values(serverCommands) },
				...(editor.pullsDiagnostics && {
					diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
				}),
			},
		};
	});
	connection.onInitialized(() => {
		if (!editor.followsFolders) return;
		connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			workspace.changeFolders(pathsOf(added), pathsOf(removed));
		});
	});
	connection.onShutdown(() => {
		follower.dispose();
		pushed?.dispose();
		tellValues.stop();
		shellLinter.dispose();
		diskBytes.dispose();
		workspace.dispose();
	});

	connection.onNotification(clientNotifications.configure.method, (sent: unknown) =>
		configure({
			...sentOptions(sent),
			...(options.evaluateAs !== undefined && { evaluateAs: options.evaluateAs }),
		}),
	);
	connection.onDidChangeConfiguration(({ settings }) => configure(changedOptions(options, settings)));
	connection.onDidChangeWatchedFiles(({ changes }) => {
		// We ask no editor to watch: this one tells of files because its user told it to.
		for (const { uri } of changes) {
			const path = pathOf(uri);
			if (path !== undefined) follower.told(path);
		}
		workspace.reread();
		refresh();
	});
	registerRefusals(connection);
	registerLanguageRequests({
		connection,
		documents,
		languages,
		log,
		tokens: createTokenStore(),
		editor: () => editor,
	});
	registerSetupRequests(connection, workspace, changes, host, log);
	registerContextRequests(
		connection,
		workspace,
		log,
		(answer) => {
			refresh();
			tell(serverNotifications.contextChanged, answer);
		},
		() => {
			isLookedAt = true;
		},
	);
	documents.listen(connection);
	connection.listen();
}
