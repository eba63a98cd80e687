/** The client library, set up for our server. Only this folder uses it. */
import * as l10n from '@vscode/l10n';
import type { LogOutputChannel } from 'vscode';
import {
	CloseAction,
	ErrorAction,
	LanguageClient,
	type LanguageClientOptions,
	RevealOutputChannelOn,
	TransportKind,
} from 'vscode-languageclient/node';
import {
	nodeOptionsFor,
	notificationsCapability,
	type RunContext,
	type ServerOptions,
} from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { problemPages } from './problemPages.ts';

export interface ServerStartOptions {
	/** The current settings, as far as the workspace is trusted. */
	settings(): Omit<ServerOptions, 'evaluateAs'>;
	/** What the user chose last, and the server keeps since. */
	evaluateAs(): Partial<RunContext> | undefined;
}

/**
 * @param module the server's bundle
 * @param mayComeBack asked when the server has ended by itself: whether to start it again
 */
export function createClient(
	module: string,
	options: ServerStartOptions,
	mayComeBack: () => boolean,
	log: LogOutputChannel,
): LanguageClient {
	const execArgv = nodeOptionsFor(process.versions.v8);
	const program = { module, transport: TransportKind.stdio, options: { execArgv } };
	// For an editor that is itself debugged; `.vscode/launch.json` attaches to this port.
	const debugged = { ...program, options: { execArgv: [...execArgv, '--inspect=6009'] } };
	// The id makes the library read the setting `metro.trace.server`.
	const client = new LanguageClient(
		'metro',
		'Metro',
		{ run: program, debug: debugged },
		{ ...clientOptions(options, log), errorHandler: errorHandler(mayComeBack) },
	);
	// The library would notify the user of every step of a failure; we report it once, from the health.
	const logError = client.error.bind(client);
	client.error = (message, data) => logError(message, data, false);
	client.registerFeature({
		fillClientCapabilities: (capabilities) => {
			capabilities.experimental = { ...capabilities.experimental, [notificationsCapability]: true };
		},
		initialize: () => {},
		getState: () => ({ kind: 'static' }),
		clear: () => {},
	});
	return client;
}

function errorHandler(mayComeBack: () => boolean): NonNullable<LanguageClientOptions['errorHandler']> {
	return {
		error: (_error, _message, count) => ({
			action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
		}),
		closed: () =>
			mayComeBack()
				? { action: CloseAction.Restart }
				: {
						action: CloseAction.DoNotRestart,
						message: l10n.t('The language server ended again and again: it is not restarted.'),
						handled: true,
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
		// Hovers in `.buildbot` lead to rows of the tree. All text from files is escaped.
		markdown: { isTrusted: { enabledCommands: [commandIds.showInTree] } },
		middleware: problemPages,
		revealOutputChannelOn: RevealOutputChannelOn.Never,
		initializationFailedHandler: () => false,
	};
}
