/**
 * The content of an f-string: text, and expressions in braces. CPython 3.11 splits it by hand.
 * Python 3.11 Language Reference, 2.4.3, Formatted string literals.
 */
import type { Expression, FormatPart } from './ast.ts';
import { createParser, noRule, type Parser, refuseHere, SyntaxRefusal } from './parser.ts';
import { parseWhole } from './parseWhole.ts';
import { decodeContent, escapeFault, type LiteralShape } from './stringLiteral.ts';
import { tokenizeExpression } from './tokens.ts';
import { tooDeep } from './unreadable.ts';

interface Cut {
	readonly p: Parser;
	readonly shape: LiteralShape;
	readonly end: number;
	at: number;
}

/** The parts of a literal whose tokens are all consumed. Errors name the token after them. */
export function formatParts(p: Parser, shape: LiteralShape): FormatPart[] {
	const cut = { p, shape, end: shape.content.end, at: shape.content.start };
	return partsOf(cut, 0);
}

function partsOf(cut: Cut, level: number): FormatPart[] {
	const parts: FormatPart[] = [];
	for (;;) {
		const text = literal(cut, level);
		if (text !== '') parts.push({ kind: 'text', value: text });
		if (cut.at >= cut.end || cut.p.source[cut.at] !== '{') break;
		parts.push(replacement(cut, level));
	}
	if (level > 0 && cut.p.source[cut.at] !== '}') refuseHere(cut.p, "f-string: expecting '}'");
	return parts;
}

/** The text up to the next expression or the end. */
function literal(cut: Cut, level: number): string {
	const { p, shape, end } = cut;
	const { source } = p;
	let out = '';
	let from = cut.at;
	const until = (stop: number): void => {
		const raw = source.slice(from, stop);
		const fault = escapeFault(shape, raw);
		if (fault !== undefined) refuseHere(p, fault);
		out += decodeContent(shape.raw, raw);
	};
	while (cut.at < end) {
		let char = source[cut.at] ?? '';
		if (!shape.raw && char === '\\' && cut.at + 1 < end) {
			char = source[cut.at + 1] ?? '';
			if (char === 'N' && source[cut.at + 2] === '{') {
				const close = source.indexOf('}', cut.at);
				cut.at = close < 0 || close >= end ? end : close + 1;
				continue;
			}
			if (char !== '{' && char !== '}') {
				cut.at += 2;
				continue;
			}
			cut.at++;
		}
		if (char !== '{' && char !== '}') {
			cut.at++;
			continue;
		}
		if (level === 0 && source[cut.at + 1] === char && cut.at + 1 < end) {
			until(cut.at + 1);
			cut.at += 2;
			from = cut.at;
			continue;
		}
		if (level === 0 && char === '}') refuseHere(p, "f-string: single '}' is not allowed");
		break;
	}
	until(cut.at);
	return out;
}

