/** A Metro configuration file for the features: parsed once per version, with lookups by offset. */
import { type Work, workOncePer } from '../../base/work.ts';
import type { Element, ParsedFile } from '../../flexdata/index.ts';
import { nodeAt, parseWork } from '../../flexdata/index.ts';
import { indexWork } from '../../setup/configuration/fileIndex.ts';
import type { DocumentView } from '../documentView.ts';
import { isFarTooLarge } from '../tooLarge.ts';

const parses = workOncePer((document: DocumentView) => parseWork(flexdataText(document)));

/** The text that a set-up reads from the document: none if it is far too large. */
export function flexdataText(document: DocumentView): string {
	return isFarTooLarge(document) ? '' : document.text;
}

/** The parse of this version of the document. */
export const parsedFile = parses.of;

/** The same, as work. */
export const parsedWork = parses.work;

/** Prepares a document for all features: its parse and index. */
export function* flexdataPrepare(document: DocumentView): Work<void> {
	const file = yield* parses.work(document);
	yield* indexWork(file);
}

/** The element, plain or block, whose lines contain `offset`. */
export function elementAt(file: ParsedFile, offset: number): Element | undefined {
	const node = nodeAt(file, offset);
	return node?.kind === 'element' || node?.kind === 'block' ? node : undefined;
}

/** The text of the line before `offset`. */
export function lineBefore({ text, lines }: DocumentView, offset: number): string {
	return text.slice(offset - lines.at(offset).character, offset);
}

/**
 * The end of the word that began before `offset`.
 * @param letter matches a character of the word; by default, of a word in an annotation
 */
export function wordEnd({ text }: DocumentView, offset: number, letter = /[^\s\]]/): number {
	let end = offset;
	while (letter.test(text[end] ?? ' ')) end++;
	return end;
}

/** The section in force at an offset; empty: none. */
export function sectionAt(file: ParsedFile, offset: number): string {
	let section = '';
	for (const node of file.nodes) {
		if (node.span.start >= offset) break;
		if (node.kind === 'annotation' && node.annotation === 'section') section = node.name.text;
	}
	return section;
}

/** True between the brackets of a block, where everything but references is text. */
export function isInBlock(file: ParsedFile, offset: number): boolean {
	const node = nodeAt(file, offset);
	if (node?.kind !== 'block') return false;
	return offset > node.opening.end && offset <= (node.closing?.start ?? file.text.length);
}
