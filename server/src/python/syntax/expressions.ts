/** Expressions by precedence, as in Python's grammar. */
import type { BinaryOperator, CompareOperator, Comparison, Expression, UnaryOperator } from './ast.ts';
import { atom } from './atoms.ts';
import { callArguments } from './callArguments.ts';
import { explainExpression, explainNamed } from './explainExpressions.ts';
import { lambdaParameters } from './parameters.ts';
import {
	bracketed,
	deeper,
	expect,
	explains,
	noRule,
	optionally,
	type Parser,
	refusal,
	refuse,
	refuseHere,
	spanFrom,
	take,
	textHere,
	token,
	tolerate,
	tryParse,
	word,
} from './parser.ts';

const levels = new Map<string, number>([
	['|', 1],
	['^', 2],
	['&', 3],
	['<<', 4],
	['>>', 4],
	['+', 5],
	['-', 5],
	['*', 6],
	['/', 6],
	['//', 6],
	['%', 6],
	['@', 6],
]);
const comparing = new Set(['<', '<=', '>', '>=', '==', '!=', 'in', 'not', 'is']);

export function expression(p: Parser): Expression {
	if (!explains(p)) return deeper(p, undeepened);
	const { at } = p;
	let known = p.known.get(at);
	if (known === undefined) {
		const result = tryParse(p, (inner) => deeper(inner, undeepened));
		known = { at: p.at, result };
		p.known.set(at, known);
	}
	if (known.result === undefined) noRule(p);
	p.at = known.at;
	return known.result;
}

function undeepened(p: Parser): Expression {
	const index = p.at;
	const { start } = token(p);
	if (word(p) === 'lambda') return lambda(p);
	const whenTrue = disjunction(p);
	if (explains(p)) explainExpression(p, index, whenTrue, withoutExplaining);
	if (word(p) !== 'if') return whenTrue;
	const rest = optionally(p, (p) => {
		p.at++;
		const test = disjunction(p);
		if (explains(p) && word(p) !== 'else' && word(p) !== ':') {
			refuse(p, "expected 'else' after 'if' expression", spanFrom(p, start));
		}
		expect(p, 'else');
		return { test, whenFalse: expression(p) };
	});
	return rest ? { kind: 'conditional', ...rest, whenTrue, span: spanFrom(p, start) } : whenTrue;
}

function withoutExplaining(p: Parser): Expression {
	p.quiet++;
	const found = expression(p);
	p.quiet--;
	return found;
}

function lambda(p: Parser): Expression {
	const { start } = expect(p, 'lambda');
	const parameters = lambdaParameters(p);
	if (word(p) !== ':') refuseHere(p, "expected ':'");
	p.at++;
	const body = expression(p);
	return { kind: 'lambda', parameters, body, span: spanFrom(p, start) };
}

export function named(p: Parser): Expression {
	const index = p.at;
	if (word(p) === 'NAME' && word(p, 1) === ':=') return walrus(p);
	const value = expression(p);
	if (explains(p)) explainNamed(p, index, value);
	if (word(p) === ':=') noRule(p);
	return value;
}

function walrus(p: Parser): Expression {
	const nameSpan = { start: token(p).start, end: token(p).end };
	const name = textHere(p).normalize('NFKC');
	p.at += 2;
	const value = expression(p);
	return { kind: 'walrus', name, nameSpan, value, span: spanFrom(p, nameSpan.start) };
}

/** One item of a comma-separated list at the top level of a statement. */
function starExpression(p: Parser): Expression {
	if (word(p) !== '*') return expression(p);
	return starredOr(p);
}

/** `*` and the unpacked expression. */
function starredOr(p: Parser): Expression {
	const { start } = expect(p, '*');
	const value = bitwiseOr(p);
	return { kind: 'starred', value, span: spanFrom(p, start) };
}

