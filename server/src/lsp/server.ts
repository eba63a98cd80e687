/** The server for one editor: passes requests to features, and reports changes to the editor. */
import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { createKnownFailures, type KnownFailures } from '../features/repository/failures.ts';
import { createHistoryReader } from '../health/readHistory.ts';
import {
	type ContextsAnswer,
	clientNotifications,
	type Notification,
	type ServerOptions,
	serverNotifications,
} from '../protocol/index.ts';
import { createFollower } from '../watching/follower.ts';
import { createBatcher } from '../workspace/batcher.ts';
import { createHistoryRecorder, type HistoryRecorder } from '../workspace/historyRecorder.ts';
import type { LiveSetup } from '../workspace/liveSetup.ts';
import type { EditorHost, ServerHost } from '../workspace/serverHost.ts';
import type { SnapshotChange } from '../workspace/setupReader.ts';
import { pathOf } from '../workspace/uris.ts';
import { createWorkspace, type Workspace } from '../workspace/workspace.ts';
import { createHealthChanges, type HealthChanges } from './changes/healthChanges.ts';
import { createSetupChanges, type SetupChanges } from './changes/setupChanges.ts';
import { editorAbilities } from './compat/editorAbilities.ts';
import { type DiagnosticsSender, registerPullDiagnostics, registerPushDiagnostics } from './diagnostics.ts';
import { foldersOf, initializeResult, pathsOf } from './initialize.ts';
import { createLanguages, type Languages } from './languages.ts';
import { registerRefusals } from './lifecycleGuard.ts';
import { changedOptions, sentOptions } from './options.ts';
import type { Handling } from './requestHandler.ts';
import { registerBuildbotRequests } from './requests/buildbotRequests.ts';
import { ContextAnswers } from './requests/contextAnswers.ts';
import { registerContextRequests } from './requests/contextRequests.ts';
import { registerHealthRequests } from './requests/healthRequests.ts';
import { registerLanguageRequests } from './requests/languageRequests.ts';
import { registerLogRequests } from './requests/logRequests.ts';
import { registerRotationRequest } from './requests/rotationRequest.ts';
import { registerSetupRequests } from './requests/setupRequests.ts';
import { createShellLinter, type LiveShellLinter } from './shellLinter.ts';
import { ShownViews } from './shownViews.ts';
import { createDiskBytes, type DiskBytes } from './sync/diskBytes.ts';
import { createOpenDocuments, type SyncedDocuments } from './sync/documents.ts';
import { createTokenStore } from './sync/semanticTokens.ts';

/** Milliseconds for which changes of values are gathered before they are reported. */
const gatherFor = 300;

/**
 * Serves one editor over `connection` until `shutdown`.
 * @param problemsPage URI of the page that explains problems, if it is installed
 */
export function startServer(connection: Connection, machine: ServerHost, problemsPage?: string): void {
	new Server(connection, machine, problemsPage).listen();
}

