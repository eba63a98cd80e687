/** The diagnostics of a document that an editor is sent: no more than anybody reads, the gravest of them. */
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import { finding } from '../check/finding.ts';
import { toDiagnostic } from './convert.ts';
import type { DocumentView } from './documentView.ts';

/** VS Code shows no more of one file either. */
const most = 1000;

/**
 * All diagnostics, or the gravest and one that counts the others, in the order of the text.
 * @param problemsPage URI of the page that explains problems, if installed
 */
export function mostDiagnostics(
	document: DocumentView,
	all: Diagnostic[],
	problemsPage: string | undefined,
): Diagnostic[] {
	if (all.length <= most) return all;
	const gravest = new Set(all.toSorted((a, b) => gravity(a) - gravity(b)).slice(0, most - 1));
	const left = (all.length - gravest.size).toLocaleString('en');
	const message = `${left} more problems of this file are not shown here; buildrepo check lists them all.`;
	const rest = finding('more-problems', { start: 0, end: 0 }, message);
	return [toDiagnostic(document, rest, problemsPage), ...all.filter((one) => gravest.has(one))];
}

function gravity({ severity = DiagnosticSeverity.Hint }: Diagnostic): number {
	return severity;
}
