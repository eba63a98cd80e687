/** The language server: starts it, asks it our own requests and tells what it tells. The only user of the client library. */
import { join } from 'node:path';
import { type Disposable, type Event, EventEmitter, type LogOutputChannel } from 'vscode';
import {
	CloseAction,
	ErrorAction,
	LanguageClient,
	type LanguageClientOptions,
	RevealOutputChannelOn,
	State,
	TransportKind,
} from 'vscode-languageclient/node';
import {
	type CompareContextsAnswer,
	type CompareContextsParams,
	type ContextsAnswer,
	type ContextsParams,
	clientNotifications,
	type FailureAnswer,
	type FailureParams,
	type Notification,
	nodeOptionsFor,
	notificationsCapability,
	type Request,
	type ResolvedConfiguration,
	type ResolvedConfigurationParams,
	type Row,
	type RowAnswer,
	type RowParams,
	type RowsParams,
	type RunContext,
	requests,
	type ServerOptions,
	type SetContextParams,
	type SetupChanged,
	type SetupSummary,
	serverNotifications,
} from '../../server/src/protocol/index.ts';
import { createCrashCount } from './crashCount.ts';
import { problemPages } from './problemPages.ts';

export type ServerHealth = 'starting' | 'running' | 'failed';

/** So long a server that was started again may take until it runs, in milliseconds. */
const patience = 3000;

export interface ServerStartOptions {
	/** As the settings are now, and as far as the workspace is trusted. */
	settings(): Omit<ServerOptions, 'evaluateAs'>;
	/** What the user chose last, and the server keeps since. */
	evaluateAs(): Partial<RunContext> | undefined;
}

export interface LanguageServer extends Disposable {
	/** Starts the server in the background; its end, if it cannot start, is told through `onDidChangeHealth`. */
	start(): void;
	/** Stops the server and starts a new one, with the settings as they are now. */
	restart(): Promise<void>;
	/** Tells the server how the settings are now, if it knows them otherwise. */
	followSettings(): Promise<void>;
	readonly health: ServerHealth;
	readonly onDidChangeHealth: Event<ServerHealth>;
	/** There are other homes than before. */
	readonly onDidChangeHomes: Event<void>;
	/** A set-up changed on disk. */
	readonly onDidChangeSetup: Event<SetupChanged>;
	setups(): Promise<readonly SetupSummary[]>;
	rows(params: RowsParams): Promise<readonly Row[]>;
	row(params: RowParams): Promise<RowAnswer | undefined>;
	/** What broke a build, if its logs say. */
	failure(params: FailureParams): Promise<FailureAnswer | undefined>;
	/** Has everything read anew; resolves when that is done. */
	refresh(): Promise<void>;
	/** The runs of Metro that a set-up knows. */
	contexts(params: ContextsParams): Promise<ContextsAnswer | undefined>;
	setContext(params: SetContextParams): Promise<ContextsAnswer | undefined>;
	compareContexts(params: CompareContextsParams): Promise<CompareContextsAnswer | undefined>;
	resolvedConfiguration(params: ResolvedConfigurationParams): Promise<ResolvedConfiguration | undefined>;
	/** What the configuration comes to may be different now. */
	readonly onDidChangeValues: Event<void>;
	/** A set-up is evaluated as another run of Metro. */
	readonly onDidChangeContext: Event<ContextsAnswer>;
}

/**
 * `distribution` is the folder of the bundles, `options` says what to start the server with. Nothing runs before `start`.
 */
