/**
 * Parses one FlexData file as Metro reads it, line by line (docs/flexdata.md, "Lines, fields and comments").
 * Metro: `parseline`, `skipblock` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { stripSpan } from '../base/pythonText.ts';
import type { Span } from '../base/span.ts';
import { type TextLine, textLines } from '../base/textLines.ts';
import { finish, type Work } from '../base/work.ts';
import { parseAnnotation } from './annotation.ts';
import { scanBlockLines } from './blockLine.ts';
import { incompleteBlockError, stringIndexError } from './errors.ts';
import { lineAsRead } from './lineAsRead.ts';
import type { Annotation, Block, Condition, Failure, FlexNode, ParsedFile, PlainElement } from './syntax.ts';
import { scanValue } from './value.ts';

/** The section, condition and options in force for the following lines. */
interface Scope {
	readonly section: string;
	readonly condition: Condition | undefined;
}

/** A line that is not blank or a comment: its fields, as Metro sees them. */
interface Fields {
	/** The whole line with its line end. */
	readonly span: Span;
	readonly line: number;
	/** The line without the character that Metro cuts off. */
	readonly seen: Span;
	/** All fields before a comment; never empty. It may end in a space: then the last field is empty. */
	readonly content: Span;
	/** The end of the first field. */
	readonly firstEnd: number;
	readonly comment: Span | undefined;
}

const blank = ' '.charCodeAt(0);
const hash = '#'.charCodeAt(0);

/** Parses a text. Never fails: an error at which Metro stops is the `failure` of its node. Takes time linear in the text. */
export function parse(text: string): ParsedFile {
	return finish(parseWork(text));
}

/** The same, as work. */
export function* parseWork(text: string): Work<ParsedFile> {
	const lines = textLines(text);
	const nodes: FlexNode[] = [];
	let scope: Scope = { section: '', condition: undefined };
	let at = 0;
	while (at < lines.length) {
		const parsed = parseNode(text, lines, at, scope);
		const node = 'kind' in parsed ? parsed : yield* parsed;
		yield;
		nodes.push(node);
		if (node.kind === 'annotation') scope = scopeBehind(node, scope);
		at = node.kind === 'block' ? node.lastLine : at + 1;
	}
	return { text, nodes, lost: lostAtEnd(text, lines.at(-1)) };
}

function scopeBehind(node: Annotation, scope: Scope): Scope {
	if (node.annotation === 'section') return { section: node.name.text, condition: node.condition };
	if (node.annotation === 'when') return { section: scope.section, condition: node.condition };
	return scope;
}

/** A block, which may be long, is still to be parsed. */
function parseNode(
	text: string,
	lines: readonly TextLine[],
	at: number,
	scope: Scope,
): FlexNode | Work<Block> {
	const textLine = lineAt(text, lines, at);
	const span = { start: textLine.start, end: textLine.next };
	const line = at + 1;
	const seen = lineAsRead(text, textLine);
	const stripped = stripSpan(text, seen);
	if (stripped.start === stripped.end) return { kind: 'blank', span, line };
	const comment = commentIn(text, stripped);
	if (comment?.start === stripped.start) return { kind: 'comment', span, line, comment };
	// One space before a comment separates fields; a second one makes an empty field.
	const content = { start: stripped.start, end: comment === undefined ? stripped.end : comment.start - 1 };
	let firstEnd = content.start;
	while (firstEnd < content.end && text.charCodeAt(firstEnd) !== blank) firstEnd++;
	const fields: Fields = { span, line, seen, content, firstEnd, comment };
	if (opensBlock(text, fields)) return parseBlock(text, lines, at, fields, scope);
	if (text[content.start] === '[') {
		const last = text[content.end - 1];
		if (last === ' ') return annotationWithEmptyField(fields);
		if (last === ']') {
			return parseAnnotation({
				source: text,
				span,
				seen,
				content,
				comment,
				line,
				condition: scope.condition,
			});
		}
	}
	if (text[firstEnd - 1] === ':') return parseElement(text, fields, scope);
	return { kind: 'ignored', span, line, content, comment };
}

/** A line is two fields, a key and an opening bracket. */
function opensBlock(text: string, { content, firstEnd }: Fields): boolean {
	return text[firstEnd - 1] === ':' && content.end === firstEnd + 2 && text[firstEnd + 1] === '[';
}

function annotationWithEmptyField({ span, line, content, comment }: Fields): Annotation {
	const failure: Failure = { code: 'annotation-comment', error: stringIndexError, line, span: content };
	return { kind: 'annotation', annotation: 'invalid', span, line, comment, content, words: [], failure };
}

function parseElement(text: string, fields: Fields, scope: Scope): PlainElement {
	const { span, line, seen, content, firstEnd, comment } = fields;
	const nameSpan = { start: content.start, end: firstEnd - 1 };
	const name = text.slice(nameSpan.start, nameSpan.end);
	const { section, condition } = scope;
	const hasOwnSection = name !== '' && section !== '';
	return {
		kind: 'element',
		span,
		line,
		comment,
		name,
		nameSpan,
		key: name === '' ? section : hasOwnSection ? `${section}/${name}` : name,
		section,
		ownSection: hasOwnSection ? section : undefined,
		condition,
		value: scanValue(text, { start: Math.min(firstEnd + 1, content.end), end: content.end }),
		seen,
	};
}

function* parseBlock(
	text: string,
	lines: readonly TextLine[],
	at: number,
	fields: Fields,
	scope: Scope,
): Work<Block> {
	const { span, line, content, firstEnd, comment } = fields;
	const nameSpan = { start: content.start, end: firstEnd - 1 };
	const name = text.slice(nameSpan.start, nameSpan.end);
	const { section, condition } = scope;
	const spans: Span[] = [];
	let last = at + 1;
	let closing: Span | undefined;
	for (; last < lines.length && closing === undefined; last++) {
		const seen = lineAsRead(text, lineAt(text, lines, last));
		const stripped = stripSpan(text, seen);
		if (stripped.end - stripped.start === 1 && text[stripped.start] === ']') closing = stripped;
		else spans.push(seen);
		yield;
	}
	const opening = { start: content.end - 1, end: content.end };
	return {
		kind: 'block',
		span: { start: span.start, end: lines[last - 1]?.next ?? span.end },
		line,
		comment,
		name,
		nameSpan,
		key: section === '' ? name : `${section}/${name}`,
		section,
		ownSection: section === '' ? undefined : section,
		condition,
		opening,
		lines: yield* scanBlockLines(text, spans),
		closing,
		lastLine: last,
		failure:
			closing !== undefined
				? undefined
				: { code: 'block-not-closed', error: incompleteBlockError, line: last, span: opening },
	};
}

/** A comment starts at the first field that starts with `#`; only spaces separate fields, tabs do not. */
function commentIn(text: string, { start, end }: Span): Span | undefined {
	for (let at = start; at < end; at++) {
		const isFirst = at === start || text.charCodeAt(at - 1) === blank;
		if (isFirst && text.charCodeAt(at) === hash) return { start: at, end };
	}
	return undefined;
}

function lineAt(text: string, lines: readonly TextLine[], at: number): TextLine {
	return lines[at] ?? { start: text.length, end: text.length, next: text.length };
}

/** The character that the last line loses because it has no line end. */
function lostAtEnd(text: string, last: TextLine | undefined): Span | undefined {
	if (last === undefined || last.end < last.next) return undefined;
	return { start: lineAsRead(text, last).end, end: last.end };
}
