/**
 * Reads one Python string literal: its prefix, its quotes, and the text of its escapes.
 * Python 3.11 Language Reference, 2.4.1, String and Bytes literals.
 */
import type { Span } from '../../base/span.ts';

export interface LiteralShape {
	readonly raw: boolean;
	readonly bytes: boolean;
	/** The content between the quotes; an unfinished literal has no closing ones. */
	readonly content: Span;
}

/** The parts of the literal that fills `span`. */
export function literalShape(source: string, span: Span): LiteralShape {
	const match = /^([a-z]*)("""|'''|"|'|)/i.exec(source.slice(span.start, span.end));
	const prefix = match?.[1]?.toLowerCase() ?? '';
	const mark = match?.[2] ?? '';
	const start = span.start + prefix.length + mark.length;
	const closed =
		mark !== '' && span.end - mark.length >= start && source.startsWith(mark, span.end - mark.length);
	const content = { start, end: closed ? span.end - mark.length : Math.max(start, span.end) };
	return { raw: prefix.includes('r'), bytes: prefix.includes('b'), content };
}

/** True for the literal of an f-string. */
export function isFormatted(source: string, { start }: Span): boolean {
	return /^r?f/i.test(source.slice(start, start + 2));
}

const simpleEscapes = new Map([
	['\n', ''],
	['\\', '\\'],
	["'", "'"],
	['"', '"'],
	['a', '\x07'],
	['b', '\b'],
	['f', '\f'],
	['n', '\n'],
	['r', '\r'],
	['t', '\t'],
	['v', '\v'],
]);

const anyEscape = /\\(?:(\r\n?|[\s\S])|$)/y;
const numeric = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3}))/y;

/** The string that a literal's content denotes. Unknown escapes stay unchanged, as in Python. */
export function decodeContent(raw: boolean, content: string): string {
	const text = content.replace(/\r\n?/g, '\n');
	if (raw || !text.includes('\\')) return text;
	let out = '';
	for (let i = 0; i < text.length; ) {
		if (text[i] !== '\\') {
			out += text[i];
			i++;
			continue;
		}
		numeric.lastIndex = i;
		const number = numeric.exec(text);
		const octal = number?.[4];
		const point = octal === undefined ? hexOf(number) : Number.parseInt(octal, 8);
		if (number !== null && point !== undefined && point <= 0x10ffff) {
			out += String.fromCodePoint(point);
			i += number[0].length;
			continue;
		}
		anyEscape.lastIndex = i;
		const char = anyEscape.exec(text)?.[1] ?? '';
		out += simpleEscapes.get(char) ?? `\\${char}`;
		i += 1 + char.length;
	}
	return out;
}

function hexOf(match: RegExpExecArray | null): number | undefined {
	const digits = match?.[1] ?? match?.[2] ?? match?.[3];
	return digits === undefined ? undefined : Number.parseInt(digits, 16);
}

const faultyEscape =
	/(?<!\\)(?:\\\\)*\\(?:(x)(?![\da-fA-F]{2})|(u)(?![\da-fA-F]{4})|(U)(?![\da-fA-F]{8})|(U)(?!0010|000[\da-fA-F])|(N)(?!\{[^}]+\}))/;

/** CPython's error for an incomplete `\x`, `\u`, `\U` or `\N` escape, if there is one. */
export function escapeFault(shape: LiteralShape, content: string): string | undefined {
	if (shape.raw || !content.includes('\\')) return undefined;
	if (shape.bytes) {
		const found = /(?<!\\)(?:\\\\)*\\x(?![\da-fA-F]{2})/.exec(content);
		return found === null ? undefined : '(value error) invalid \\x escape';
	}
	const found = faultyEscape.exec(content);
	if (found === null) return undefined;
	const [, x, u, U, illegal] = found;
	const what =
		x !== undefined
			? 'truncated \\xXX escape'
			: u !== undefined
				? 'truncated \\uXXXX escape'
				: U !== undefined
					? 'truncated \\UXXXXXXXX escape'
					: illegal !== undefined
						? 'illegal Unicode character'
						: 'malformed \\N character escape';
	return `(unicode error) 'unicodeescape' codec can't decode bytes: ${what}`;
}
