/** Finds what can be typed at a place in a `.buildbot`, from the tokens before it, since text being typed is incomplete. */

import type { Span } from '../../base/span.ts';
import { shiftSpans } from '../../base/span.ts';
import {
	type BuildbotText,
	type BuildList,
	isListSetting,
	type ListSetting,
	listHolds,
	type Outline,
	statementStart,
	type Token,
	tokenize,
} from '../../buildbot/index.ts';

/** A place that has completions. */
export type BuildbotCompletionPlace =
	/** A name in a list. */
	| {
			readonly kind: 'name';
			readonly holds: BuildList;
			readonly feeds: readonly ListSetting[];
			readonly text: TextPlace;
	  }
	/** A string compared with one of map_build's parameters. */
	| { readonly kind: 'compared'; readonly holds: BuildList; readonly text: TextPlace }
	/** An answer of map_build: the mode first, then extras. */
	| { readonly kind: 'answer'; readonly part: 'mode' | 'extra'; readonly text: TextPlace }
	/** The start of a statement at the top level. */
	| { readonly kind: 'statement'; readonly word: Span }
	/** A place in map_build where an expression may begin. */
	| { readonly kind: 'expression'; readonly word: Span };

/** Where a string goes: between the quotes around `content`, or, if not yet quoted, in place of `content`. */
export interface TextPlace {
	readonly quoted: boolean;
	readonly content: Span;
	/** What a missing literal needs around it: a comma after it, or a whole tuple. */
	readonly needs: 'nothing' | 'comma' | 'tuple';
	/** What ends an unclosed string after `content`, with a comma; else empty. */
	readonly closing: string;
}

const calls =
	/^(?:tuple|list|set|frozenset|sorted|append|extend|add|update|insert|remove|union|index|count)$/;

/** The place at `offset`, or `undefined` if there are no sensible completions. */
export function placeAt(buildbot: BuildbotText, offset: number): BuildbotCompletionPlace | undefined {
	const start = statementStart(buildbot, offset);
	const place = placeIn(buildbot.source.slice(start), offset - start, buildbot.outline);
	return place && shiftSpans(place, start);
}

