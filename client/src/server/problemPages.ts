/** What explains a problem, as the editor shows it: the section of our page, rendered, and not the page's source. */
import { type Diagnostic, Uri } from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';
import { commandIds } from '../commands/commandIds.ts';

/** Turns the page that the server names with a problem into a command: the editor opens a plain link at its first line. */
export const problemPages: Pick<Middleware, 'handleDiagnostics' | 'provideDiagnostics'> = {
	handleDiagnostics: (uri, diagnostics, next) => {
		linkAll(diagnostics);
		next(uri, diagnostics);
	},
	provideDiagnostics: async (document, previous, token, next) => {
		const report = await next(document, previous, token);
		if (report !== null && report !== undefined && 'items' in report) linkAll(report.items);
		return report;
	},
};

/** Changes them in place: only the editor gets them, and the client library keeps its own data in them. */
function linkAll(diagnostics: readonly Diagnostic[]): void {
	for (const diagnostic of diagnostics) {
		const { code } = diagnostic;
		if (typeof code !== 'object' || code.target.scheme !== 'file') continue;
		const query = JSON.stringify([code.target.toString()]);
		const target = Uri.from({ scheme: 'command', path: commandIds.openProblemPage, query });
		diagnostic.code = { value: code.value, target };
	}
}
