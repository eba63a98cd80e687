/**
 * An edit among the strings of one sequence, such as a long list of names: only the strings that it touches are read again.
 * Anything else than plain strings, commas, comments and empty lines around the edit is left to the parser.
 */
import { lowerBound } from '../../base/collections.ts';
import { flattenStrings } from '../../base/flattenStrings.ts';
import { type Span, shiftSpan, shiftSpans } from '../../base/span.ts';
import type { Expression, Statement } from './ast.ts';
import type { Junction } from './junctions.ts';

/** The one place in which two versions of a text differ. */
export interface TextEdit {
	readonly before: string;
	readonly after: string;
	/** The part of `before` that was replaced. */
	readonly replaced: Span;
	/** How much longer the text became, in UTF-16 units. */
	readonly by: number;
}

/** What such an edit changes of the statement around it. */
interface Changing {
	readonly end: number;
	readonly body: readonly Statement[];
	readonly junctions: readonly Junction[];
	readonly size: number;
}

type Assign = Statement & { readonly kind: 'assign' };
type Sequence = Expression & { readonly kind: 'tuple' | 'list' | 'set' };
type PlainString = Expression & { readonly kind: 'string' };

/**
 * What the edit makes of a statement, exactly as the parser would read it.
 * @param piece without errors; it begins before what is replaced
 * @returns `undefined` if only the parser can tell
 */
export function withEditedItems(piece: Changing, edit: TextEdit): Changing | undefined {
	const [statement] = piece.body;
	if (piece.body.length !== 1 || statement?.kind !== 'assign' || !isSequence(statement.value))
		return undefined;
	const sequence = statement.value;
	const { items } = sequence;
	const part = partToRead(sequence, edit);
	if (part === undefined) return undefined;
	const { first, last, span } = part;
	const { by } = edit;
	const was = plainItems(edit.before, span);
	const now = plainItems(edit.after, longer(span, by));
	if (was === undefined || now === undefined || (now.isOpen && last < items.length)) return undefined;
	const changed = [
		...items.slice(0, first),
		...now.items,
		...items.slice(last).map((item) => shiftedItem(item, by)),
	];
	// Fewer items can make another value of the brackets.
	if (changed.length < 2) return undefined;
	const value: Sequence = { ...sequence, items: changed, span: longer(sequence.span, by) };
	const body: readonly [Assign] = [{ ...statement, value, span: longer(statement.span, by) }];
	const junctions = piece.junctions.map((junction) =>
		junction.before.start >= span.end ? shiftSpans(junction, by) : junction,
	);
	return { end: piece.end + by, body, junctions, size: piece.size + now.tokens - was.tokens };
}

function isSequence(value: Expression): value is Sequence {
	return (value.kind === 'tuple' && value.parenthesised) || value.kind === 'list' || value.kind === 'set';
}

function longer({ start, end }: Span, by: number): Span {
	return { start, end: end + by };
}

interface Part {
	/** The items from `first` to before `last` are read again. */
	readonly first: number;
	readonly last: number;
	/** From behind the comma before them to the item after them, or to the bracket, in the text before the edit. */
	readonly span: Span;
}

/** The items around an edit, with untouched plain strings before and after them; `undefined` if that is not so. */
function partToRead({ items, span }: Sequence, { before, replaced }: TextEdit): Part | undefined {
	if (replaced.start <= span.start || replaced.end >= span.end) return undefined;
	const first = lowerBound(items, replaced.start, (item) => item.span.end);
	const last = lowerBound(items, replaced.end + 1, (item) => item.span.start);
	const previous = items[first - 1];
	const next = items[last];
	if (previous !== undefined && !(isPlain(previous) && before[previous.span.end] === ',')) return undefined;
	if (next !== undefined && !isPlain(next)) return undefined;
	const start = previous === undefined ? span.start + 1 : previous.span.end + 1;
	const end = next === undefined ? span.end - 1 : next.span.start;
	return start > replaced.start || end < replaced.end ? undefined : { first, last, span: { start, end } };
}

/** A list may have thousands of plain strings behind the edit. */
function shiftedItem(item: Expression, by: number): Expression {
	if (item.kind !== 'string' || item.exact === undefined || item.pieces !== undefined)
		return shiftSpans(item, by);
	if (by === 0) return item;
	const { kind, value, span, exact } = item;
	return { kind, value, span: shiftSpan(span, by), exact: shiftSpan(exact, by) };
}

function isPlain(item: Expression): boolean {
	return item.kind === 'string' && item.exact !== undefined;
}

/** A string without prefix and escapes, with what may stand between it and its comma; or a comma, comment or space. */
const itemPart = /(["'])((?:(?!\1)[^\\\r\n])+)\1|(,)|#[^\r\n]*[\r\n]|[ \t\f\r\n]+/y;

interface PlainItems {
	readonly items: readonly PlainString[];
	readonly tokens: number;
	/** True if no comma stands behind the last. */
	readonly isOpen: boolean;
}

/** The strings in a part of a sequence, with their commas; `undefined` if it holds anything else. */
function plainItems(source: string, { start, end }: Span): PlainItems | undefined {
	const items: PlainString[] = [];
	let commas = 0;
	let at = start;
	for (; at < end; at = itemPart.lastIndex) {
		itemPart.lastIndex = at;
		const [whole, , content, comma] = itemPart.exec(source) ?? [];
		if (whole === undefined) return undefined;
		if (comma !== undefined && ++commas > items.length) return undefined;
		if (content === undefined) continue;
		if (items.length > commas) return undefined;
		const span = { start: at, end: itemPart.lastIndex };
		const exact = { start: at + 1, end: span.end - 1 };
		items.push(flattenStrings({ kind: 'string', value: content, span, exact }));
	}
	if (at > end) return undefined;
	return { items, tokens: items.length + commas, isOpen: items.length > commas };
}
