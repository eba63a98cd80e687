/** The language server: starts it, asks it our own requests and passes on what it sends. */
import { join } from 'node:path';
import {
	type CancellationToken,
	type Disposable,
	type Event,
	EventEmitter,
	type LogOutputChannel,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
	type BuildbotEditAnswer,
	type BuildbotEditParams,
	type BuildbotNames,
	type BuildbotTextParams,
	type CompareContextsAnswer,
	type CompareContextsParams,
	type ContextsAnswer,
	type ContextsParams,
	clientNotifications,
	type FailureAnswer,
	type FailureEntry,
	type FailureParams,
	type FailuresParams,
	type FilePlace,
	type Health,
	type HealthChanged,
	type HealthParams,
	type LogAnswer,
	type LogParams,
	type MapBuildParams,
	type NewBuildbotAnswer,
	type Notification,
	type Request,
	type ResolvedConfiguration,
	type ResolvedConfigurationParams,
	type RotationPreview,
	type Row,
	type RowAnswer,
	type RowParams,
	type RowsParams,
	requests,
	type ServerOptions,
	type SetContextParams,
	type SetupChanged,
	type SetupSummary,
	serverNotifications,
	type TimelinesAnswer,
	type TimelinesParams,
	type TriedMapBuild,
} from '../../../server/src/protocol/index.ts';
import { createClient, type ServerStartOptions } from './client.ts';
import { createCrashCount } from './crashCount.ts';
import { createHealth, type ServerHealth } from './health.ts';

export interface LanguageServer extends Disposable {
	/** Starts the server in the background; `onDidChangeHealth` says if it cannot start. */
	start(): void;
	/** Stops the server and starts a new one, with the settings as they are now. */
	restart(): Promise<void>;
	/** Tells the server about changed settings. */
	followSettings(): Promise<void>;
	readonly health: ServerHealth;
	readonly onDidChangeHealth: Event<ServerHealth>;
	/** Homes were added or removed. */
	readonly onDidChangeHomes: Event<void>;
	/** A set-up changed on disk. */
	readonly onDidChangeSetup: Event<SetupChanged>;
	setups(): Promise<readonly SetupSummary[]>;
	rows(params: RowsParams): Promise<readonly Row[]>;
	row(params: RowParams): Promise<RowAnswer | undefined>;
	/** What broke a build, if its logs say. */
	failure(params: FailureParams): Promise<FailureAnswer | undefined>;
	/** A log as a document; `undefined`: there is none. */
	log(params: LogParams): Promise<LogAnswer | undefined>;
	/** Why builds fail; the same failure of several once. */
	failures(params: FailuresParams): Promise<readonly FailureEntry[]>;
	/** Where `.buildbot` names the subarch of a row; `undefined`: that is not known. */
	whereNamed(params: HealthParams & { readonly id: string }): Promise<FilePlace | undefined>;
	/** Tries the `map_build` of an open `.buildbot`; `undefined`: the document is none. */
	mapBuild(params: MapBuildParams): Promise<TriedMapBuild | undefined>;
	/** How to edit a `.buildbot` for a wish; `undefined`: the set-up is gone. */
	editBuildbot(params: BuildbotEditParams): Promise<BuildbotEditAnswer | undefined>;
	/** The names that such an edit can be about. */
	buildbotNames(params: BuildbotTextParams): Promise<BuildbotNames | undefined>;
	/** A first `.buildbot` for what lies in the mirror. */
	newBuildbot(params: HealthParams): Promise<NewBuildbotAnswer | undefined>;
	/** What a text of `.buildbot` would have built and cleaned; rejects if it is cancelled. */
	previewRotation(params: BuildbotTextParams, token: CancellationToken): Promise<RotationPreview | undefined>;
	/** The health of a repository; from then on, its changes are told. `undefined`: there is none to tell of. */
	repositoryHealth(params: HealthParams): Promise<Health | undefined>;
	readonly onDidChangeRepositoryHealth: Event<HealthChanged>;
	/** Nobody looks at the health of a repository any more. */
	healthClosed(params: HealthParams): Promise<void>;
	timelines(params: TimelinesParams): Promise<TimelinesAnswer>;
	/** Has everything read again; resolves when that is done. */
	refresh(): Promise<void>;
	/** The runs of Metro that a set-up knows. */
	contexts(params: ContextsParams): Promise<ContextsAnswer | undefined>;
	setContext(params: SetContextParams): Promise<ContextsAnswer | undefined>;
	compareContexts(params: CompareContextsParams): Promise<CompareContextsAnswer | undefined>;
	resolvedConfiguration(params: ResolvedConfigurationParams): Promise<ResolvedConfiguration | undefined>;
	/** Values of the configuration may have changed. */
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
	const crashes = createCrashCount(Date.now);
	const health = createHealth(crashes);
	const client = createClient(join(distribution, 'server.cjs'), options, health.mayComeBack, log);
	client.onDidChangeState(({ newState }) => health.follow(newState));
	const process = createServerProcess(client, options.settings, health, log);
	const events = listen(client);
	return {
		start: process.start,
		restart: () => {
			crashes.forget();
			return process.restart();
		},
		followSettings: process.followSettings,
		get health() {
			return health.now;
		},
		onDidChangeHealth: health.onDidChange,
		onDidChangeHomes: events.homes.event,
		onDidChangeSetup: events.setup.event,
		onDidChangeRepositoryHealth: events.repositoryHealth.event,
		onDidChangeValues: events.values.event,
		onDidChangeContext: events.context.event,
		...questions(client),
		dispose: () => {
			health.leave();
			for (const one of [health, ...Object.values(events)]) one.dispose();
			void client.dispose().catch(() => undefined);
		},
	};
}

