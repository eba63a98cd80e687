/** String literals: plain, formatted, and adjacent ones. */
import { pushAll } from '../../base/collections.ts';
import { type Span, spanOf } from '../../base/span.ts';
import type { Expression, FormatPart } from './ast.ts';
import { formatParts } from './formatStrings.ts';
import { type Parser, refuse, refuseHere, token, word } from './parser.ts';
import { decodeContent, escapeFault, isFormatted, literalShape } from './stringLiteral.ts';

/** All literals up to the next token of another kind, as one value. */
export function strings(p: Parser): Expression {
	return plainString(p) ?? anyStrings(p);
}

/** A literal without prefix and escapes, which nearly all in long lists are. For any other, `undefined` with nothing consumed. */
function plainString(p: Parser): Expression | undefined {
	if (p.words[p.at + 1] === 'STRING') return undefined;
	const { start, end } = token(p);
	const content = { start: start + 1, end: end - 1 };
	const mark = p.source[start];
	if ((mark !== '"' && mark !== "'") || p.source[content.start] === mark) return undefined;
	const value = p.source.slice(content.start, content.end);
	if (value.includes('\\') || value.includes('\r')) return undefined;
	p.at++;
	return { kind: 'string', value, span: { start, end }, exact: content };
}

function anyStrings(p: Parser): Expression {
	const literals: Span[] = [];
	for (; word(p) === 'STRING'; p.at++) literals.push(spanOf(token(p)));
	const [first = token(p)] = literals;
	const span = { start: first.start, end: literals.at(-1)?.end ?? first.end };
	const parts: FormatPart[] = [];
	let formatted = false;
	let unknown: string | undefined;
	const isBytes = literalShape(p.source, first).bytes;
	for (const literal of literals) {
		const shape = literalShape(p.source, literal);
		const text = p.source.slice(shape.content.start, shape.content.end);
		if (shape.bytes && /[^\0-\x7f]/.test(text)) {
			refuse(p, 'bytes can only contain ASCII literal characters', literal);
		}
		const isFormat = isFormatted(p.source, literal);
		const fault = isFormat ? undefined : escapeFault(shape, text);
		if (fault !== undefined) refuseHere(p, fault);
		if (shape.bytes !== isBytes) refuseHere(p, 'cannot mix bytes and nonbytes literals');
		if (shape.bytes) unknown = 'a bytes literal';
		if (!shape.raw && /(?<!\\)(?:\\\\)*\\N\{/.test(text)) unknown ??= 'a character by its name';
		if (isFormat) {
			formatted = true;
			pushAll(parts, formatParts(p, shape));
		} else parts.push({ kind: 'text', value: decodeContent(shape.raw, text) });
	}
	if (unknown !== undefined) return { kind: 'unsupported', what: unknown, parts: valuesOf(parts), span };
	const pieces = literals.length > 1 ? { pieces: literals } : {};
	if (formatted) return { kind: 'fstring', parts, span, ...pieces };
	const value = parts.map((part) => (part.kind === 'text' ? part.value : '')).join('');
	if (literals.length > 1) return { kind: 'string', value, span, ...pieces };
	const { content } = literalShape(p.source, first);
	const exact = p.source.slice(content.start, content.end) === value;
	return { kind: 'string', value, span, ...(exact ? { exact: content } : {}) };
}

/** The expressions in an f-string. */
function valuesOf(parts: readonly FormatPart[]): Expression[] {
	return parts.flatMap((part) => (part.kind === 'text' ? [] : [part.value, ...valuesOf(part.spec ?? [])]));
}
