/** Text as in Python, where JavaScript differs: what counts as white space, and how `repr` writes a string. */
import type { Span } from './span.ts';

/** True for the UTF-16 units that `str.strip()` and `str.split()` treat as white space; U+FEFF is not among them. */
export function isPythonSpace(code: number): boolean {
	if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f);
	if (code < 0x1680) return code === 0x85 || code === 0xa0;
	if (code >= 0x2000 && code <= 0x200a) return true;
	switch (code) {
		case 0x1680:
		case 0x2028:
		case 0x2029:
		case 0x202f:
		case 0x205f:
		case 0x3000:
			return true;
		default:
			return false;
	}
}

/** The part of `span` that `str.strip()` would leave; empty and at the start of `span` if nothing is left. */
export function stripSpan(text: string, span: Span): Span {
	let { start, end } = span;
	while (start < end && isPythonSpace(text.charCodeAt(start))) start++;
	if (start === end) return { start: span.start, end: span.start };
	while (isPythonSpace(text.charCodeAt(end - 1))) end--;
	return { start, end };
}

/** `text.strip()`. */
export function strip(text: string): string {
	const { start, end } = stripSpan(text, { start: 0, end: text.length });
	return text.slice(start, end);
}

/** What `int(text)` reads, for text without white space around it: decimal digits of any script, with single underscores in between. */
export function parseInteger(text: string): number | undefined {
	if (!/^[+-]?\p{Nd}+(?:_\p{Nd}+)*$/u.test(text)) return undefined;
	return Number(text.replaceAll('_', '').replace(/[^\d+-]/gu, (digit) => String(digitValue(digit))));
}

/** Decimal digits come in runs of ten, from zero to nine. */
function digitValue(digit: string): number {
	const code = digit.codePointAt(0) ?? 0;
	let first = code;
	while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
	return (code - first) % 10;
}

/** The places of the words of `text.split()` in `span`. */
export function wordSpans(text: string, span: Span): Span[] {
	const words: Span[] = [];
	let at = span.start;
	while (at < span.end) {
		while (at < span.end && isPythonSpace(text.charCodeAt(at))) at++;
		if (at === span.end) break;
		const start = at;
		while (at < span.end && !isPythonSpace(text.charCodeAt(at))) at++;
		words.push({ start, end: at });
	}
	return words;
}

/** `text.split()`. */
export function splitWords(text: string): string[] {
	return wordSpans(text, { start: 0, end: text.length }).map(({ start, end }) => text.slice(start, end));
}

/** `repr(text)`: in double quotes if the text contains only single ones, otherwise in single quotes; everything unprintable is escaped. */
export function reprString(text: string): string {
	const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
	let out = quote;
	for (const character of text) out += reprCharacter(character, quote);
	return out + quote;
}

/** `repr` of a list of strings. */
export function reprStrings(texts: readonly string[]): string {
	return `[${texts.map(reprString).join(', ')}]`;
}

function reprCharacter(character: string, quote: string): string {
	switch (character) {
		case '\n':
			return '\\n';
		case '\r':
			return '\\r';
		case '\t':
			return '\\t';
		case '\\':
			return '\\\\';
		case ' ':
			return ' ';
	}
	if (character === quote) return `\\${quote}`;
	return /[\p{C}\p{Z}]/u.test(character) ? escapedCharacter(character) : character;
}

/** A character by its code point, as `ascii` writes it: `\xe9`, `\u2028`, `\U0001f600`. */
export function escapedCharacter(character: string): string {
	const code = character.codePointAt(0) ?? 0;
	const digits = code.toString(16);
	if (code < 0x100) return `\\x${digits.padStart(2, '0')}`;
	return code < 0x10000 ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
}
