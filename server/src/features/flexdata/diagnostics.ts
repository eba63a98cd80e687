/** The problems of a configuration file as diagnostics. */
import { type Diagnostic, DiagnosticTag } from 'vscode-languageserver-types';
import type { Finding } from '../../check/finding.ts';
import { toDiagnostic, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { findingsIn } from './findings.ts';
import { locationOf, type SettingsContext } from './settingsContext.ts';

export async function flexdataDiagnostics(
	document: DocumentView,
	context: SettingsContext,
	signal?: AbortSignal,
): Promise<Diagnostic[]> {
	const findings = await findingsIn(document, context, signal);
	return findings.map((finding) => diagnosticOf(document, finding, context));
}

/** A finding with its related places in any file, and a link to the page that explains it. */
function diagnosticOf(document: DocumentView, finding: Finding, context: SettingsContext): Diagnostic {
	const { related = [], unnecessary } = finding;
	const relatedInformation = related.flatMap(({ path, span, message }) => {
		const location =
			path === undefined || path === document.path
				? { uri: document.uri, range: toRange(document.lines, span) }
				: locationOf(context, path, span);
		return location === undefined ? [] : [{ location, message }];
	});
	return {
		...toDiagnostic(document, { ...finding, related: [] }, context.problemsPage),
		...(relatedInformation.length > 0 && { relatedInformation }),
		...(unnecessary && { tags: [DiagnosticTag.Unnecessary] }),
	};
}
