/** Expressions by precedence, as Python's grammar has them. */
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
	fail,
	type Parser,
	refusal,
	refuse,
	refuseHere,
	spanFrom,
	take,
	textHere,
	token,
	tolerate,
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
	return deeper(p, undeepened);
}

function undeepened(p: Parser): Expression {
	const index = p.at;
	const { start } = token(p);
	if (word(p) === 'lambda') return lambda(p);
	const whenTrue = disjunction(p);
	if (explains(p)) explainExpression(p, index, whenTrue, withoutExplaining);
	if (!take(p, 'if')) return whenTrue;
	const test = disjunction(p);
	if (explains(p) && word(p) !== 'else' && word(p) !== ':') {
		refuse(p, "expected 'else' after 'if' expression", spanFrom(p, start));
	}
	expect(p, 'else');
	const whenFalse = expression(p);
	return { kind: 'conditional', test, whenTrue, whenFalse, span: spanFrom(p, start) };
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
	if (word(p) === ':=') fail(p);
	return value;
}

export function walrus(p: Parser): Expression {
	const nameSpan = { start: token(p).start, end: token(p).end };
	const name = textHere(p).normalize('NFKC');
	p.at += 2;
	const value = expression(p);
	return { kind: 'walrus', name, nameSpan, value, span: spanFrom(p, nameSpan.start) };
}

/** One item of a list with commas at the outermost level of a statement. */
function starExpression(p: Parser): Expression {
	if (word(p) !== '*') return expression(p);
	return starredOr(p);
}

/** `*` and what it unpacks. */
export function starredOr(p: Parser): Expression {
	const { start } = expect(p, '*');
	const value = bitwiseOr(p);
	return { kind: 'starred', value, span: spanFrom(p, start) };
}

export function starExpressions(p: Parser): Expression {
	const { start } = token(p);
	const first = starExpression(p);
	if (word(p) !== ',') return first;
	const items = [first];
	while (take(p, ',') && startsExpression(p)) items.push(starExpression(p));
	return { kind: 'tuple', items, parenthesised: false, span: spanFrom(p, start) };
}

const starters = new Set([
	...['NAME', 'NUMBER', 'STRING', '(', '[', '{', '-', '+', '~', '...'],
	...['None', 'True', 'False', 'not', 'lambda', 'await', '*'],
]);

/** True if the next token may begin an item. */
export function startsExpression(p: Parser): boolean {
	if (word(p) === 'ERROR') fail(p);
	return starters.has(word(p));
}

export function value(p: Parser): Expression {
	return word(p) === 'yield' ? yielded(p) : starExpressions(p);
}

export function yielded(p: Parser): Expression {
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
	while (take(p, 'or')) {
		const right = conjunction(p);
		left = { kind: 'or', left, right, span: { start: left.span.start, end: right.span.end } };
	}
	return left;
}

function conjunction(p: Parser): Expression {
	let left = inversion(p);
	while (take(p, 'and')) {
		const right = inversion(p);
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
		const operator = compareOperator(p);
		if (operator === undefined) break;
		comparisons.push({ operator, right: bitwiseOr(p) });
	}
	return comparisons.length === 0
		? left
		: { kind: 'compare', left, comparisons, span: spanFrom(p, left.span.start) };
}

function compareOperator(p: Parser): CompareOperator | undefined {
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
		p.at++;
		const right = binary(p, level + 1);
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
	if (!take(p, '**')) return left;
	const right = deeper(p, factor);
	return { kind: 'binary', operator: '**', left, right, span: spanFrom(p, left.span.start) };
}

function awaited(p: Parser): Expression {
	const { start } = token(p);
	if (!take(p, 'await')) return primary(p);
	const inner = primary(p);
	return { kind: 'unsupported', what: 'await', parts: [inner], span: spanFrom(p, start) };
}

export function primary(p: Parser): Expression {
	const { start } = token(p);
	let out = atom(p);
	for (;;) {
		if (take(p, '.')) {
			const nameSpan = { start: token(p).start, end: token(p).end };
			const name = textHere(p).normalize('NFKC');
			if (!take(p, 'NAME')) {
				tolerate(p, refusal(p), p.depth);
				const end = spanFrom(p, token(p, p.at - 1).end);
				return { kind: 'attribute', object: out, name: '', nameSpan: end, span: spanFrom(p, start) };
			}
			out = { kind: 'attribute', object: out, name, nameSpan, span: spanFrom(p, start) };
		} else if (take(p, '(')) {
			const args = callArguments(p);
			out = { kind: 'call', callee: out, args, span: spanFrom(p, start) };
		} else if (take(p, '[')) {
			const index = subscript(p);
			out = { kind: 'subscript', object: out, index, span: spanFrom(p, start) };
		} else return out;
	}
}

function subscript(p: Parser): Expression {
	const { start } = token(p);
	if (word(p) === ']') fail(p);
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
		if (first.kind === 'walrus') fail(p);
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

/** `*` and any expression: what calls and subscripts unpack. */
export function starred(p: Parser): Expression {
	const { start } = expect(p, '*');
	const inner = expression(p);
	return { kind: 'starred', value: inner, span: spanFrom(p, start) };
}