export function starExpressions(p: Parser): Expression {
	const { start } = token(p);
	const first = starExpression(p);
	if (word(p) !== ',') return first;
	const items = [first];
	while (take(p, ',') && startsExpression(p)) {
		const item = optionally(p, starExpression);
		if (item === undefined) break;
		items.push(item);
	}
	return { kind: 'tuple', items, parenthesised: false, span: spanFrom(p, start) };
}

const starters = new Set([
	...['NAME', 'NUMBER', 'STRING', '(', '[', '{', '-', '+', '~', '...'],
	...['None', 'True', 'False', 'not', 'lambda', 'await', '*'],
]);

/** True if the next token can begin an item. */
function startsExpression(p: Parser): boolean {
	if (word(p) === 'ERROR') noRule(p);
	return starters.has(word(p));
}

export function value(p: Parser): Expression {
	return word(p) === 'yield' ? yielded(p) : starExpressions(p);
}

function yielded(p: Parser): Expression {
	const { start } = expect(p, 'yield');
	if (take(p, 'from')) {
		const inner = expression(p);
		return { kind: 'yield', value: inner, from: true, span: spanFrom(p, start) };
	}
	if (!startsExpression(p)) return { kind: 'yield', from: false, span: spanFrom(p, start) };
	const inner = starExpressions(p);
	return { kind: 'yield', value: inner, from: false, span: spanFrom(p, start) };
}

export function disjunction(p: Parser): Expression {
	let left = conjunction(p);
	while (word(p) === 'or') {
		const right = operand(p, conjunction);
		if (right === undefined) break;
		left = { kind: 'or', left, right, span: { start: left.span.start, end: right.span.end } };
	}
	return left;
}

/** The next operator and its right side; `undefined` if there is none. */
function operand(p: Parser, parse: (p: Parser) => Expression): Expression | undefined {
	return optionally(p, (p) => {
		p.at++;
		return parse(p);
	});
}

function conjunction(p: Parser): Expression {
	let left = inversion(p);
	while (word(p) === 'and') {
		const right = operand(p, inversion);
		if (right === undefined) break;
		left = { kind: 'and', left, right, span: { start: left.span.start, end: right.span.end } };
	}
	return left;
}

function inversion(p: Parser): Expression {
	const starts: number[] = [];
	for (; word(p) === 'not'; p.at++) starts.push(token(p).start);
	return prefixed(p, starts, 'not', comparison(p));
}

function prefixed(p: Parser, starts: number[], operator: UnaryOperator, operand: Expression): Expression {
	let out = operand;
	for (let start = starts.pop(); start !== undefined; start = starts.pop()) {
		out = { kind: 'unary', operator, operand: out, span: spanFrom(p, start) };
	}
	return out;
}

function comparison(p: Parser): Expression {
	const left = bitwiseOr(p);
	const comparisons: Comparison[] = [];
	while (comparing.has(word(p))) {
		const found = optionally(p, (p) => ({ operator: compareOperator(p), right: bitwiseOr(p) }));
		if (found === undefined) break;
		comparisons.push(found);
	}
	return comparisons.length === 0
		? left
		: { kind: 'compare', left, comparisons, span: spanFrom(p, left.span.start) };
}

function compareOperator(p: Parser): CompareOperator {
	const first = word(p);
	p.at++;
	if (first === 'is') return take(p, 'not') ? 'is not' : 'is';
	if (first !== 'not') return first as CompareOperator;
	expect(p, 'in');
	return 'not in';
}

export function bitwiseOr(p: Parser): Expression {
	return binary(p, 1);
}

function binary(p: Parser, lowest: number): Expression {
	let left = factor(p);
	for (;;) {
		const operator = word(p);
		const level = levels.get(operator);
		if (level === undefined || level < lowest) return left;
		const right = operand(p, (p) => binary(p, level + 1));
		if (right === undefined) return left;
		const span = { start: left.span.start, end: right.span.end };
		left = { kind: 'binary', operator: operator as BinaryOperator, left, right, span };
	}
}

