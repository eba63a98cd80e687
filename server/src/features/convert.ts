/** The one place where offsets become lines and columns of the Language Server Protocol, and back. */
import { type Diagnostic, DiagnosticSeverity, type Position, type Range } from 'vscode-languageserver-types';
import type { LineIndex } from '../base/lineIndex.ts';
import type { Problem, Severity } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import type { DocumentView } from './documentView.ts';

export function toPosition(lines: LineIndex, offset: number): Position {
	return lines.at(offset);
}

export function toRange(lines: LineIndex, span: Span): Range {
	return { start: toPosition(lines, span.start), end: toPosition(lines, span.end) };
}

/** The start of a file, for links to the file as a whole. */
export const topOfFile: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export function toOffset(lines: LineIndex, position: Position): number {
	return lines.offset(position.line, position.character);
}

export function toSpan(lines: LineIndex, range: Range): Span {
	return { start: toOffset(lines, range.start), end: toOffset(lines, range.end) };
}

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
	error: DiagnosticSeverity.Error,
	warning: DiagnosticSeverity.Warning,
	information: DiagnosticSeverity.Information,
	hint: DiagnosticSeverity.Hint,
};

/**
 * A core's problem as a diagnostic; the caller adds related places in other files, whose lines it knows.
 * @param problemsPage URI of the page that explains problems, if installed
 */
export function toDiagnostic(document: DocumentView, problem: Problem, problemsPage?: string): Diagnostic {
	const related = (problem.related ?? []).filter(
		(place) => place.path === undefined || place.path === document.path,
	);
	return {
		range: toRange(document.lines, problem.span),
		severity: severities[problem.severity],
		code: problem.code,
		source: 'metro',
		message: problem.message,
		...(related.length > 0 && {
			relatedInformation: related.map((place) => ({
				location: { uri: document.uri, range: toRange(document.lines, place.span) },
				message: place.message,
			})),
		}),
		...(problem.data !== undefined && { data: problem.data }),
		...(problemsPage !== undefined && { codeDescription: { href: `${problemsPage}#${problem.code}` } }),
	};
}
