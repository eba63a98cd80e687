/** The outline of a `.buildbot` (settings with their names, functions) and what can be folded in it. */
import { type DocumentSymbol, type FoldingRange, SymbolKind } from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import { toPosition, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { evaluationOf, writtenNames } from './buildbotDocument.ts';

/** A list with more names than this shows only so many of them. */
const mostChildren = 1000;

/** Settings and other variables with the names they hold, and functions. */
export function buildbotSymbols(document: DocumentView): DocumentSymbol[] {
	const buildbot = evaluationOf(document);
	const { assignments, functions } = buildbot.outline;
	const written = writtenNames(buildbot);
	const range = (span: Span) => toRange(document.lines, span);
	const variables = assignments.map(({ name, nameSpan, span }): DocumentSymbol => {
		const inside = written
			.slice(firstFrom(written, span.start), firstFrom(written, span.end))
			.filter((item) => item.literal.start >= span.start && item.literal.end <= span.end);
		const children = inside.slice(0, mostChildren).map(
			(item): DocumentSymbol => ({
				name: item.name === '' ? '""' : item.name,
				kind: SymbolKind.String,
				range: range(item.literal),
				selectionRange: range(item.span),
			}),
		);
		const many = inside.length === 1 ? '1 name' : `${inside.length} names`;
		return {
			name,
			kind: inside.length > 0 ? SymbolKind.Array : SymbolKind.Variable,
			range: range(span),
			selectionRange: range(nameSpan),
			...(inside.length > 0 && { detail: many, children }),
		};
	});
	const definitions = functions
		.filter(({ name }) => name !== '')
		.map(
			({ name, nameSpan, span, parameters }): DocumentSymbol => ({
				name,
				kind: SymbolKind.Function,
				detail: `(${parameters.map((parameter) => parameter.name).join(', ')})`,
				range: range(span),
				selectionRange: range(nameSpan),
			}),
		);
	return [...variables, ...definitions].sort(
		(a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
	);
}

/** The index of the first name from an offset on, of names in the order of the text. */
function firstFrom(names: readonly { readonly span: Span }[], offset: number): number {
	let low = 0;
	let high = names.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((names[middle]?.span.start ?? 0) < offset) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Assignments, functions and sequences over several lines. */
export function buildbotFolding(document: DocumentView): FoldingRange[] {
	const { assignments, functions, sequences } = evaluationOf(document).outline;
	const ends = new Map<number, number>();
	for (const { span } of [...assignments, ...functions, ...sequences]) {
		const text = document.text.slice(span.start, span.end).trimEnd();
		const first = toPosition(document.lines, span.start).line;
		const last = toPosition(document.lines, span.start + text.length).line;
		if (last > first) ends.set(first, Math.max(ends.get(first) ?? 0, last));
	}
	return [...ends].sort(([a], [b]) => a - b).map(([startLine, endLine]) => ({ startLine, endLine }));
}
