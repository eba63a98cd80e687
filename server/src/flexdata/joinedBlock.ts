/**
 * A block as one plain value, as Metro joins a block that is referenced with single brackets.
 * Metro: `expandString` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { stripSpan } from '../base/pythonText.ts';
import type { Span } from '../base/span.ts';
import { type BlockLine, lineSpan } from './blockLine.ts';
import { type ParsedValue, scanText } from './value.ts';

export interface JoinedBlock {
	/** The lines, each stripped, joined with spaces and stripped as a whole. */
	readonly value: ParsedValue;
	/** Maps a span of the joined text to the source; a span over several lines ends with its first line. */
	place(span: Span): Span;
}

/** Joins the lines of a block; comment lines, embeddings and Python code are plain text here. */
export function joinBlock(source: string, lines: readonly BlockLine[]): JoinedBlock {
	const stripped = lines.map((line) => stripSpan(source, lineSpan(line)));
	const joined = stripped.map(({ start, end }) => source.slice(start, end)).join(' ');
	const kept = stripSpan(joined, { start: 0, end: joined.length });
	return {
		value: scanText(joined.slice(kept.start, kept.end)),
		place: (span) => {
			let before = -kept.start;
			for (const { start, end } of stripped) {
				const behind = before + end - start;
				if (span.start < behind) {
					const from = start + span.start - before;
					return { start: from, end: Math.min(end, from + span.end - span.start) };
				}
				before = behind + 1;
			}
			return { start: stripped.at(-1)?.end ?? 0, end: stripped.at(-1)?.end ?? 0 };
		},
	};
}
