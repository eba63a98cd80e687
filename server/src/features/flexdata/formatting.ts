/** Formatting: indentation and spaces outside blocks, never anything that Metro reads. */
import type { TextEdit } from 'vscode-languageserver-types';
import { stripSpan } from '../../base/pythonText.ts';
import { overlaps, type Span } from '../../base/span.ts';
import type { FlexNode, ParsedFile } from '../../flexdata/index.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';

/** At most this many empty lines in a row are kept. */
const mostEmptyLines = 2;

/** The edits that format `range`; without one, the whole document. */
export function flexdataFormatting(document: DocumentView, range?: Span): TextEdit[] {
	return formatEdits(parsedFile(document))
		.filter(({ span }) => range === undefined || touches(span, range))
		.map(({ span, text }) => ({ range: toRange(document.lines, span), newText: text }));
}

function touches(span: Span, range: Span): boolean {
	return overlaps(span, range) || (span.start >= range.start && span.end <= range.end);
}

interface Edit {
	readonly span: Span;
	readonly text: string;
}

function formatEdits(file: ParsedFile): Edit[] {
	const { nodes, text } = file;
	const edits: Edit[] = [];
	const put = (span: Span, now: string): void => {
		if (text.slice(span.start, span.end) !== now) edits.push({ span, text: now });
	};
	const lastFull = nodes.findLastIndex(({ kind }) => kind !== 'blank');
	let empty = 0;
	nodes.forEach((node, at) => {
		// Metro cuts the last character of a line without line end, so a space there protects a letter.
		if (file.lost !== undefined && at === nodes.length - 1) return;
		if (node.kind !== 'blank') empty = 0;
		switch (node.kind) {
			case 'blank': {
				empty++;
				if (empty > mostEmptyLines || at > lastFull) put(node.span, '');
				else put(lineOf(text, node), '');
				return;
			}
			case 'comment':
			case 'element':
				trim(node);
				return;
			case 'annotation':
				if (node.failure !== undefined) return;
				// After a tab, `#` does not start a comment; after a space it would.
				if (node.words.some((word) => word.text.startsWith('#'))) return;
				put(node.content, `[${node.words.map((word) => word.text).join(' ')}]`);
				trim(node);
				return;
			case 'block':
				trim(node);
				if (node.closing !== undefined && node.closing.end <= node.span.end) {
					trimAround(lastLine(text, node), node.closing);
				}
				return;
			default:
		}
	});
	return edits.sort((a, b) => a.span.start - b.span.start);

	/** Removes spaces at both ends of a node's first line. */
	function trim(node: FlexNode): void {
		const line = lineOf(text, node);
		trimAround(line, stripSpan(text, line));
	}

	function trimAround(line: Span, kept: Span): void {
		put({ start: line.start, end: kept.start }, '');
		put({ start: kept.end, end: line.end }, '');
	}
}

/** The first line of a node without its line end. */
function lineOf(text: string, { span }: FlexNode): Span {
	let end = span.start;
	while (end < span.end && text[end] !== '\n' && text[end] !== '\r') end++;
	return { start: span.start, end };
}

/** The last line of a node without its line end. */
function lastLine(text: string, { span }: FlexNode): Span {
	let end = span.end;
	if (text[end - 1] === '\n') end--;
	if (text[end - 1] === '\r') end--;
	let start = end;
	while (start > span.start && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
	return { start, end };
}
