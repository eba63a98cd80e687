/** How an item is taken out of a written tuple, list or set, so that a sequence of the same type stays. */
import type { Span } from '../base/span.ts';
import { tokenizeExpression } from '../python/syntax/tokens.ts';
import type { SequenceNode } from './writtenString.ts';

/** A replacement of a part of the text. */
export interface SourceEdit {
	readonly span: Span;
	readonly text: string;
}

/**
 * The changes that remove an item and keep all others, and all comments. `undefined` if a set would lose its comments with
 * its only item.
 */
export function withoutItem(source: string, sequence: SequenceNode, index: number): SourceEdit[] | undefined {
	const { items, kind } = sequence;
	const item = items[index]?.span;
	if (item === undefined) return undefined;
	const commas = commasAfter(source, sequence);
	const comma = commas[index];
	if (items.length === 1) return withoutOnlyItem(source, sequence, item, comma);

	const before = commas[index - 1];
	const isPair = kind === 'tuple' && items.length === 2;
	const isLast = index === items.length - 1;
	if (isLast && before !== undefined) {
		return cuts(source, item, comma, before, !isPair && comma === undefined);
	}
	const changes = cuts(source, item, comma, before, false);
	const rest = items[1 - index]?.span;
	if (!isPair || rest === undefined || commas[1 - index] !== undefined) return changes;
	return [...changes, { span: { start: rest.end, end: rest.end }, text: ',' }];
}

/** The comma after each item; the last item may have none. */
export function commasAfter(source: string, { items, span }: SequenceNode): (Span | undefined)[] {
	const commas = tokenizeExpression(source, span.start, span.end).tokens.filter(
		({ kind, start, end }) => kind === 'operator' && source.slice(start, end) === ',',
	);
	let at = 0;
	return items.map((item) => {
		while ((commas[at]?.start ?? Infinity) < item.span.end) at++;
		return commas[at];
	});
}

function withoutOnlyItem(
	source: string,
	{ kind, span, ...node }: SequenceNode,
	item: Span,
	comma: Span | undefined,
): SourceEdit[] | undefined {
	if (kind === 'set') {
		return hasComment(source, span.start, span.end) ? undefined : [{ span, text: 'set()' }];
	}
	if (kind === 'tuple' && !('parenthesised' in node && node.parenthesised)) return [{ span, text: '()' }];
	return cuts(source, item, comma, undefined, false);
}

/**
 * Cuts an item and its comma.
 * @param before the comma before the item
 * @param withBefore whether that comma goes too, if no comment is in the way
 */
function cuts(
	source: string,
	item: Span,
	comma: Span | undefined,
	before: Span | undefined,
	withBefore: boolean,
): SourceEdit[] {
	const isApart = comma !== undefined && hasComment(source, item.end, comma.start);
	const end = isApart ? item.end : (comma ?? item).end;
	const start = startOfCut(source, item, end, before, withBefore);
	const first = withBlanks(source, { start, end }, item.start);
	const spans = isApart ? [first, withBlanks(source, comma, comma.start)] : [first];
	return spans.map((span) => ({ span, text: '' }));
}

/** Where nothing but blanks follows the item, the blanks between it and the comma before it go too. */
function startOfCut(
	source: string,
	item: Span,
	end: number,
	before: Span | undefined,
	withBefore: boolean,
): number {
	if (before === undefined) return item.start;
	const gap = source.slice(before.end, item.start);
	const next = /[^ \t]/.exec(source.slice(end, end + 200))?.[0] ?? '';
	if (gap.includes('#') || (next === '#' && /[\r\n]/.test(gap))) return item.start;
	if (withBefore) return before.start;
	return /[)\]}\r\n]/.test(next) || next === '' ? before.end : item.start;
}

/** Widens a cut to the blanks after it; if nothing else is on the line, to the whole line. */
function withBlanks(source: string, { start, end }: Span, itemStart: number): Span {
	if (start < itemStart) return { start, end };
	const rest = source.slice(end, end + 1000);
	const lead = /(?:^|[\r\n])([ \t]*)$/.exec(source.slice(Math.max(0, start - 1000), start))?.[1];
	const lineEnd = /^[ \t]*(?:\r\n?|\n)/.exec(rest)?.[0].length;
	if (lead !== undefined && lineEnd !== undefined) return { start: start - lead.length, end: end + lineEnd };
	return { start, end: end + (/^[ \t]*/.exec(rest)?.[0].length ?? 0) };
}

/** Between tokens there are only blanks, joined lines and comments. */
function hasComment(source: string, start: number, end: number): boolean {
	return source.slice(start, end).includes('#');
}
