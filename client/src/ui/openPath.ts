/** Shows a file as the editor itself opens it, which says what is wrong with one that cannot be shown. */
import { commands, Position, Range, Uri, window } from 'vscode';
import type { FilePlace } from '../../../server/src/protocol/index.ts';

export async function openPath(path: string | undefined): Promise<void> {
	if (path !== undefined) await commands.executeCommand('vscode.open', Uri.file(path));
}

/** Shows a file with the cursor at a place. */
export async function openPlace({ path, line, column }: FilePlace): Promise<void> {
	const at = new Position(line, column);
	await window.showTextDocument(Uri.file(path), { selection: new Range(at, at) });
}
