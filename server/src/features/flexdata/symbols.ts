/** The outline of a configuration file (sections with their keys) and what can be folded in it. */
import {
	type DocumentSymbol,
	type FoldingRange,
	FoldingRangeKind,
	SymbolKind,
} from 'vscode-languageserver-types';
import type { SectionAnnotation } from '../../flexdata/index.ts';
import { toPosition, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';

export function flexdataSymbols(document: DocumentView): DocumentSymbol[] {
	const top: DocumentSymbol[] = [];
	let open: { readonly symbol: DocumentSymbol; readonly children: DocumentSymbol[] } | undefined;
	for (const node of parsedFile(document).nodes) {
		if (node.kind === 'annotation' && node.annotation === 'section') {
			const children: DocumentSymbol[] = [];
			const range = toRange(document.lines, node.span);
			open = {
				symbol: {
					name: node.name.text,
					kind: SymbolKind.Namespace,
					range,
					selectionRange: toRange(document.lines, node.name.span),
					children,
					...(node.condition !== undefined && { detail: `when ${node.condition.text}` }),
				},
				children,
			};
			top.push(open.symbol);
			continue;
		}
		if (node.kind !== 'element' && node.kind !== 'block') continue;
		const symbol: DocumentSymbol = {
			name: node.name === '' ? node.key : node.name,
			kind: node.kind === 'block' ? SymbolKind.Function : SymbolKind.Property,
			range: toRange(document.lines, node.span),
			selectionRange: toRange(document.lines, node.nameSpan),
			...(node.kind === 'element' && node.value.text !== '' && { detail: node.value.text }),
		};
		if (open === undefined) top.push(symbol);
		else {
			open.children.push(symbol);
			open.symbol.range.end = symbol.range.end;
		}
	}
	return top;
}

export function flexdataFolding(document: DocumentView): FoldingRange[] {
	const file = parsedFile(document);
	const ranges: FoldingRange[] = [];
	const lineOf = (offset: number): number => toPosition(document.lines, offset).line;
	const add = (startLine: number, endLine: number, kind?: FoldingRangeKind): void => {
		if (endLine > startLine) ranges.push({ startLine, endLine, ...(kind !== undefined && { kind }) });
	};
	let section: SectionAnnotation | undefined;
	let lastElement = 0;
	const closeSection = (): void => {
		if (section !== undefined) add(section.line - 1, lastElement, FoldingRangeKind.Region);
	};
	for (const node of file.nodes) {
		if (node.kind === 'annotation' && node.annotation === 'section') {
			closeSection();
			section = node;
			lastElement = node.line - 1;
		} else if (node.kind === 'block') {
			const last = node.closing === undefined ? node.lastLine - 1 : lineOf(node.closing.start);
			add(node.line - 1, last);
			lastElement = last;
		} else if (node.kind === 'element') lastElement = node.line - 1;
	}
	closeSection();
	return ranges;
}
