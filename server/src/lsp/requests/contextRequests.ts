/** The requests about runs of Metro, also as commands for editors without our client. */
import type { Connection } from 'vscode-languageserver';
import { isRecord } from '../../base/json.ts';
import { requests, serverCommands } from '../../protocol/index.ts';
import { type Handling, handled, requestsOf } from '../requestHandler.ts';
import type { ContextAnswers } from './contextAnswers.ts';

export function registerContextRequests(
	connection: Connection,
	answers: ContextAnswers,
	log: Handling,
): void {
	const contexts = answers.contexts.bind(answers);
	const setContext = answers.setContext.bind(answers);
	const compareContexts = answers.compareContexts.bind(answers);
	const resolvedConfiguration = answers.resolvedConfiguration.bind(answers);

	const on = requestsOf(connection, log);
	on(requests.contexts, null, contexts);
	on(requests.setContext, null, setContext);
	on(requests.compareContexts, null, compareContexts);
	on(requests.resolvedConfiguration, null, resolvedConfiguration);

	const commands = new Map<string, (argument: never, signal: AbortSignal) => Promise<unknown>>([
		[serverCommands.contexts, contexts],
		[serverCommands.setContext, setContext],
		[serverCommands.compareContexts, compareContexts],
		[serverCommands.resolvedConfiguration, resolvedConfiguration],
	]);
	connection.onExecuteCommand(
		handled<{ command: string; arguments?: unknown[] }, unknown>(
			'executeCommand',
			log,
			null,
			async ({ command, arguments: given }, signal) => {
				const argument = given?.[0];
				return commands.get(command)?.((isRecord(argument) ? argument : {}) as never, signal) ?? null;
			},
		),
	);
}
