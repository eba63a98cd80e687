/** The language server: starts it, asks it our own requests and tells what it tells. The only user of the client library. */
import { join } from 'node:path';
import { type Disposable, type Event, EventEmitter, type LogOutputChannel } from 'vscode';
import {
	LanguageClient,
	type LanguageClientOptions,
	NotificationType,
	RequestType,
	RequestType0,
	RevealOutputChannelOn,
	State,
	TransportKind,
} from 'vscode-languageclient/node';
import {
	methods,
	type Row,
	type RowAnswer,
	type RowParams,
	type RowsParams,
	type SetupChanged,
	type SetupSummary,
} from '../../server/src/protocol.ts';
import { serverOptions } from './settings.ts';

export type ServerHealth = 'starting' | 'running' | 'failed';

export interface LanguageServer extends Disposable {
	/** Starts the server in the background; its end, if it cannot start, is told through `onDidChangeHealth`. */
	start(): void;
	/** Stops the server and starts a new one, with the settings as they are now. */
	restart(): Promise<void>;
	/** Restarts the server if it was started with other settings than there are now. */
	followSettings(): Promise<void>;
	readonly health: ServerHealth;
	readonly onDidChangeHealth: Event<ServerHealth>;
	/** A set-up changed on disk. */
	readonly onDidChangeSetup: Event<SetupChanged>;
	setups(): Promise<readonly SetupSummary[]>;
	rows(params: RowsParams): Promise<readonly Row[]>;
	row(params: RowParams): Promise<RowAnswer | undefined>;
	/** Has everything read anew; resolves when that is done. */
	refresh(): Promise<void>;
}

const setupsRequest = new RequestType0<readonly SetupSummary[], void>(methods.setups);
const rowsRequest = new RequestType<RowsParams, readonly Row[], void>(methods.rows);
const rowRequest = new RequestType<RowParams, RowAnswer | null, void>(methods.row);
const refreshRequest = new RequestType0<null, void>(methods.refresh);
const changedNotification = new NotificationType<SetupChanged>(methods.changed);

/** `distribution` is the folder of the bundles. Nothing runs before `start`. */
export function createLanguageServer(distribution: string, log: LogOutputChannel): LanguageServer {
	const program = { module: join(distribution, 'server.cjs'), transport: TransportKind.stdio };
	// The id makes the library read the setting `metro.trace.server`.
	const client = new LanguageClient('metro', 'Metro', { run: program, debug: program }, clientOptions(log));
	const changedHealth = new EventEmitter<ServerHealth>();
	const changedSetup = new EventEmitter<SetupChanged>();
	let health: ServerHealth = 'starting';
	let leaving = false;
	let startedWith = '';
	let work: Promise<void> = Promise.resolve();

	const become = (next: ServerHealth): void => {
		health = next;
		changedHealth.fire(next);
	};
	client.onNotification(changedNotification, (change) => changedSetup.fire(change));
	client.onDidChangeState(({ newState }) => {
		if (newState === State.Running) become('running');
		else if (newState === State.Starting) become('starting');
		else if (!leaving) become('failed');
	});
	const start = async (): Promise<void> => {
		startedWith = JSON.stringify(serverOptions());
		try {
			await client.start();
		} catch (error) {
			log.error(`The language server did not start: ${error instanceof Error ? error.message : error}`);
			become('failed');
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

	// One after the other: a client that is starting cannot be stopped.
	const restart = (): Promise<void> => {
		work = work.then(stop).then(start);
		return work;
	};

	return {
		start: () => {
			work = start();
		},
		restart,
		followSettings: async () => {
			if (JSON.stringify(serverOptions()) !== startedWith) await restart();
		},
		get health() {
			return health;
		},
		onDidChangeHealth: changedHealth.event,
		onDidChangeSetup: changedSetup.event,
		setups: () => client.sendRequest(setupsRequest),
		rows: (params) => client.sendRequest(rowsRequest, params),
		row: async (params) => (await client.sendRequest(rowRequest, params)) ?? undefined,
		refresh: async () => {
			await client.sendRequest(refreshRequest);
		},
		dispose: () => {
			leaving = true;
			changedHealth.dispose();
			changedSetup.dispose();
			void client.dispose().catch(() => undefined);
		},
	};
}

function clientOptions(log: LogOutputChannel): LanguageClientOptions {
	return {
		documentSelector: ['file', 'untitled'].flatMap((scheme) => [
			{ scheme, language: 'metro' },
			{ scheme, language: 'metro-buildbot' },
		]),
		initializationOptions: serverOptions,
		outputChannel: log,
		traceOutputChannel: log,
		revealOutputChannelOn: RevealOutputChannelOn.Never,
	};
}
