/** Shows a file as the editor itself opens it, which says what is wrong with one that cannot be shown. */
import { commands, Uri } from 'vscode';

export async function openPath(path: string | undefined): Promise<void> {
	if (path !== undefined) await commands.executeCommand('vscode.open', Uri.file(path));
}
