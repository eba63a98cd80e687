/** What can be done from the document of a log. */
import { Uri, window } from 'vscode';
import { logScheme } from '../logs/logAddress.ts';
import { showFirstError } from '../logs/showLog.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';

/** Go to First Error: of the given log, else of the one in the active editor. */
export async function goToFirstError({ logs }: Services, argument: unknown): Promise<void> {
	const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
	if (uri?.scheme === logScheme) await showFirstError(logs, uri);
}

/** Opens a terminal in a directory; takes its path. */
export function openTerminalIn(_: Services, path: unknown): void {
	if (typeof path === 'string' && mayRun()) window.createTerminal({ cwd: path }).show();
}
