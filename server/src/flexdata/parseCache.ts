/** Remembers parses, so that collecting a set-up again only parses what has changed. */
import { parse } from './parse.ts';
import type { ParsedFile } from './syntax.ts';

/** A parser that gives the same parse for the same text of a path. It keeps one text for each path. */
export function rememberingParser(): (path: string, text: string) => ParsedFile {
	const parses = new Map<string, ParsedFile>();
	return (path, text) => {
		const known = parses.get(path);
		if (known?.text === text) return known;
		const parsed = parse(text);
		parses.set(path, parsed);
		return parsed;
	};
}