/** One expression in braces, with its conversion and format. */
function replacement(cut: Cut, level: number): FormatPart {
	const { p, end } = cut;
	const { source } = p;
	const expected = (): never => refuseHere(p, "f-string: expecting '}'");
	if (level >= 2) refuseHere(p, 'f-string: expressions nested too deeply');
	const start = ++cut.at;
	expressionEnd(cut);
	if (cut.at >= end) expected();
	const value = inner(p, start, cut.at);
	let selfText: string | undefined;
	if (source[cut.at] === '=') {
		cut.at++;
		while (cut.at < end && /\s/.test(source[cut.at] ?? '')) cut.at++;
		selfText = source.slice(start, cut.at).replace(/\r\n?/g, '\n');
		if (cut.at >= end) expected();
	}
	let conversion: string | undefined;
	if (source[cut.at] === '!') {
		conversion = source[cut.at + 1] ?? '';
		cut.at += 2;
		if (cut.at > end) expected();
		if (!/^[sra]$/.test(conversion)) {
			refuseHere(p, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
		}
		if (cut.at >= end) expected();
	}
	let spec: readonly FormatPart[] | undefined;
	if (source[cut.at] === ':') {
		cut.at++;
		if (cut.at >= end) expected();
		spec = partsOf(cut, level + 1);
	}
	if (cut.at >= end || source[cut.at] !== '}') expected();
	cut.at++;
	return {
		kind: 'replacement',
		value,
		...(selfText === undefined ? {} : { selfText }),
		...(conversion === undefined ? {} : { conversion }),
		...(spec === undefined ? {} : { spec }),
	};
}

const openers = new Map([
	[')', '('],
	[']', '['],
	['}', '{'],
]);

/** Finds the end of an expression: a sign outside any bracket, string or comparison. */
function expressionEnd(cut: Cut): void {
	const { p, end } = cut;
	const { source } = p;
	const open: string[] = [];
	let quote = '';
	for (; cut.at < end; cut.at++) {
		const char = source[cut.at] ?? '';
		if (char === '\\') refuseHere(p, 'f-string expression part cannot include a backslash');
		if (quote !== '') {
			if (!source.startsWith(quote, cut.at) || cut.at + quote.length > end) continue;
			cut.at += quote.length - 1;
			quote = '';
			continue;
		}
		if (char === '"' || char === "'") {
			const isTriple = cut.at + 2 < end && source.startsWith(char.repeat(3), cut.at);
			quote = isTriple ? char.repeat(3) : char;
			cut.at += quote.length - 1;
			continue;
		}
		if (char === '(' || char === '[' || char === '{') {
			if (open.length >= 200) refuseHere(p, 'f-string: too many nested parenthesis');
			open.push(char);
			continue;
		}
		if (char === '#') refuseHere(p, "f-string expression part cannot include '#'");
		if (open.length === 0 && /[!:}=<>]/.test(char)) {
			if (/[!=<>]/.test(char) && source[cut.at + 1] === '=' && cut.at + 1 < end) {
				cut.at++;
				continue;
			}
			if (char === '<' || char === '>') continue;
			break;
		}
		const opener = openers.get(char);
		if (opener === undefined) continue;
		const last = open.pop();
		if (last === undefined) refuseHere(p, `f-string: unmatched '${char}'`);
		if (last !== opener) {
			const message = `f-string: closing parenthesis '${char}' does not match opening parenthesis '${last}'`;
			refuseHere(p, message);
		}
	}
	if (quote !== '') refuseHere(p, 'f-string: unterminated string');
	if (open.length > 0) refuseHere(p, `f-string: unmatched '${open.at(-1)}'`);
}

/** The expression between two offsets, which CPython reads as if it were in parentheses. */
function inner(p: Parser, start: number, end: number): Expression {
	if (/^[ \t\n\f\r]*$/.test(p.source.slice(start, end))) {
		refuseHere(p, 'f-string: empty expression not allowed');
	}
	if (p.depth > 300) throw tooDeep(start);
	const tokens = tokenizeExpression(p.source, start, end);
	const make = (diagnosing: boolean): Parser => {
		const made = createParser(p.source, tokens, p.rules, diagnosing);
		made.depth = p.depth;
		return made;
	};
	const { result, fault, notes } = parseWhole(make, (sub) => {
		const found = sub.rules.starExpressions(sub);
		if (sub.words[sub.at] !== 'END') noRule(sub);
		return found;
	});
	for (const note of notes) p.notes.push(note);
	if (fault !== undefined) {
		throw new SyntaxRefusal(p.at, { ...fault, message: `f-string: ${fault.message}` });
	}
	return withoutBrackets(result ?? { kind: 'invalid', span: { start, end } });
}

function withoutBrackets(expression: Expression): Expression {
	if (expression.kind === 'parenthesised') return expression.inner;
	if (expression.kind !== 'tuple') return expression;
	const { items } = expression;
	const span = { start: items[0]?.span.start ?? expression.span.start, end: items.at(-1)?.span.end ?? 0 };
	return { kind: 'tuple', items, parenthesised: false, span };
}
