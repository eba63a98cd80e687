/** A Metro configuration file as the features see it: parsed once per version, and asked what stands at an offset. */
import type { Span } from '../../base/span.ts';
import { touches } from '../../base/span.ts';
import type { Element, ParsedFile, PlainElement, Value } from '../../flexdata/index.ts';
import { parse } from '../../flexdata/index.ts';
import type { DocumentView } from '../documentView.ts';

const parsedFiles = new WeakMap<DocumentView, ParsedFile>();

/** The parse of this version of the document. */
export function parsedFile(document: DocumentView): ParsedFile {
	const known = parsedFiles.get(document);
	if (known !== undefined) return known;
	const parsed = parse(document.text);
	parsedFiles.set(document, parsed);
	return parsed;
}

/** The elements of the file, in order. */
export function elementsOf(file: ParsedFile): Element[] {
	return file.nodes.filter((node) => node.kind === 'element' || node.kind === 'block');
}

/** The element with a plain value whose line holds `offset`. */
export function plainElementAt(file: ParsedFile, offset: number): PlainElement | undefined {
	return file.nodes.find(
		(node) => node.kind === 'element' && node.span.start <= offset && offset <= lineEnd(file.text, node.span),
	) as PlainElement | undefined;
}

/** The element (plain or block) that `offset` lies in. */
export function elementAt(file: ParsedFile, offset: number): Element | undefined {
	return elementsOf(file).find((node) => node.span.start <= offset && offset < node.span.end + 1);
}

export interface SpannedWord {
	readonly text: string;
	readonly span: Span;
}

/** The words of a plain value, as a list option is read: separated by blanks. */
export function wordsOf(file: ParsedFile, value: Value): SpannedWord[] {
	return [...file.text.slice(value.span.start, value.span.end).matchAll(/\S+/g)].map((match) => ({
		text: match[0],
		span: { start: value.span.start + match.index, end: value.span.start + match.index + match[0].length },
	}));
}

/** The word of a plain value that `offset` touches. */
export function wordAt(file: ParsedFile, value: Value, offset: number): SpannedWord | undefined {
	return wordsOf(file, value).find((word) => touches(word.span, offset));
}

/** The offset behind the last character of a node's first line, its line end left out. */
function lineEnd(text: string, span: Span): number {
	let end = span.end;
	while (end > span.start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
	return end;
}
