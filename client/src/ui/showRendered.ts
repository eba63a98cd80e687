/** Shows Markdown as the editor renders it; its own buttons lead to the source and back. */
import { commands, type TextDocumentShowOptions, type Uri } from 'vscode';

/** The editor that VS Code brings for it. Unlike a preview in a tab of its own, it is an editor of the address: it follows that document. */
const renderedMarkdown = 'vscode.markdown.preview.editor';

export async function showRendered(uri: Uri, options: TextDocumentShowOptions): Promise<void> {
	await commands.executeCommand('vscode.openWith', uri, renderedMarkdown, options);
}
