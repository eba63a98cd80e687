/** The outline of a configuration file: sections with their keys, and the files that are collected. */
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver-types';
import { pushAll } from '../../base/collections.ts';
import { finish, type Work } from '../../base/work.ts';
import type { FlexNode } from '../../flexdata/index.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';

/** The limit of what an editor can draw quickly. */
const mostSymbols = 5000;

export function flexdataSymbols(document: DocumentView): DocumentSymbol[] {
	return finish(symbolsWork(document));
}

/** The same, as work. */
export function* symbolsWork(document: DocumentView): Work<DocumentSymbol[]> {
	const top: DocumentSymbol[] = [];
	let open: { readonly symbol: DocumentSymbol; readonly children: DocumentSymbol[] } | undefined;
	/** Collects belong to no section, but those between two keys of a section have no other place in a tree. */
	const collects: DocumentSymbol[] = [];
	let count = 0;
	for (const node of parsedFile(document).nodes) {
		yield;
		const symbol = symbolOf(document, node);
		if (symbol === undefined) continue;
		if (count++ === mostSymbols) break;
		if (node.kind === 'annotation' && node.annotation === 'collect') {
			collects.push(symbol);
			continue;
		}
		if (node.kind !== 'annotation' && open !== undefined) {
			pushAll(open.children, collects.splice(0));
			open.children.push(symbol);
			open.symbol.range.end = symbol.range.end;
			continue;
		}
		pushAll(top, collects.splice(0));
		top.push(symbol);
		if (symbol.children !== undefined) open = { symbol, children: symbol.children };
	}
	return [...top, ...collects];
}

function symbolOf(document: DocumentView, node: FlexNode): DocumentSymbol | undefined {
	const range = toRange(document.lines, node.span);
	if (node.kind === 'element' || node.kind === 'block') {
		return {
			name: node.name === '' ? node.key : node.name,
			kind: node.kind === 'block' ? SymbolKind.Function : SymbolKind.Property,
			range,
			selectionRange: toRange(document.lines, node.nameSpan),
			...(node.kind === 'element' && node.value.text !== '' && { detail: node.value.text }),
		};
	}
	if (node.kind !== 'annotation') return undefined;
	const { condition } = 'condition' in node ? node : { condition: undefined };
	if (node.annotation === 'section') {
		return {
			name: node.name.text,
			kind: SymbolKind.Namespace,
			range,
			selectionRange: toRange(document.lines, node.name.span),
			children: [],
			...(condition !== undefined && { detail: `when ${condition.text}` }),
		};
	}
	if (node.annotation !== 'collect' || node.path.text === '') return undefined;
	return {
		name: node.path.text,
		kind: SymbolKind.File,
		range,
		selectionRange: toRange(document.lines, node.path.span),
		detail: condition === undefined ? 'collected' : `collected when ${condition.text}`,
	};
}