class Server {
	readonly #connection: Connection;
	readonly #host: EditorHost;
	readonly #log: Handling;
	readonly #documents: SyncedDocuments = createOpenDocuments();
	readonly #workspace: Workspace;
	readonly #changes: SetupChanges;
	readonly #health: HealthChanges;
	readonly #history: HistoryRecorder;
	readonly #failures: KnownFailures;
	readonly #shellLinter: LiveShellLinter;
	readonly #diskBytes: DiskBytes;
	readonly #languages: Languages;
	#options: ServerOptions = {};
	#editor = editorAbilities({});
	#views: ShownViews;
	/** Diagnostics for an editor that does not request them. */
	#pushed: DiagnosticsSender | undefined;
	/** A client shows resolved values, and wants to know when they may have changed. */
	#isLookedAt = false;
	readonly #tellValues = createBatcher<'values'>(gatherFor, async () => {
		this.#tell(serverNotifications.valuesChanged, undefined);
	});

	constructor(connection: Connection, machine: ServerHost, problemsPage: string | undefined) {
		this.#connection = connection;
		this.#log = {
			error: (message) => connection.console.error(message),
			info: (message) => connection.console.info(message),
			turns: machine.turns,
		};
		const follower = createFollower(machine.files, machine.watcher, () => machine.clock.now());
		this.#host = { ...machine, follower };
		this.#views = new ShownViews(connection, this.#log);
		this.#workspace = createWorkspace(this.#host, this.#documents, this.#log, {
			setupChanged: (setup, change) => this.#setupChanged(setup, change),
			homesChanged: () => {
				this.#tell(serverNotifications.homesChanged, undefined);
				this.#refresh();
			},
			documentsMoved: () => this.#refresh(),
		});
		this.#failures = createKnownFailures(machine.files);
		this.#changes = createSetupChanges({ ...this.#host, failures: this.#failures }, this.#log, (change) =>
			this.#tell(serverNotifications.changed, change),
		);
		const store = machine.openHistory(machine.historyFile, this.#log.info);
		this.#health = createHealthChanges(
			{ ...this.#host, history: createHistoryReader(store) },
			this.#log,
			(change) => this.#tell(serverNotifications.healthChanged, change),
		);
		this.#history = createHistoryRecorder(this.#host, store, this.#log, (setup) =>
			this.#health.changed(setup),
		);
		this.#shellLinter = createShellLinter(machine.runIsolated, this.#log, () => this.#refreshDiagnostics());
		this.#diskBytes = createDiskBytes(follower, () => this.#refreshDiagnostics());
		this.#languages = createLanguages({
			workspace: this.#workspace,
			documents: this.#documents,
			files: machine.files,
			clock: machine.clock,
			editor: () => this.#editor,
			shellLinter: this.#shellLinter,
			diskBytes: this.#diskBytes,
			options: () => this.#options,
			problemsPage,
		});
	}

	/** Registers everything, and starts to answer. */
	listen(): void {
		const connection = this.#connection;
		// Before any request about the new text: results for the old text are outdated.
		this.#documents.onChanged(({ view }) => {
			if (this.#workspace.textChanged(view.path)) this.#valuesChanged();
		});
		this.#documents.onClosed((uri) => this.#documentClosed(uri));
		connection.onInitialize((params) => this.#initialize(params));
		connection.onInitialized(() => this.#followFolders());
		connection.onShutdown(() => this.#dispose());
		connection.onNotification(clientNotifications.configure.method, (sent: unknown) =>
			this.#configure({
				...sentOptions(sent),
				...(this.#options.evaluateAs !== undefined && { evaluateAs: this.#options.evaluateAs }),
			}),
		);
		connection.onDidChangeConfiguration(({ settings }) =>
			this.#configure(changedOptions(this.#options, settings)),
		);
		connection.onDidChangeWatchedFiles(({ changes }) => this.#toldOfFiles(changes.map(({ uri }) => uri)));
		this.#registerRequests();
		this.#documents.listen(connection);
		connection.listen();
	}

	#registerRequests(): void {
		const connection = this.#connection;
		const log = this.#log;
		registerRefusals(connection);
		registerLanguageRequests({
			connection,
			documents: this.#documents,
			languages: this.#languages,
			log,
			tokens: createTokenStore(),
			editor: () => this.#editor,
		});
		registerHealthRequests(connection, this.#workspace, this.#health, log);
		registerSetupRequests(connection, this.#workspace, this.#changes, this.#failures, this.#host, log);
		registerBuildbotRequests(connection, this.#workspace, this.#host, log);
		registerRotationRequest(connection, this.#workspace, this.#host, log);
		registerLogRequests(connection, this.#workspace, this.#failures, this.#host, log);
		const answers = new ContextAnswers(this.#workspace, {
			chosen: (answer) => this.#contextChosen(answer),
			looked: () => {
				this.#isLookedAt = true;
			},
		});
		registerContextRequests(connection, answers, log);
	}

	#initialize(params: InitializeParams): InitializeResult {
		const { capabilities, processId } = params;
		this.#editor = editorAbilities(capabilities);
		if (typeof processId === 'number') this.#host.endWith(processId);
		const diagnosed = [this.#connection, this.#documents, this.#languages, this.#log] as const;
		if (this.#editor.pullsDiagnostics) registerPullDiagnostics(...diagnosed);
		else this.#pushed = registerPushDiagnostics(...diagnosed);
		const sent = sentOptions(params.initializationOptions);
		this.#workspace.start(foldersOf(params), sent);
		this.#configure(sent);
		// Only from now on: before the answer to `initialize`, the editor accepts no request.
		this.#views = new ShownViews(this.#connection, this.#log, capabilities.workspace);
		return initializeResult(this.#languages, this.#editor, this.#documents.syncKind);
	}

	#followFolders(): void {
		if (!this.#editor.followsFolders) return;
		this.#connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
			this.#workspace.changeFolders(pathsOf(added), pathsOf(removed));
		});
	}

	#dispose(): void {
		this.#host.follower.dispose();
		this.#pushed?.dispose();
		this.#tellValues.stop();
		this.#shellLinter.dispose();
		this.#diskBytes.dispose();
		this.#health.dispose();
		this.#history.stop();
		this.#workspace.dispose();
	}

	/** Applies these options without a restart. */
	#configure(next: ServerOptions): void {
		const wasRecording = this.#options.recordHistory === true;
		this.#options = next;
		this.#workspace.configure(next);
		if (next.recordHistory !== true) this.#history.stop();
		else if (!wasRecording) void this.#workspace.setups().then((setups) => this.#history.start(setups));
		this.#shellLinter.turn(next.shellcheck === true);
		this.#refresh();
	}

	#setupChanged(setup: LiveSetup, change: SnapshotChange): void {
		if (change.kind !== 'configuration' && this.#editor.takesNotifications) this.#changes.tell(setup, change);
		this.#health.changed(setup);
		this.#history.changed(setup, change);
		if (change.kind !== 'subarches') {
			this.#refresh();
			return;
		}
		this.#valuesChanged();
		// An open .buildbot shows how its subarches stand.
		const file = setup.snapshot()?.setup.buildbotFile;
		if (file !== undefined && this.#documents.atPath(file) !== undefined) this.#views.refreshBeside();
	}

	#documentClosed(uri: string): void {
		const path = pathOf(uri);
		// From now on the file on disk counts, and it may differ.
		if (this.#workspace.textChanged(path)) this.#refresh();
		this.#shellLinter.forget(uri);
		if (path !== undefined) this.#diskBytes.forget(path);
	}

	/** We ask no editor to watch; this one reports files because its user configured it to. */
	#toldOfFiles(uris: readonly string[]): void {
		for (const path of uris.map(pathOf)) if (path !== undefined) this.#host.follower.changed(path);
		this.#workspace.reread();
		this.#refresh();
	}

	#contextChosen(answer: ContextsAnswer): void {
		this.#refresh();
		this.#tell(serverNotifications.contextChanged, answer);
	}

	/** Something besides their own texts that documents depend on has changed. */
	#refresh(): void {
		this.#valuesChanged();
		this.#pushed?.refreshAll();
		this.#views.refreshAll();
	}

	#refreshDiagnostics(): void {
		this.#pushed?.refreshAll();
		this.#views.refreshDiagnostics();
	}

	#valuesChanged(): void {
		if (this.#isLookedAt) this.#tellValues.add('values');
	}

	/** A notification of our own. */
	#tell<Params>({ method }: Notification<Params>, params: Params): void {
		if (this.#editor.takesNotifications) void this.#connection.sendNotification(method, params);
	}
}
