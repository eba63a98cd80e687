/** Shows a log as a document. */
import { Range, type Uri, window, workspace } from 'vscode';
import { logAddress } from './logAddress.ts';
import type { LogStore } from './logStore.ts';

/**
 * Opens the log at `path`, at its first error if it has one and `where` is `first-error`, else at its end, where it is followed.
 * Rejects if there is no such file.
 */
export async function showLog(store: LogStore, path: string, where: 'first-error' | 'end'): Promise<void> {
	await showAt(store, logAddress(path), where);
}

/** Go to First Error, of the log that is shown or at `uri`. */
export async function showFirstError(store: LogStore, uri: Uri): Promise<void> {
	await showAt(store, uri, 'first-error');
}

async function showAt(store: LogStore, uri: Uri, where: 'first-error' | 'end'): Promise<void> {
	const document = await workspace.openTextDocument(uri);
	const error = where === 'first-error' ? store.get(uri)?.firstError : undefined;
	const line = Math.min(error ?? document.lineCount - 1, document.lineCount - 1);
	await window.showTextDocument(document, { selection: new Range(line, 0, line, 0), preview: true });
}
