/** Folding in a configuration file: sections, blocks, and consecutive comments or collects. */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { FlexNode, SectionAnnotation } from '../../flexdata/index.ts';
import { toPosition } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';

export function flexdataFolding(document: DocumentView): FoldingRange[] {
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
	let run: { readonly kind: FoldingRangeKind; readonly start: number; end: number } | undefined;
	const closeRun = (): void => {
		if (run !== undefined) add(run.start, run.end, run.kind);
		run = undefined;
	};
	for (const node of parsedFile(document).nodes) {
		const kind = runOf(node);
		if (kind === undefined || kind !== run?.kind) closeRun();
		if (kind !== undefined) {
			const line = node.line - 1;
			run = { kind, start: run?.start ?? line, end: line };
		}
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
	closeRun();
	closeSection();
	return ranges;
}

/** The kind of consecutive lines that fold together. */
function runOf(node: FlexNode): FoldingRangeKind | undefined {
	if (node.kind === 'comment') return FoldingRangeKind.Comment;
	const isCollect = node.kind === 'annotation' && node.annotation === 'collect';
	return isCollect ? FoldingRangeKind.Imports : undefined;
}
