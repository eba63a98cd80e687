/** The message for a language server that does not run, with a way to restart it. */
import * as l10n from '@vscode/l10n';
import type { Disposable } from 'vscode';
import { commandIds } from '../commands/commandIds.ts';
import type { Message } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';
import { showOutput } from '../ui/offers.ts';
import type { LanguageServer } from './languageServer.ts';

export const serverDoesNotRun: Message = {
	severity: 'error',
	text: l10n.t(
		'The Metro language server does not run: it could not start, or ended again and again. The output has the reason.',
	),
	offers: [{ label: l10n.t('Restart Language Server'), command: commandIds.restartServer }, showOutput],
};

/** Shows the message when the server fails: the view may be out of sight. */
export function tellOfServerFailure(server: LanguageServer): Disposable {
	return server.onDidChangeHealth((health) => {
		if (health === 'failed') notify(serverDoesNotRun);
	});
}
