/** Tuples, lists, sets, dicts, parenthesized expressions, and the comprehension of each. */
import type { Span } from '../../base/span.ts';
import type { Expression } from './ast.ts';
import { comprehension, inBrackets, startsClause } from './comprehensions.ts';
import {
	ahead,
	bracketed,
	expect,
	explains,
	noRule,
	type Parser,
	refuse,
	SyntaxRefusal,
	spanFrom,
	take,
	token,
	tolerate,
	word,
} from './parser.ts';
import { strings } from './strings.ts';

const broken = (span: Span): Expression => ({ kind: 'invalid', span });

/** One item of a tuple, list or set: `*items` or an expression. */
function item(p: Parser): Expression {
	if (isStringAlone(p)) return strings(p);
	if (word(p) !== '*') return p.rules.named(p);
	const { start } = expect(p, '*');
	const value = p.rules.bitwiseOr(p);
	return { kind: 'starred', value, span: spanFrom(p, start) };
}

/** A fast path for long lists: true for a string and a comma, which all rules would parse the same way. */
function isStringAlone(p: Parser): boolean {
	return !p.diagnosing && word(p) === 'STRING' && p.words[p.at + 1] === ',';
}

interface Contents {
	readonly items: readonly Expression[];
	readonly commas: boolean;
	/** Set if the bracket contains nothing else. */
	readonly comprehension?: Expression;
}

function contents(p: Parser, closing: string, makes: 'list' | 'generator' | 'set'): Contents {
	const first = p.at;
	let found: Expression | undefined;
	const start = token(p).start;
	const inner = bracketed(
		p,
		closing,
		(p) => {
			const index = p.at;
			if (makes === 'generator' && index === first && word(p) === 'yield') {
				const value = p.rules.value(p);
				if (word(p) !== closing) noRule(p);
				return value;
			}
			const element = item(p);
			if (!startsClause(p)) return element;
			if (index !== first || element.kind === 'starred') {
				if (explains(p)) explainComprehension(p, makes, element, start, index === first);
				noRule(p);
			}
			found = comprehension(p, makes, element);
			if (word(p) !== closing) noRule(p);
			return found;
		},
		broken,
	);
	return { ...inner, ...(found && { comprehension: found }) };
}

function explainComprehension(
	p: Parser,
	makes: 'list' | 'generator' | 'set',
	element: Expression,
	start: number,
	isFirst: boolean,
): void {
	const isWhole = ahead(p, (inner) => comprehension(inner, makes, element)) !== undefined;
	if (!isWhole) return;
	if (isFirst) refuse(p, 'iterable unpacking cannot be used in comprehension', element.span);
	if (makes === 'generator') return;
	refuse(p, 'did you forget parentheses around the comprehension target?', spanFrom(p, start));
}

export function group(p: Parser): Expression {
	const { start } = expect(p, '(');
	if (explains(p) && word(p) === '**') explainDoubleStar(p);
	const { items, commas, comprehension: generator } = contents(p, ')', 'generator');
	const span = spanFrom(p, start);
	const [only] = items;
	if (generator !== undefined && !commas) return inBrackets(p, generator, start);
	const isClosed = p.words[p.at - 1] === ')';
	if (only === undefined && !isClosed) {
		const inner: Expression = { kind: 'invalid', span: { start: span.end, end: span.end } };
		return { kind: 'parenthesised', inner, span };
	}
	if (only === undefined || commas) return { kind: 'tuple', items, parenthesised: true, span };
	if (only.kind === 'starred' && isClosed) {
		if (explains(p)) refuse(p, 'cannot use starred expression here', only.span);
		tolerate(p, new SyntaxRefusal(p.at - 1), p.depth);
	}
	return { kind: 'parenthesised', inner: only, span };
}

function explainDoubleStar(p: Parser): void {
	const sign = token(p);
	const isWhole = ahead(p, (inner) => {
		expect(inner, '**');
		inner.rules.expression(inner);
		return expect(inner, ')');
	});
	if (isWhole) refuse(p, 'cannot use double starred expression here', sign);
}

export function listDisplay(p: Parser): Expression {
	const { start } = expect(p, '[');
	const { items, commas, comprehension: inner } = contents(p, ']', 'list');
	if (inner !== undefined && !commas) return inBrackets(p, inner, start);
	return { kind: 'list', items, span: spanFrom(p, start) };
}

interface Entry {
	/** `undefined` for `**value`. */
	readonly key?: Expression;
	readonly value: Expression;
}

export function dictOrSet(p: Parser): Expression {
	const { start } = expect(p, '{');
	const first = p.at;
	let isDict = word(p) === '}' || word(p) === '**';
	let whole: Expression | undefined;
	const { items, commas } = bracketed(
		p,
		'}',
		(p) => {
			const index = p.at;
			if (index === first && !isDict) {
				const key = item(p);
				if (word(p) === ':' && key.kind !== 'walrus' && key.kind !== 'starred') isDict = true;
				else return element(p, key, token(p, first).start, true);
				return pairOrClauses(p, entryOf(p, key), true);
			}
			if (!isDict) return element(p, item(p), token(p, first).start, false);
			return pairOrClauses(p, entry(p, index === first), index === first);
		},
		(span): Entry => ({ key: broken(span), value: broken({ start: span.end, end: span.end }) }),
	);
	if (whole !== undefined && !commas) return inBrackets(p, whole, start);
	const span = spanFrom(p, start);
	if (isDict) return { kind: 'dict', entries: items, span };
	return { kind: 'set', items: items.map(({ key, value }) => key ?? value), span };

	function element(p: Parser, value: Expression, from: number, isFirst: boolean): Entry {
		if (!startsClause(p)) return { value };
		if (!isFirst || value.kind === 'starred') {
			if (explains(p)) explainComprehension(p, 'set', value, from, isFirst);
			noRule(p);
		}
		whole = comprehension(p, 'set', value);
		if (word(p) !== '}') noRule(p);
		return { value: whole };
	}

	function pairOrClauses(p: Parser, found: Entry, isFirst: boolean): Entry {
		if (!startsClause(p) || !isFirst) return found;
		if (found.key === undefined) {
			if (explains(p)) explainUnpacking(p, first, found);
			noRule(p);
		}
		whole = comprehension(p, 'dict', found.key, found.value);
		if (word(p) !== '}') noRule(p);
		return found;
	}
}

function explainUnpacking(p: Parser, index: number, { value }: Entry): void {
	const isWhole = ahead(p, (inner) => {
		comprehension(inner, 'dict', value);
		return expect(inner, '}');
	});
	if (isWhole) refuse(p, 'dict unpacking cannot be used in dict comprehension', token(p, index));
}

function entry(p: Parser, isFirst: boolean): Entry {
	if (take(p, '**')) return { value: p.rules.bitwiseOr(p) };
	const key = p.rules.expression(p);
	if (explains(p) && !isFirst && word(p) !== ':') refuse(p, "':' expected after dictionary key", key.span);
	return entryOf(p, key);
}

function entryOf(p: Parser, key: Expression): Entry {
	const colon = expect(p, ':');
	if (explains(p)) {
		if (word(p) === '*') refuse(p, 'cannot use a starred expression in a dictionary value', token(p));
		if (word(p) === '}' || word(p) === ',') {
			refuse(p, "expression expected after dictionary key and ':'", colon);
		}
	}
	return { key, value: p.rules.expression(p) };
}
