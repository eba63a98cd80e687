/** The document of a page: its script and style from our package, in the editor's language. */
import { randomUUID } from 'node:crypto';
import { l10n as editorL10n, env, Uri, type Webview } from 'vscode';
import { pageHtml } from './pageHtml.ts';

/** @param name of the page's script and style, for instance `health` */
export function pageDocument(webview: Webview, distribution: Uri, name: string): string {
	const address = (file: string): string => webview.asWebviewUri(Uri.joinPath(distribution, file)).toString();
	return pageHtml({
		script: address(`${name}.js`),
		style: address(`${name === 'health' ? name : 'tables'}.css`),
		source: webview.cspSource,
		nonce: randomUUID(),
		language: env.language,
		texts: editorL10n.bundle ?? {},
	});
}
