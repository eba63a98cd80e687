/** What the user is told when the language server does not run: that it is so, and how to start it again. */
import type { Disposable } from 'vscode';
import { commandIds } from './commands/commandIds.ts';
import type { LanguageServer } from './languageServer.ts';
import type { Message } from './message.ts';
import { notify } from './notify.ts';
import { showOutput } from './offers.ts';

export const serverDoesNotRun: Message = {
	severity: 'error',
	text: 'The Metro language server does not run: it could not start, or ended again and again. The output has the reason.',
	offers: [{ label: 'Restart Language Server', command: commandIds.restartServer }, showOutput],
};

/** Says so when it happens, since nobody may be looking at the view. */
export function tellOfServerFailure(server: LanguageServer): Disposable {
	return server.onDidChangeHealth((health) => {
		if (health === 'failed') notify(serverDoesNotRun);
	});
}
