/** A written tuple, list or set as rows: each item with its comments, so that rows can be laid out or put in another order. */
import type { Expression } from '../../python/syntax/ast.ts';
import type { SequenceNode } from '../writtenString.ts';

/** An item as written. */
export interface SequenceRow {
	readonly item: Expression;
	readonly text: string;
	/** Comments on lines of their own before it. */
	readonly before: readonly string[];
	/** Whether a blank line is before it and its comments. */
	readonly isApart: boolean;
	/** The comment behind it with the blanks before that; empty: none. */
	readonly behind: string;
}

export interface SequenceRows {
	readonly rows: readonly SequenceRow[];
	/** The comment behind the opening bracket with the blanks before that; empty: none. */
	readonly behindOpening: string;
	/** Comments on lines of their own before the closing bracket, and whether a blank line is before them. */
	readonly last: readonly string[];
	readonly isLastApart: boolean;
}

/** Reads a sequence in brackets; `undefined`: it has none, or something between its items that is neither blank nor comment. */
export function rowsOf(source: string, { items, span }: SequenceNode): SequenceRows | undefined {
	if (!/[([{]/.test(source[span.start] ?? '')) return undefined;
	const ends = [span.start + 1, ...items.map((item) => item.span.end)];
	const gaps = ends.map((end, at) => gapOf(source.slice(end, items[at]?.span.start ?? span.end - 1)));
	const rows: SequenceRow[] = [];
	for (const [at, item] of items.entries()) {
		const gap = gaps[at];
		const next = gaps[at + 1];
		if (gap === undefined || next === undefined) return undefined;
		rows.push({
			item,
			text: source.slice(item.span.start, item.span.end),
			before: gap.own,
			isApart: gap.isApart && at > 0,
			behind: next.behind,
		});
	}
	const [first] = gaps;
	const last = gaps.at(-1);
	if (first === undefined || last === undefined) return undefined;
	if (items.length === 0) return { rows, behindOpening: first.behind, last: first.own, isLastApart: false };
	return {
		rows,
		behindOpening: first.behind,
		last: last.own,
		isLastApart: last.isApart && last.own.length > 0,
	};
}

/** What stands between two items. */
interface Gap {
	readonly behind: string;
	readonly own: readonly string[];
	readonly isApart: boolean;
}

/** A blank, a joined line, a line's end, a comma, or a comment with the blanks before it. */
const part = /[ \t\f]*(#[^\r\n]*)|[ \t\f]+|\\(?:\r\n?|\n)|(\r\n?|\n)|(,)/y;

function gapOf(text: string): Gap | undefined {
	let at = 0;
	let behind = '';
	let isNewLine = false;
	let lines = 0;
	let isApart = false;
	const own: string[] = [];
	while (at < text.length) {
		part.lastIndex = at;
		const [whole, comment, newline] = part.exec(text) ?? [];
		if (whole === undefined) return undefined;
		at += whole.length;
		if (newline !== undefined) {
			isNewLine = true;
			if (++lines > 1 && own.length === 0) isApart = true;
		} else if (comment !== undefined) {
			if (isNewLine || behind !== '') own.push(comment.trimEnd());
			else behind = whole.trimEnd();
		}
	}
	return { behind, own, isApart };
}
