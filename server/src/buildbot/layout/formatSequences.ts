/** Lays out the sequences of names: one item per line where a sequence has several lines or is too long for one, else with even spaces. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { Span } from '../../base/span.ts';
import type { Expression } from '../../python/syntax/ast.ts';
import { eachExpression, eachStatement, expressionsOf } from '../../python/syntax/walk.ts';
import type { SourceEdit } from '../itemRemoval.ts';
import type { BuildbotText } from '../readBuildbot.ts';
import type { SequenceNode } from '../writtenString.ts';
import { rowsOf, type SequenceRow, type SequenceRows } from './sequenceRows.ts';

/** A longer line with a sequence in it is broken. */
const longestLine = 100;

/**
 * The changes that format the sequences that reach a setting, those in `range` only if there is one. Items, their order, quotes and
 * comments stay. None for a text with a syntax error: where its brackets end is a guess.
 */
export function formatSequences(text: BuildbotText, range?: Span): SourceEdit[] {
	const { source } = text;
	const edits: SourceEdit[] = [];
	for (const node of settingSequences(text)) {
		const { start, end } = node.span;
		if (range !== undefined && (end <= range.start || start >= range.end)) continue;
		const written = source.slice(start, end);
		const rows = rowsOf(source, node);
		if (rows === undefined) continue;
		const formatted = /[\r\n]/.test(written) ? onLines(source, node, rows) : onOneLine(source, node, rows);
		if (formatted !== written) edits.push({ span: node.span, text: formatted });
	}
	return edits;
}

/** Brackets that hold nothing yet, not even a comment, stay as they are. */
function onLines(source: string, node: SequenceNode, rows: SequenceRows): string {
	const isBare = node.items.length === 0 && rows.behindOpening === '' && rows.last.length === 0;
	return isBare ? source.slice(node.span.start, node.span.end) : layOut(source, node, rows);
}

/** A comma after the last of several items stays. */
function onOneLine(source: string, node: SequenceNode, rows: SequenceRows): string {
	const { start, end } = node.span;
	const rest = source.slice(node.items.at(-1)?.span.end ?? end, end);
	const names = rows.rows.map(({ text }) => text).join(', ');
	const line = `${source.slice(start, start + 1)}${names}${rest.includes(',') ? ',' : ''}${source.slice(end - 1, end)}`;
	const isLong = lengthWith(source, node.span, line) > longestLine;
	return isLong && node.items.length > 0 ? layOut(source, node, rows) : line;
}

/** The tuples, lists and sets that reach a setting, the outermost ones, in the order of the text. */
export const settingSequences = memoizeWeak((text: BuildbotText): readonly SequenceNode[] => {
	const { program, outline, fault, unread } = text;
	if (fault !== undefined || unread !== undefined) return [];
	const wanted = new Set(outline.sequences.map(({ span }) => `${span.start} ${span.end}`));
	const found: SequenceNode[] = [];
	const look = (node: Expression): void => {
		if (node.kind !== 'tuple' && node.kind !== 'list' && node.kind !== 'set') return;
		if (wanted.has(`${node.span.start} ${node.span.end}`)) found.push(node);
	};
	eachStatement(program.body, (statement) => {
		for (const expression of expressionsOf(statement)) eachExpression(expression, look);
	});
	let end = -1;
	return found
		.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
		.filter(({ span }) => {
			if (span.start < end) return false;
			end = span.end;
			return true;
		});
});

/** A sequence in its brackets, one item per line, in the order of `rows`. */
export function layOut(source: string, { span }: SequenceNode, { rows, ...rest }: SequenceRows): string {
	const newline = /\r\n?|\n/.exec(source)?.[0] ?? '\n';
	const line = lineStart(source, span.start);
	const outer = /^[ \t]*/.exec(source.slice(line, span.start))?.[0] ?? '';
	const inner = outer + stepOf(source, outer, span, rows.length === 0);
	const comments = (all: readonly string[]): string[] => all.map((comment) => inner + comment);
	const lines = [source.slice(span.start, span.start + 1) + rest.behindOpening];
	for (const row of rows) {
		if (row.isApart) lines.push('');
		lines.push(...comments(row.before), `${inner}${row.text},${behind(row)}`);
	}
	if (rest.isLastApart) lines.push('');
	lines.push(...comments(rest.last), outer + source.slice(span.end - 1, span.end));
	return lines.join(newline);
}

function behind(row: SequenceRow): string {
	return row.behind === '' || /^[ \t]/.test(row.behind) ? row.behind : ` ${row.behind}`;
}

/** The length of the line in which a span has this text. */
function lengthWith(source: string, { start, end }: Span, text: string): number {
	const rest = /[\r\n]|$/.exec(source.slice(end))?.index ?? 0;
	return start - lineStart(source, start) + text.length + rest;
}

function lineStart(source: string, offset: number): number {
	return Math.max(source.lastIndexOf('\n', offset - 1), source.lastIndexOf('\r', offset - 1)) + 1;
}

/** One step of indentation: as in the sequence, else as in the file, else a tab. */
function stepOf(source: string, outer: string, { start, end }: Span, isEmpty: boolean): string {
	const inside = source.slice(start, end);
	const first = isEmpty ? /[\r\n]([ \t]+)#/ : /[\r\n]([ \t]+)[^\s#)\]}]/;
	const written = first.exec(inside)?.[1];
	const own = written?.startsWith(outer) === true ? written.slice(outer.length) : undefined;
	if (own !== undefined && /^(?:\t| {2,8})$/.test(own)) return own;
	const general = /[\r\n](\t| {2,8})[^\s#)\]}]/.exec(source)?.[1];
	return general ?? '\t';
}