export function createLanguageServer(
	distribution: string,
	options: ServerStartOptions,
	log: LogOutputChannel,
): LanguageServer {
	const program = {
		module: join(distribution, 'server.cjs'),
		transport: TransportKind.stdio,
		options: { execArgv: nodeOptionsFor(process.versions.v8) },
	};
	// For an editor that is itself debugged; `.vscode/launch.json` attaches to this port.
	const debugged = {
		...program,
		options: { execArgv: [...nodeOptionsFor(process.versions.v8), '--inspect=6009'] },
	};
	const crashes = createCrashCount(Date.now);
	/** The server has ended by itself, and a new one is on its way until it runs. */
	let comesBack = false;
	const errorHandler: LanguageClientOptions['errorHandler'] = {
		error: (_error, _message, count) => ({
			action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
		}),
		closed: () => {
			comesBack = crashes.mayStartAgain();
			return comesBack
				? { action: CloseAction.Restart }
				: {
						action: CloseAction.DoNotRestart,
						message: 'The language server ended again and again: it is not restarted.',
						handled: true,
					};
		},
	};
	// The id makes the library read the setting `metro.trace.server`.
	const client = new LanguageClient(
		'metro',
		'Metro',
		{ run: program, debug: debugged },
		{ ...clientOptions(options, log), errorHandler },
	);
	// The library would notify the user of each step of one failure; what matters is said once, of the health.
	const logError = client.error.bind(client);
	client.error = (message, data) => logError(message, data, false);
	const changedHealth = new EventEmitter<ServerHealth>();
	const changedHomes = new EventEmitter<void>();
	const changedSetup = new EventEmitter<SetupChanged>();
	const changedValues = new EventEmitter<void>();
	const changedContext = new EventEmitter<ContextsAnswer>();
	let health: ServerHealth = 'starting';
	let leaving = false;
	/** Set while nobody knows whether a server that is to come back will. */
	let waiting: NodeJS.Timeout | undefined;
	/** The settings that the server was told last. */
	let told = '';
	let work: Promise<void> = Promise.resolve();

	const become = (next: ServerHealth): void => {
		clearTimeout(waiting);
		if (next === health) return;
		health = next;
		changedHealth.fire(next);
	};
	client.registerFeature({
		fillClientCapabilities: (capabilities) => {
			capabilities.experimental = { ...capabilities.experimental, [notificationsCapability]: true };
		},
		initialize: () => {},
		getState: () => ({ kind: 'static' }),
		clear: () => {},
	});
	const on = <Params>({ method }: Notification<Params>, listener: (params: Params) => void): void => {
		client.onNotification(method, listener);
	};
	on(serverNotifications.homesChanged, () => changedHomes.fire());
	on(serverNotifications.changed, (change) => changedSetup.fire(change));
	on(serverNotifications.valuesChanged, () => changedValues.fire());
	on(serverNotifications.contextChanged, (answer) => changedContext.fire(answer));
	client.onDidChangeState(({ newState }) => {
		if (newState === State.Running) {
			comesBack = false;
			become('running');
		} else if (newState === State.Starting) become('starting');
		else if (!leaving && !comesBack) become('failed');
		else if (!leaving) {
			// The library tells of the failure of a start, too, when it has already begun the next one.
			become('starting');
			waiting = setTimeout(() => become('failed'), patience);
		}
	});
	const start = async (): Promise<void> => {
		told = JSON.stringify(options.settings());
		try {
			await client.start();
		} catch (error) {
			log.error(`The language server did not start: ${error instanceof Error ? error.message : error}`);
			// One that ended while it started may be starting again.
			if (!comesBack) become('failed');
		}
	};
	const stop = async (): Promise<void> => {
		leaving = true;
		try {
			if (client.needsStop()) await client.stop();
		} catch (error) {
			log.warn(`The language server did not stop in time: ${error instanceof Error ? error.message : error}`);
		} finally {
			leaving = false;
		}
	};

	const ask = <Params, Answer>({ method }: Request<Params, Answer>, params: Params): Promise<Answer> =>
		params === undefined ? client.sendRequest(method) : client.sendRequest(method, params);
	/** JSON has null where there is nothing. */
	const find = async <Params, Answer>(
		request: Request<Params, Answer | null>,
		params: Params,
	): Promise<Answer | undefined> => (await ask(request, params)) ?? undefined;
	const tell = <Params>({ method }: Notification<Params>, params: Params): Promise<void> =>
		client.sendNotification(method, params);

	// One after the other: a client that is starting cannot be stopped.
	const restart = (): Promise<void> => {
		crashes.forget();
		work = work.then(stop).then(start);
		return work;
	};

	return {
		start: () => {
			work = start();
		},
		restart,
		followSettings: async () => {
			// A server that is starting may have been given the settings as they were.
			await work;
			const settings = options.settings();
			const now = JSON.stringify(settings);
			if (now === told || !client.isRunning()) return;
			told = now;
			await tell(clientNotifications.configure, settings);
		},
		get health() {
			return health;
		},
		onDidChangeHealth: changedHealth.event,
		onDidChangeHomes: changedHomes.event,
		onDidChangeSetup: changedSetup.event,
		setups: () => ask(requests.setups, undefined),
		rows: (params) => ask(requests.rows, params),
		row: (params) => find(requests.row, params),
		failure: (params) => find(requests.failure, params),
		refresh: async () => {
			await ask(requests.refresh, undefined);
		},
		contexts: (params) => find(requests.contexts, params),
		setContext: (params) => find(requests.setContext, params),
		compareContexts: (params) => find(requests.compareContexts, params),
		resolvedConfiguration: (params) => find(requests.resolvedConfiguration, params),
		onDidChangeValues: changedValues.event,
		onDidChangeContext: changedContext.event,
		dispose: () => {
			leaving = true;
			clearTimeout(waiting);
			changedHealth.dispose();
			changedHomes.dispose();
			changedSetup.dispose();
			changedValues.dispose();
			changedContext.dispose();
			void client.dispose().catch(() => undefined);
		},
	};
}

function clientOptions(options: ServerStartOptions, log: LogOutputChannel): LanguageClientOptions {
	return {
		documentSelector: ['file', 'untitled'].flatMap((scheme) => [
			{ scheme, language: 'metro' },
			{ scheme, language: 'metro-buildbot' },
		]),
		initializationOptions: (): ServerOptions => {
			const evaluateAs = options.evaluateAs();
			return { ...options.settings(), ...(evaluateAs !== undefined && { evaluateAs }) };
		},
		outputChannel: log,
		traceOutputChannel: log,
		middleware: problemPages,
		revealOutputChannelOn: RevealOutputChannelOn.Never,
		initializationFailedHandler: () => false,
	};
}
