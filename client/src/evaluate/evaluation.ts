/**
 * As which run of Metro the configuration is evaluated: kept from session to session, shown beside the language of an
 * open configuration, where a click changes it.
 */
import * as l10n from '@vscode/l10n';
import {
	Disposable,
	LanguageStatusSeverity,
	type LogOutputChannel,
	languages,
	type Memento,
	window,
	workspace,
} from 'vscode';
import type { ContextsAnswer } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { ServerHealth } from '../server/health.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { contextAtStart, remember, rememberedContexts } from './rememberedContext.ts';

/** Remembers what is chosen, and shows it. */
export function createEvaluationStatus(
	server: LanguageServer,
	state: Memento,
	log: LogOutputChannel,
): Disposable {
	const item = languages.createLanguageStatusItem('metro.evaluation', [{ language: 'metro' }]);
	item.name = l10n.t('Metro: evaluated as');
	const show = (given: ContextsAnswer | undefined): void => {
		// Without a build, no run can be named. An empty item would show as a comma, also to a screen reader.
		const answer = given?.title === '' ? undefined : given;
		// A click is about the set-up that is shown, also where there are several.
		item.command = {
			title: l10n.t('Evaluate As…'),
			command: commandIds.evaluateAs,
			...(answer !== undefined && { arguments: [answer.home] }),
		};
		item.text = answer?.title ?? l10n.t('No set-up');
		item.detail =
			answer === undefined ? '' : (answer.unknown ?? l10n.t('what this configuration is evaluated as'));
		item.severity =
			answer?.unknown === undefined ? LanguageStatusSeverity.Information : LanguageStatusSeverity.Warning;
	};
	const showFailure = (): void => {
		item.command = { title: l10n.t('Restart'), command: commandIds.restartServer };
		item.text = l10n.t('Not evaluated');
		item.detail = l10n.t('The Metro language server does not run.');
		item.severity = LanguageStatusSeverity.Error;
	};
	const ask = async (): Promise<void> => {
		if (server.health === 'failed') showFailure();
		const document = window.activeTextEditor?.document;
		if (server.health !== 'running' || document?.languageId !== 'metro') return;
		try {
			const answer = await server.contexts({ path: document.uri.fsPath });
			// Meanwhile another file may be looked at, and asked about.
			if (window.activeTextEditor?.document === document) show(answer);
		} catch (error) {
			log.error(`What the configuration is evaluated as could not be had: ${error}`);
		}
	};
	/** Sends a freshly started server what it could not be started with. */
	const restore = async (): Promise<void> => {
		if (contextAtStart(state, workspace.workspaceFolders?.length ?? 0) !== undefined) return;
		try {
			for (const [home, context] of rememberedContexts(state)) await server.setContext({ home, context });
		} catch (error) {
			log.error(`What was evaluated in the last session could not be taken up: ${error}`);
		}
	};
	const follow = async (health: ServerHealth): Promise<void> => {
		await ask();
		if (health === 'running') await restore();
	};
	show(undefined);
	return Disposable.from(
		item,
		window.onDidChangeActiveTextEditor(ask),
		server.onDidChangeHealth(follow),
		server.onDidChangeContext((answer) => {
			remember(state, answer.home, answer.current);
			// With several set-ups it may be another than that of the file that is looked at.
			void ask();
		}),
	);
}
