/** Selection ranges from the word under the cursor outwards: reference, value, line, element, section, file. */
import type { SelectionRange } from 'vscode-languageserver-types';
import { type Span, touches } from '../../base/span.ts';
import { keyUseAt, nodeAt, type ParsedFile, valuesOf } from '../../flexdata/index.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';

export function flexdataSelectionRange(document: DocumentView, offset: number): SelectionRange {
	const file = parsedFile(document);
	let selection: SelectionRange | undefined;
	let last: Span | undefined;
	// From the outside in: each has to lie in the one before, and be smaller.
	for (const span of spansAround(file, offset)) {
		if (last !== undefined && (span.start < last.start || span.end > last.end)) continue;
		if (last !== undefined && span.start === last.start && span.end === last.end) continue;
		last = span;
		const range = toRange(document.lines, span);
		selection = selection === undefined ? { range } : { range, parent: selection };
	}
	return selection ?? { range: toRange(document.lines, { start: offset, end: offset }) };
}

/** Every span that contains `offset`, larger ones first. */
function spansAround(file: ParsedFile, offset: number): Span[] {
	const whole = { start: 0, end: file.text.length };
	const node = nodeAt(file, offset);
	if (node === undefined) return [whole];
	const spans: Span[] = [whole, sectionAround(file, offset), node.span];
	if (node.kind === 'element' || node.kind === 'block') {
		if (node.kind === 'block' && node.closing !== undefined) {
			spans.push({ start: node.opening.end, end: node.closing.start });
		}
		const value = valuesOf(node).find(({ span }) => touches(span, offset));
		spans.push(node.nameSpan, ...(value === undefined ? [] : [value.span]));
	} else if (node.kind === 'annotation') spans.push(node.content, ...node.words.map(({ span }) => span));
	else if (node.kind === 'ignored') spans.push(node.content);
	const use = keyUseAt(file, offset);
	if (use !== undefined) spans.push(use.span, use.nameSpan);
	spans.push(wordAround(file.text, offset));
	return spans.filter((span) => touches(span, offset)).sort((a, b) => b.end - b.start - (a.end - a.start));
}

function sectionAround(file: ParsedFile, offset: number): Span {
	let start = 0;
	for (const node of file.nodes) {
		if (node.kind !== 'annotation' || node.annotation !== 'section') continue;
		if (node.span.start > offset) return { start, end: node.span.start };
		start = node.span.start;
	}
	return { start, end: file.text.length };
}

function wordAround(text: string, offset: number): Span {
	const isWord = (at: number): boolean => /[\w./+-]/.test(text[at] ?? ' ');
	let start = offset;
	while (start > 0 && isWord(start - 1)) start--;
	let end = offset;
	while (isWord(end)) end++;
	return { start, end };
}
