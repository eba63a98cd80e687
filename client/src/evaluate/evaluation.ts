/**
 * As which run of Metro the configuration is evaluated: kept from session to session, shown beside the language of an
 * open configuration, where a click changes it.
 */
import {
	Disposable,
	LanguageStatusSeverity,
	type LogOutputChannel,
	languages,
	type Memento,
	window,
} from 'vscode';
import type { ContextsAnswer } from '../../../server/src/protocol.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { LanguageServer } from '../languageServer.ts';
import { remember } from './rememberedContext.ts';

/** Remembers what is chosen, and shows it. */
export function createEvaluationStatus(
	server: LanguageServer,
	state: Memento,
	log: LogOutputChannel,
): Disposable {
	const item = languages.createLanguageStatusItem('metro.evaluation', [{ language: 'metro' }]);
	item.name = 'Metro: evaluated as';
	item.command = { title: 'Evaluate As…', command: commandIds.evaluateAs };
	const show = (given: ContextsAnswer | undefined): void => {
		// Where nothing says what is built there is no run to name; an empty item would be drawn, and read out, as a comma.
		const answer = given?.title === '' ? undefined : given;
		item.text = answer?.title ?? 'No set-up';
		item.detail = answer === undefined ? '' : (answer.unknown ?? 'what this configuration is evaluated as');
		item.severity =
			answer?.unknown === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
	};
	const ask = async (): Promise<void> => {
		const document = window.activeTextEditor?.document;
		if (server.health !== 'running' || document?.languageId !== 'metro') return;
		try {
			show(await server.contexts({ path: document.uri.fsPath }));
		} catch (error) {
			log.error(`What the configuration is evaluated as could not be had: ${error}`);
		}
	};
	show(undefined);
	return Disposable.from(
		item,
		window.onDidChangeActiveTextEditor(ask),
		server.onDidChangeHealth(ask),
		server.onDidChangeContext((answer) => {
			remember(state, answer.current);
			// With several set-ups it may be another than that of the file that is looked at.
			void ask();
		}),
	);
}