/** The place at `offset` in text that begins with a statement. */
function placeIn(text: string, offset: number, outline: Outline): BuildbotCompletionPlace | undefined {
	const before = text.slice(0, offset);
	const { tokens, fault } = tokenize(before);
	const open = openString(before, tokens, fault?.start);
	const string = open?.start;
	if (string === undefined && (fault !== undefined || inComment(before, tokens))) return undefined;
	const typed = string === undefined ? (/[\p{ID_Continue}]*$/u.exec(before)?.[0] ?? '') : '';
	const start = offset - typed.length;
	const rest = typed === '' ? '' : (/^[\p{ID_Continue}]*/u.exec(text.slice(offset))?.[0] ?? '');
	const end = offset + rest.length;
	const place: TextPlace =
		open === undefined
			? { quoted: false, content: { start, end }, needs: 'nothing', closing: '' }
			: openText(text, open, offset);
	const head = significant(tokens).filter(
		(token) => token.end <= (string ?? start) && token.start < (string ?? start),
	);
	const statement = statementTokens(before, head);
	const words = statement.map(({ start, end }) => before.slice(start, end));
	if (insideMapBuild(before)) return inMapBuild(words, place);
	if (words.length === 0 && !place.quoted) {
		const lead = before.slice(before.lastIndexOf('\n') + 1, start);
		return lead.trim() === '' ? { kind: 'statement', word: place.content } : undefined;
	}
	const feeds = feedsAt(words, outline);
	const first = feeds[0];
	if (first === undefined || !inSequence(words)) return undefined;
	const needs = !words.some((word) => /^[([{]$/.test(word))
		? 'tuple'
		: hasComma(text, end)
			? 'nothing'
			: 'comma';
	return { kind: 'name', holds: listHolds[first], feeds, text: place.quoted ? place : { ...place, needs } };
}

function significant(tokens: readonly Token[]): Token[] {
	return tokens.filter(
		({ kind }) => kind !== 'newline' && kind !== 'indent' && kind !== 'dedent' && kind !== 'end',
	);
}

/** A string that is still open: its start after the quote, and the quote. */
interface OpenString {
	readonly start: number;
	readonly quote: string;
}

/** The string that is still open at the end. */
function openString(
	before: string,
	tokens: readonly Token[],
	fault: number | undefined,
): OpenString | undefined {
	if (fault === undefined) return undefined;
	const quote = /^[a-zA-Z]{0,2}("""|'''|"|')/.exec(before.slice(fault));
	if (quote === null) return undefined;
	const start = fault + quote[0].length;
	const mark = quote[1] ?? '"';
	const last = tokens.findLast(({ kind }) => kind === 'string');
	if (last !== undefined && last.start >= fault) return undefined;
	return mark.length === 1 && /[\r\n]/.test(before.slice(start)) ? undefined : { start, quote: mark };
}

function openText(text: string, { start, quote }: OpenString, offset: number): TextPlace {
	const content = wordIn(text, start, offset);
	const [line = ''] = text.slice(content.end).split(/[\r\n]/, 1);
	// The quotes of complete strings after it come in pairs.
	const isClosed = line.split(quote).length % 2 === 0;
	const closing = isClosed ? '' : hasComma(text, content.end) ? quote : `${quote},`;
	return { quoted: true, content, needs: 'nothing', closing };
}

/** The end of a string's text: its closing quote on the same line, else where the line or the next bracket ends it. */
function stringEnd(text: string, start: number, offset: number): number {
	const quote = text[start - 1] ?? '"';
	const line = /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
	const close = line.indexOf(quote);
	if (close >= 0 && !/[\s,()[\]{}]/.test(line.slice(0, close))) return offset + close;
	return offset + (/^[\w+./-]*/.exec(line)?.[0].length ?? 0);
}

function inComment(before: string, tokens: readonly Token[]): boolean {
	const line = before.slice(before.lastIndexOf('\n') + 1);
	const lineStart = before.length - line.length;
	const hash = [...line.matchAll(/#/g)].map((match) => lineStart + match.index);
	return hash.some(
		(at) => !tokens.some(({ kind, start, end }) => kind === 'string' && start < at && at < end),
	);
}

function hasComma(text: string, offset: number): boolean {
	return /^[ \t]*,/.test(text.slice(offset));
}

/** The word at `offset` in the string that begins at `start`: the whole string, or one word of a text that is split. */
function wordIn(text: string, start: number, offset: number): Span {
	const before = text.slice(start, offset);
	const blank = /[\s,][^\s,]*$/.exec(before);
	return { start: blank === null ? start : start + blank.index + 1, end: stringEnd(text, start, offset) };
}

/** The tokens of the statement being typed. A `name =` at the start of a line begins one even in an open bracket. */
function statementTokens(before: string, tokens: readonly Token[]): readonly Token[] {
	let from = 0;
	let depth = 0;
	for (const [index, token] of tokens.entries()) {
		const word = before.slice(token.start, token.end);
		const fresh = token.start === 0 || /[\r\n]/.test(before[token.start - 1] ?? '');
		const next = tokens[index + 1];
		const assigns = next !== undefined && /^(?:[-+*|&]?=|\.)$/.test(before.slice(next.start, next.end));
		const previous = tokens[index - 1];
		const newLine = previous !== undefined && /[\r\n;]/.test(before.slice(previous.end, token.start));
		if ((fresh && token.kind === 'name' && (assigns || depth === 0)) || (newLine && depth === 0)) {
			from = index;
			depth = 0;
		}
		if (/^[([{]$/.test(word)) depth++;
		if (/^[)\]}]$/.test(word)) depth = Math.max(0, depth - 1);
	}
	const last = tokens.at(-1);
	const done = depth === 0 && last !== undefined && /[\r\n;]/.test(before.slice(last.end));
	return done ? [] : tokens.slice(from);
}

/** The settings that a statement's value reaches: its target, or the name whose list it changes. */
function feedsAt(words: readonly string[], { feeds }: Outline): readonly ListSetting[] {
	const [name = ''] = words;
	if (isListSetting(name)) return [...new Set([name, ...(feeds.get(name) ?? [])])];
	return feeds.get(name) ?? [];
}

/** True if the innermost open bracket belongs to a sequence rather than a call or subscript. */
function inSequence(words: readonly string[]): boolean {
	const open: number[] = [];
	for (const [index, word] of words.entries()) {
		if (/^[([{]$/.test(word)) open.push(index);
		else if (/^[)\]}]$/.test(word)) open.pop();
	}
	const at = open.at(-1);
	if (at === undefined) return words.length >= 2 && /^[-+|]?=$|^\+$/.test(words.at(-1) ?? '');
	const last = words.at(-1) ?? '';
	if (at !== words.length - 1 && last !== ',' && !/["']$/.test(last)) return false;
	const before = words[at - 1] ?? '';
	return (
		!/^[\p{ID_Start}_)\]]/u.test(before) ||
		/^(?:in|and|or|not|if|else|return|is)$/.test(before) ||
		calls.test(before)
	);
}

/** True if the last top-level `def` is map_build and the text is still inside it. */
function insideMapBuild(before: string): boolean {
	const lines = before.split(/\r\n?|\n/);
	const last = lines.findLastIndex(
		(line) => /^\S/.test(line) && !line.startsWith('#') && !/^[)\]}]/.test(line),
	);
	const outside = /^[\p{ID_Continue}]*$/u.test(lines.at(-1) ?? '');
	return !outside && last >= 0 && last < lines.length - 1 && /^def\s+map_build\b/.test(lines[last] ?? '');
}

function inMapBuild(words: readonly string[], text: TextPlace): BuildbotCompletionPlace | undefined {
	const last = words.at(-1) ?? '';
	const holds = comparedWith(words);
	if (holds !== undefined) return { kind: 'compared', holds, text };
	if (last === 'def' || last === '.') return undefined;
	if (!text.quoted) {
		const begins =
			last === '' || /^(?:[-+*/%=<>!&|([{,:]+|==|!=|in|not|and|or|if|elif|return|is|else|while)$/.test(last);
		return begins ? { kind: 'expression', word: text.content } : undefined;
	}
	if (/^(?:==|!=|<|>|in)$/.test(last)) return undefined;
	const open =
		words.lastIndexOf('(') > words.lastIndexOf(')') || words.lastIndexOf('[') > words.lastIndexOf(']');
	const part = (open && last === ',') || last === '+' || last === '+=' ? 'extra' : 'mode';
	return { kind: 'answer', part, text };
}

/** The list whose names are being compared, as in `build == "` and `subarch in ["x", "`. */
function comparedWith(words: readonly string[]): BuildList | undefined {
	const line = words.join(' ');
	const match = /\b(build|subarch) (?:==|!=|in|not in)(?: [([{](?: ?(?:"[^"]*"|'[^']*') ?,?)*)?$/.exec(line);
	if (match === null) return undefined;
	return match[1] === 'build' ? 'builds' : 'subarches';
}
