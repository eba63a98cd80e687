/** The outline of a `.buildbot` (settings with their names, functions) and what can be folded in it. */

import { type DocumentSymbol, type FoldingRange, SymbolKind } from 'vscode-languageserver-types';
import { lowerBound } from '../../base/collections.ts';
import { withCount } from '../../base/phrases.ts';
import type { Span } from '../../base/span.ts';
import { toPosition, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, writtenNames } from './buildbotDocument.ts';

/** The limit of what an editor can draw quickly. Names in lists are left out first. */
const mostSymbols = 5000;

/** Settings and other variables with the names they hold, and functions. */
export function buildbotSymbols(document: DocumentView): DocumentSymbol[] {
	const { outline } = buildbotText(document);
	const assignments = outline.assignments.slice(0, mostSymbols);
	const functions = outline.functions.slice(0, mostSymbols - assignments.length);
	const written = writtenNames(outline);
	let room = mostSymbols - assignments.length - functions.length;
	const range = (span: Span) => toRange(document.lines, span);
	const variables = assignments.map(({ name, nameSpan, span }): DocumentSymbol => {
		const from = (offset: number): number => lowerBound(written, offset, ({ literal }) => literal.start);
		const inside = written.slice(from(span.start), from(span.end));
		const children = inside.slice(0, room).map(
			(item): DocumentSymbol => ({
				name: item.name === '' ? '""' : item.name,
				kind: SymbolKind.String,
				range: range(item.literal),
				selectionRange: range(item.span),
			}),
		);
		room -= children.length;
		const many = withCount(inside.length, 'name');
		return {
			name,
			kind: inside.length > 0 ? SymbolKind.Array : SymbolKind.Variable,
			range: range(span),
			selectionRange: range(nameSpan),
			...(inside.length > 0 && { detail: many }),
			...(children.length > 0 && { children }),
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

/** Assignments, functions and sequences over several lines. */
export function buildbotFolding(document: DocumentView): FoldingRange[] {
	const { assignments, functions, sequences } = buildbotText(document).outline;
	const ends = new Map<number, number>();
	for (const { span } of [...assignments, ...functions, ...sequences]) {
		const text = document.text.slice(span.start, span.end).trimEnd();
		const first = toPosition(document.lines, span.start).line;
		const last = toPosition(document.lines, span.start + text.length).line;
		if (last > first) ends.set(first, Math.max(ends.get(first) ?? 0, last));
	}
	return [...ends].sort(([a], [b]) => a - b).map(([startLine, endLine]) => ({ startLine, endLine }));
}
