/** Texts with a cursor in them: `|` marks the place, and is taken out. */
import { LineIndex } from '../../server/src/base/lineIndex.ts';
import type { DocumentView } from '../../server/src/features/documentView.ts';

export interface MarkedText {
	readonly text: string;
	/** Where the cursor stood. */
	readonly offset: number;
}

/** Takes the one `|` out of a text; throws if there is none or more than one. */
export function withCursor(marked: string): MarkedText {
	const offset = marked.indexOf('|');
	if (offset < 0 || marked.includes('|', offset + 1))
		throw new Error(`one cursor is wanted in ${JSON.stringify(marked)}`);
	return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** A document that holds `text`, as a feature sees it; a version of another one with the same `opening`. */
export function documentOf(text: string, path = '/home/metro/file.conf', opening = {}): DocumentView {
	return { opening, uri: `file://${path}`, path, version: 1, text, lines: new LineIndex(text) };
}
