/** `for target in iterable if condition`, in brackets. */
import type { Clause, Expression } from './ast.ts';
import {
	ahead,
	expect,
	explains,
	noRule,
	type Parser,
	refuse,
	spanFrom,
	take,
	token,
	word,
} from './parser.ts';
import { describe, isTarget, unfitPart } from './targets.ts';

/** The parts of a comprehension apart from its element. */
export interface Clauses {
	readonly clauses: readonly Clause[];
	readonly isAsync: boolean;
}

export function startsClause(p: Parser): boolean {
	return word(p) === 'for' || (word(p) === 'async' && word(p, 1) === 'for');
}

/** All clauses, starting at a `for`. */
function clauses(p: Parser): Clauses {
	const out: Clause[] = [];
	let isAsync = false;
	do {
		if (take(p, 'async')) isAsync = true;
		const target = forTarget(p);
		const iterable = p.rules.disjunction(p);
		const conditions: Expression[] = [];
		while (take(p, 'if')) conditions.push(p.rules.disjunction(p));
		out.push({ target, iterable, conditions });
	} while (startsClause(p));
	return { clauses: out, isAsync };
}

/** From `for` to `in`, of a comprehension or a loop. */
export function forTarget(p: Parser): Expression {
	expect(p, 'for');
	const index = p.at;
	const { start } = token(p);
	const first = oneTarget(p);
	const items = [first];
	while (take(p, ',') && word(p) !== 'in') items.push(oneTarget(p));
	const isTuple = p.words[p.at - 1] === ',' || items.length > 1;
	const target: Expression = isTuple
		? { kind: 'tuple', items, parenthesised: false, span: spanFrom(p, start) }
		: first;
	if (word(p) !== 'in' || !isTarget(target, 'for')) {
		if (explains(p)) explainForTarget(p, index);
		noRule(p);
	}
	p.at++;
	return target;
}

function oneTarget(p: Parser): Expression {
	const { start } = token(p);
	if (!take(p, '*')) return p.rules.bitwiseOr(p);
	const value = p.rules.bitwiseOr(p);
	return { kind: 'starred', value, span: spanFrom(p, start) };
}

function explainForTarget(p: Parser, index: number): void {
	p.at = index;
	const all = ahead(p, p.rules.starExpressions);
	const unfit = all && unfitPart(all, 'for');
	if (unfit !== undefined) refuse(p, `cannot assign to ${describe(unfit)}`, unfit.span);
}

/** A comprehension whose element has been read, and its value if it makes a dict. */
export function comprehension(
	p: Parser,
	makes: 'list' | 'set' | 'dict' | 'generator',
	element: Expression,
	value?: Expression,
): Expression {
	const { clauses: parts, isAsync } = clauses(p);
	const span = spanFrom(p, element.span.start);
	const out: Expression = {
		kind: 'comprehension',
		makes,
		element,
		...(value && { value }),
		clauses: parts,
		span,
	};
	return isAsync ? { kind: 'unsupported', what: 'an async comprehension', parts: [out], span } : out;
}

/** A comprehension with its brackets. */
export function inBrackets(p: Parser, inner: Expression, start: number): Expression {
	const span = spanFrom(p, start);
	if (inner.kind === 'unsupported') {
		return { ...inner, parts: inner.parts.map((part) => ({ ...part, span })), span };
	}
	return { ...inner, span };
}
