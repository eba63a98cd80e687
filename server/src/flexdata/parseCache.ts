/** Caches parses, so that collecting a set-up again only parses what has changed. */
import type { Work } from '../base/work.ts';
import { parseWork } from './parse.ts';
import type { ParsedFile } from './syntax.ts';

/** A parser that returns the same parse for the same text of a path. It keeps one text for each path. */
export function rememberingParser(): (path: string, text: string) => Work<ParsedFile> {
	const parses = new Map<string, ParsedFile>();
	return function* (path, text) {
		const known = parses.get(path);
		if (known?.text === text) return known;
		const parsed = yield* parseWork(text);
		// Another caller may have been faster.
		const other = parses.get(path);
		if (other?.text === text) return other;
		parses.set(path, parsed);
		return parsed;
	};
}
