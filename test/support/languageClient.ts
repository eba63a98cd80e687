/** A small editor for tests: talks to the real language server process over its standard streams. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
	createProtocolConnection,
	type Diagnostic,
	DidChangeTextDocumentNotification,
	DidCloseTextDocumentNotification,
	DidOpenTextDocumentNotification,
	ExitNotification,
	InitializedNotification,
	type InitializeParams,
	InitializeRequest,
	type InitializeResult,
	type ProtocolConnection,
	PublishDiagnosticsNotification,
	ShutdownRequest,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { notificationsCapability } from '../../server/src/protocol/index.ts';
import { serverProgram } from './programs.ts';

export interface LanguageClient {
	readonly connection: ProtocolConnection;
	readonly initialized: InitializeResult;
	/** Opens a document; its URI. */
	open(path: string, text: string, languageId?: string): Promise<string>;
	/** Replaces the whole text of an open document. */
	change(uri: string, text: string): Promise<void>;
	close(uri: string): Promise<void>;
	/** The next diagnostics the server pushes for a document that satisfy `wanted`. */
	diagnostics(
		uri: string,
		wanted?: (items: readonly Diagnostic[]) => boolean,
	): Promise<readonly Diagnostic[]>;
	/** Shuts the server down as an editor does; the exit status of its process. */
	stop(): Promise<number | null>;
	readonly process: ChildProcessWithoutNullStreams;
}

export interface LanguageClientOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly workspaceFolders?: readonly string[];
	/** Where the editor works, as other editors say it, instead of `workspaceFolders`. */
	readonly root?: Partial<Pick<InitializeParams, 'rootUri' | 'rootPath' | 'workspaceFolders'>>;
	readonly initializationOptions?: unknown;
	/** An editor with only these capabilities, which also understands the server's own notifications. */
	readonly capabilities?: InitializeParams['capabilities'];
	/** How it answers what the server asks of it, by method. */
	readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

/** Starts the bundled server and shakes hands with it. */
export async function startLanguageClient(options: LanguageClientOptions = {}): Promise<LanguageClient> {
	const child = spawn(process.execPath, [serverProgram, '--stdio'], {
		stdio: ['pipe', 'pipe', 'pipe'],
		env: { ...process.env, ...options.env },
	});
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => {
		complaints += chunk.toString();
	});
	const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const connection = createProtocolConnection(
		new StreamMessageReader(child.stdout),
		new StreamMessageWriter(child.stdin),
	);
	const published = new Map<string, readonly Diagnostic[]>();
	const waiting = new Set<() => void>();
	connection.onNotification(PublishDiagnosticsNotification.type, ({ uri, diagnostics }) => {
		published.set(uri, diagnostics);
		for (const look of [...waiting]) look();
	});
	for (const [method, answer] of Object.entries(options.answers ?? {})) connection.onRequest(method, answer);
	connection.listen();
	void exited.then((status) => {
		if (status !== 0) console.error(`The server ended with ${status}: …${complaints.slice(-2000)}`);
		// A server that has ended answers nothing: without this, requests would wait for ever.
		connection.dispose();
	});
	const versions = new Map<string, number>();
	const handshake = connection.sendRequest(InitializeRequest.type, {
		processId: process.pid,
		rootUri: null,
		capabilities: { experimental: { [notificationsCapability]: true }, ...options.capabilities },
		...(options.root ?? {
			workspaceFolders: (options.workspaceFolders ?? []).map((path) => ({
				uri: pathToFileURL(path).href,
				name: path,
			})),
		}),
		initializationOptions: options.initializationOptions,
	});
	const initialized = await handshake.catch((error: Error) => {
		throw new Error(`the server does not start: ${error.message}\n${complaints}`);
	});
	await connection.sendNotification(InitializedNotification.type, {});

	return {
		connection,
		initialized,
		process: child,
		async open(path, text, languageId = '') {
			const uri = pathToFileURL(path).href;
			versions.set(uri, 1);
			await connection.sendNotification(DidOpenTextDocumentNotification.type, {
				textDocument: { uri, languageId, version: 1, text },
			});
			return uri;
		},
		async change(uri, text) {
			const version = (versions.get(uri) ?? 1) + 1;
			versions.set(uri, version);
			published.delete(uri);
			await connection.sendNotification(DidChangeTextDocumentNotification.type, {
				textDocument: { uri, version },
				contentChanges: [{ text }],
			});
		},
		async close(uri) {
			await connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
		},
		diagnostics(uri, wanted = () => true) {
			return new Promise((resolve, reject) => {
				const deadline = setTimeout(() => {
					waiting.delete(look);
					reject(
						new Error(
							`no such diagnostics for ${uri}; last: ${JSON.stringify(published.get(uri))}\n${complaints}`,
						),
					);
				}, 20_000);
				const look = (): void => {
					const items = published.get(uri);
					if (items === undefined || !wanted(items)) return;
					clearTimeout(deadline);
					waiting.delete(look);
					resolve(items);
				};
				waiting.add(look);
				look();
			});
		},
		async stop() {
			await connection.sendRequest(ShutdownRequest.type);
			await connection.sendNotification(ExitNotification.type);
			return exited;
		},
	};
}