interface ServerProcess {
	start(): void;
	restart(): Promise<void>;
	followSettings(): Promise<void>;
}

/** Starts and stops the process behind a client, one after the other: a client that is starting cannot be stopped. */
function createServerProcess(
	client: LanguageClient,
	settings: () => Omit<ServerOptions, 'evaluateAs'>,
	health: ReturnType<typeof createHealth>,
	log: LogOutputChannel,
): ServerProcess {
	/** The settings that the server has, as JSON. */
	let sent = '';
	let work: Promise<void> = Promise.resolve();
	const start = async (): Promise<void> => {
		sent = JSON.stringify(settings());
		try {
			await client.start();
		} catch (error) {
			log.error(`The language server did not start: ${error instanceof Error ? error.message : error}`);
			health.startFailed();
		}
	};
	const stop = async (): Promise<void> => {
		health.leave();
		try {
			if (client.needsStop()) await client.stop();
		} catch (error) {
			log.warn(`The language server did not stop in time: ${error instanceof Error ? error.message : error}`);
		} finally {
			health.stay();
		}
	};
	return {
		start: () => {
			work = start();
		},
		restart: () => {
			work = work.then(stop).then(start);
			return work;
		},
		followSettings: async () => {
			// A server that is starting may have received the old settings.
			await work;
			const now = settings();
			const text = JSON.stringify(now);
			if (text === sent || !client.isRunning()) return;
			sent = text;
			await client.sendNotification(clientNotifications.configure.method, now);
		},
	};
}

/** The server's notifications as events. */
function listen(client: LanguageClient) {
	const events = {
		homes: new EventEmitter<void>(),
		setup: new EventEmitter<SetupChanged>(),
		repositoryHealth: new EventEmitter<HealthChanged>(),
		values: new EventEmitter<void>(),
		context: new EventEmitter<ContextsAnswer>(),
	};
	const on = <Params>({ method }: Notification<Params>, listener: (params: Params) => void): void => {
		client.onNotification(method, listener);
	};
	on(serverNotifications.homesChanged, () => events.homes.fire());
	on(serverNotifications.changed, (change) => events.setup.fire(change));
	on(serverNotifications.healthChanged, (change) => events.repositoryHealth.fire(change));
	on(serverNotifications.valuesChanged, () => events.values.fire());
	on(serverNotifications.contextChanged, (answer) => events.context.fire(answer));
	return events;
}

type Questions = Pick<
	LanguageServer,
	| 'setups'
	| 'rows'
	| 'row'
	| 'failure'
	| 'log'
	| 'failures'
	| 'whereNamed'
	| 'mapBuild'
	| 'editBuildbot'
	| 'buildbotNames'
	| 'newBuildbot'
	| 'previewRotation'
	| 'repositoryHealth'
	| 'healthClosed'
	| 'timelines'
	| 'refresh'
	| 'contexts'
	| 'setContext'
	| 'compareContexts'
	| 'resolvedConfiguration'
>;

function questions(client: LanguageClient): Questions {
	const ask = <Params, Answer>(
		{ method }: Request<Params, Answer>,
		params: Params,
		token?: CancellationToken,
	): Promise<Answer> => {
		if (params === undefined) return client.sendRequest(method);
		// An `undefined` in the place of the token would be sent as a second parameter.
		return token === undefined
			? client.sendRequest(method, params)
			: client.sendRequest(method, params, token);
	};
	/** JSON has null where there is nothing. */
	const find = async <Params, Answer>(
		request: Request<Params, Answer | null>,
		params: Params,
		token?: CancellationToken,
	): Promise<Answer | undefined> => (await ask(request, params, token)) ?? undefined;
	return {
		setups: () => ask(requests.setups, undefined),
		rows: (params) => ask(requests.rows, params),
		row: (params) => find(requests.row, params),
		failure: (params) => find(requests.failure, params),
		log: (params) => find(requests.log, params),
		failures: (params) => ask(requests.failures, params),
		whereNamed: (params) => find(requests.whereNamed, params),
		mapBuild: (params) => find(requests.mapBuild, params),
		editBuildbot: (params) => find(requests.editBuildbot, params),
		buildbotNames: (params) => find(requests.buildbotNames, params),
		newBuildbot: (params) => find(requests.newBuildbot, params),
		previewRotation: (params, token) => find(requests.previewRotation, params, token),
		repositoryHealth: (params) => find(requests.health, params),
		healthClosed: (params) => client.sendNotification(clientNotifications.healthClosed.method, params),
		timelines: (params) => ask(requests.timelines, params),
		refresh: async () => {
			await ask(requests.refresh, undefined);
		},
		contexts: (params) => find(requests.contexts, params),
		setContext: (params) => find(requests.setContext, params),
		compareContexts: (params) => find(requests.compareContexts, params),
		resolvedConfiguration: (params) => find(requests.resolvedConfiguration, params),
	};
}
