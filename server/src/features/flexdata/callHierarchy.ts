/** The graph of files: which files collect a file, and which it collects. */
import {
	type CallHierarchyIncomingCall,
	type CallHierarchyItem,
	type CallHierarchyOutgoingCall,
	type Range,
	SymbolKind,
} from 'vscode-languageserver-types';
import { append } from '../../base/collections.ts';
import { baseNameOf } from '../../base/posixPath.ts';
import { fileIndex } from '../../setup/configuration/fileIndex.ts';
import { topOfFile, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { collectors, collectTargets } from './collectTargets.ts';
import { parsedFile } from './flexdataDocument.ts';
import { linesOf, nameOf, type SettingsContext } from './settingsContext.ts';
import { symbolAt } from './symbolAt.ts';

/** The file that a collect at `offset` leads to, else this file. */
export function flexdataCallHierarchy(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): CallHierarchyItem[] {
	if (document.path === undefined) return [];
	const symbol = symbolAt(parsedFile(document), offset);
	const here = context.library.canonical(document.path);
	const paths = symbol?.kind === 'collect' ? collectTargets(context, here, symbol.node) : [here];
	return paths.map((path) => itemOf(context, path));
}

/** The files that collect the file. */
export function flexdataIncomingCalls(
	item: CallHierarchyItem,
	context: SettingsContext,
): CallHierarchyIncomingCall[] {
	const ranges = new Map<string, Range[]>();
	for (const { path, node } of collectors(context, [pathOf(item)])) {
		const file = context.library.files.get(path);
		if (file === undefined) continue;
		append(ranges, path, toRange(linesOf(file), node.path.span));
	}
	return [...ranges].map(([path, fromRanges]) => ({ from: itemOf(context, path), fromRanges }));
}

/** The files that the file collects. */
export function flexdataOutgoingCalls(
	item: CallHierarchyItem,
	context: SettingsContext,
): CallHierarchyOutgoingCall[] {
	const path = pathOf(item);
	const file = context.library.files.get(path);
	if (file === undefined) return [];
	const ranges = new Map<string, Range[]>();
	for (const node of fileIndex(file).collects) {
		for (const target of collectTargets(context, path, node)) {
			append(ranges, target, toRange(linesOf(file), node.path.span));
		}
	}
	return [...ranges].map(([target, fromRanges]) => ({ to: itemOf(context, target), fromRanges }));
}

function itemOf(context: SettingsContext, path: string): CallHierarchyItem {
	const { library, uriOf, evaluation } = context;
	const file = library.files.get(path);
	const range = file === undefined ? topOfFile : toRange(linesOf(file), { start: 0, end: file.text.length });
	const name = nameOf(context, path);
	const isIdle = evaluation?.collected.has(path) === false;
	return {
		name: baseNameOf(path),
		kind: SymbolKind.File,
		detail: isIdle ? `${name} (not collected)` : name,
		uri: uriOf(path),
		range,
		selectionRange: { start: range.start, end: range.start },
		data: { path },
	};
}

/** The path stored in an item; editors return items unchanged. */
function pathOf({ data }: CallHierarchyItem): string {
	const path = (data as { readonly path?: unknown } | undefined)?.path;
	return typeof path === 'string' ? path : '';
}