function factor(p: Parser): Expression {
	const signs: { readonly start: number; readonly operator: UnaryOperator }[] = [];
	for (let sign = word(p); sign === '-' || sign === '+' || sign === '~'; sign = word(p)) {
		signs.push({ start: token(p).start, operator: sign });
		p.at++;
	}
	let out = power(p);
	for (let sign = signs.pop(); sign !== undefined; sign = signs.pop()) {
		out = { kind: 'unary', operator: sign.operator, operand: out, span: spanFrom(p, sign.start) };
	}
	return out;
}

function power(p: Parser): Expression {
	const left = awaited(p);
	if (word(p) !== '**') return left;
	const right = operand(p, (p) => deeper(p, factor));
	if (right === undefined) return left;
	return { kind: 'binary', operator: '**', left, right, span: spanFrom(p, left.span.start) };
}

function awaited(p: Parser): Expression {
	const { start } = token(p);
	if (!take(p, 'await')) return primary(p);
	const inner = primary(p);
	return { kind: 'unsupported', what: 'await', parts: [inner], span: spanFrom(p, start) };
}

function primary(p: Parser): Expression {
	const { start } = token(p);
	let out = atom(p);
	for (;;) {
		const sign = word(p);
		if (sign !== '.' && sign !== '(' && sign !== '[') return out;
		const object = out;
		const longer = operand(p, (p) => trailer(p, sign, object, start));
		if (longer === undefined) return out;
		out = longer;
	}
}

/** An attribute, a call or a subscript, after its first token. */
function trailer(p: Parser, sign: string, object: Expression, start: number): Expression {
	if (sign === '(') {
		const args = callArguments(p);
		return { kind: 'call', callee: object, args, span: spanFrom(p, start) };
	}
	if (sign === '[') {
		const index = subscript(p);
		return { kind: 'subscript', object, index, span: spanFrom(p, start) };
	}
	const nameSpan = { start: token(p).start, end: token(p).end };
	const name = textHere(p).normalize('NFKC');
	if (!take(p, 'NAME')) {
		tolerate(p, refusal(p), p.depth);
		const end = spanFrom(p, token(p, p.at - 1).end);
		return { kind: 'attribute', object, name: '', nameSpan: end, span: spanFrom(p, start) };
	}
	return { kind: 'attribute', object, name, nameSpan, span: spanFrom(p, start) };
}

function subscript(p: Parser): Expression {
	const { start } = token(p);
	if (word(p) === ']') noRule(p);
	const { items, commas } = bracketed<Expression>(p, ']', slice, (span) => ({ kind: 'invalid', span }));
	const [only] = items;
	if (only !== undefined && !commas && only.kind !== 'starred') return only;
	const end = Math.max(start, items.at(-1)?.span.end ?? start);
	return { kind: 'tuple', items, parenthesised: false, span: { start, end } };
}

function slice(p: Parser): Expression {
	const { start } = token(p);
	if (word(p) === '*') return starred(p);
	const part = (): Expression | undefined =>
		word(p) === ':' || word(p) === ']' || word(p) === ',' ? undefined : expression(p);
	if (word(p) !== ':') {
		const first = named(p);
		if (word(p) !== ':') return first;
		if (first.kind === 'walrus') noRule(p);
		return sliceFrom(p, start, first, part);
	}
	return sliceFrom(p, start, undefined, part);
}

function sliceFrom(
	p: Parser,
	start: number,
	from: Expression | undefined,
	part: () => Expression | undefined,
): Expression {
	expect(p, ':');
	const to = part();
	const step = take(p, ':') ? part() : undefined;
	return {
		kind: 'slice',
		span: spanFrom(p, start),
		...(from && { from }),
		...(to && { to }),
		...(step && { step }),
	};
}

/** `*` and any expression, which calls and subscripts unpack. */
function starred(p: Parser): Expression {
	const { start } = expect(p, '*');
	const inner = expression(p);
	return { kind: 'starred', value: inner, span: spanFrom(p, start) };
}
