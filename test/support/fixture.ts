/**
 * Several files in one text, with marks in it. A line `//- /path` begins a file. `‸` is the cursor; `«name:text»` marks a
 * stretch of text with a name. All marks are taken out.
 */
import type { Span } from '../../server/src/base/span.ts';

export interface Mark {
	readonly path: string;
	readonly name: string;
	readonly span: Span;
	readonly text: string;
}

export interface Fixture {
	readonly files: ReadonlyMap<string, string>;
	/** In the order of the text. */
	readonly marks: readonly Mark[];
	readonly cursor: { readonly path: string; readonly offset: number } | undefined;
}

/** Reads a fixture. Throws for marks that are not closed, and for more than one cursor. */
export function fixture(text: string): Fixture {
	const files = new Map<string, string>();
	const marks: Mark[] = [];
	let cursor: Fixture['cursor'];
	const parts = text.split(/^\/\/- (\S+)\n/m);
	for (let at = 1; at < parts.length; at += 2) {
		const path = parts[at] ?? '';
		let plain = '';
		const open: { name: string; start: number }[] = [];
		for (const piece of (parts[at + 1] ?? '').split(/(«[a-z-]+:|»|‸)/)) {
			if (piece === '‸') {
				if (cursor !== undefined) throw new Error('a second cursor');
				cursor = { path, offset: plain.length };
			} else if (piece === '»') {
				const mark = open.pop();
				if (mark === undefined) throw new Error(`a mark that was not opened in ${path}`);
				const span = { start: mark.start, end: plain.length };
				marks.push({ path, name: mark.name, span, text: plain.slice(span.start, span.end) });
			} else if (piece.startsWith('«')) open.push({ name: piece.slice(1, -1), start: plain.length });
			else plain += piece;
		}
		if (open.length > 0) throw new Error(`a mark that is not closed in ${path}`);
		files.set(path, plain);
	}
	return { files, marks, cursor };
}
