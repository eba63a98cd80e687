/** How a name is added to a written tuple, list or set, in the style of the items that are there. */
import type { Span } from '../../base/span.ts';
import { commasAfter, type SourceEdit } from '../itemRemoval.ts';
import type { SequenceNode } from '../writtenString.ts';

/** The changes that add a name as the last item. Comments, indentation, quotes and a comma at the end stay as they are. */
export function withItem(source: string, sequence: SequenceNode, name: string): readonly SourceEdit[] {
	const { items, kind } = sequence;
	const literal = quoted(name, quoteIn(source, sequence));
	const last = items.at(-1)?.span;
	if (last === undefined) return intoEmpty(source, sequence, literal);
	const comma = commasAfter(source, sequence).at(-1);
	const indent = isBracketed(sequence) ? blanksBefore(source, last.start) : undefined;
	const end = (comma ?? last).end;
	if (indent === undefined) {
		// The comma of a tuple with one item is no style.
		const isStyle = comma !== undefined && !(kind === 'tuple' && items.length === 1);
		const gap = gapIn(source, sequence);
		return [insertion(end, `${comma === undefined ? ',' : ''}${gap}${literal}${isStyle ? ',' : ''}`)];
	}
	const rest = /^[ \t]*(?:#[^\r\n]*)?(?=[\r\n])/.exec(source.slice(end, end + 2000))?.[0].length ?? 0;
	const line = `${newlineAt(source, last.start)}${indent}${literal}${comma === undefined ? '' : ','}`;
	if (comma !== undefined) return [insertion(end + rest, line)];
	return rest === 0 ? [insertion(end, `,${line}`)] : [insertion(end, ','), insertion(end + rest, line)];
}

/** A name as a literal; it must have no control characters. */
export function quoted(name: string, quote: string): string {
	return `${quote}${name.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** The quotes that a text uses most. */
export function quoteOf(source: string): string {
	const count = (quote: string): number => source.split(quote).length;
	return count("'") > count('"') ? "'" : '"';
}

/** How the line before an offset ends; for the first line, how it ends itself. */
export function newlineAt(source: string, offset: number): string {
	const before = /(?:\r\n?|\n)(?=[^\r\n]*$)/.exec(source.slice(Math.max(0, offset - 1000), offset));
	return (before ?? /\r\n?|\n/.exec(source))?.[0] ?? '\n';
}

export function insertion(at: number, text: string): SourceEdit {
	return { span: { start: at, end: at }, text };
}

function quoteIn(source: string, { items }: SequenceNode): string {
	const strings = items.filter(({ kind }) => kind === 'string');
	const last = strings.at(-1)?.span;
	const written = last && /^[A-Za-z]*(["'])/.exec(source.slice(last.start, last.end))?.[1];
	return written ?? quoteOf(source);
}

function isBracketed(sequence: SequenceNode): boolean {
	return sequence.kind !== 'tuple' || sequence.parenthesised;
}

/** The blanks between the start of a line and `offset`; `undefined` if there is something else. */
function blanksBefore(source: string, offset: number): string | undefined {
	return /[\r\n]([ \t]*)$/.exec(source.slice(Math.max(0, offset - 1000), offset))?.[1];
}

/** What stands between a comma and the next item on the same line. */
function gapIn(source: string, sequence: SequenceNode): string {
	const [first] = commasAfter(source, sequence);
	const next = sequence.items[1]?.span;
	const gap = first && next && source.slice(first.end, next.start);
	return gap !== undefined && /^ *$/.test(gap) ? gap : ' ';
}

/** Within brackets of several lines, which hold comments at most, on a line before the closing one. */
function intoEmpty(source: string, { kind, span }: SequenceNode, literal: string): readonly SourceEdit[] {
	const inside: Span = { start: span.start + 1, end: span.end - 1 };
	const written = source.slice(inside.start, inside.end);
	const indent = blanksBefore(source, inside.end);
	if (!/[\r\n]/.test(written) || indent === undefined)
		return [{ span: inside, text: `${literal}${kind === 'tuple' ? ',' : ''}` }];
	const own = /[\r\n]([ \t]*)#/.exec(written)?.[1] ?? `${indent}${unitOf(source)}`;
	return [insertion(inside.end - indent.length, `${own}${literal},${newlineAt(source, inside.end)}`)];
}

/** One step of indentation. */
function unitOf(source: string): string {
	return /[\r\n]( +)\S/.exec(source)?.[1] ?? '\t';
}
