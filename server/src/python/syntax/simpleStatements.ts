/** Statements that fit on a line: assignments, expressions, `return` and the like. */
import type { BinaryOperator, Expression, Statement } from './ast.ts';
import { explainNamed } from './explainExpressions.ts';
import { importFrom, importNames } from './imports.ts';
import {
	ahead,
	expect,
	explains,
	noRule,
	type Parser,
	refuse,
	SyntaxRefusal,
	skipLine,
	spanFrom,
	take,
	textHere,
	token,
	tolerate,
	word,
} from './parser.ts';
import { describe, isSingleTarget, isTarget, unfitPart, unwrapped } from './targets.ts';

/** All statements up to the end of the line. */
export function simpleLine(p: Parser): Statement[] {
	const out: Statement[] = [];
	for (;;) {
		const { depth, at } = p;
		try {
			out.push(simpleStatement(p));
			if (take(p, 'NEWLINE')) return out;
			expect(p, ';');
			if (take(p, 'NEWLINE')) return out;
		} catch (error) {
			tolerate(p, error, depth);
			skipLine(p, at);
			if (take(p, 'NEWLINE') || word(p) === 'END' || word(p) === 'ERROR') return out;
			take(p, ';');
		}
	}
}

function simpleStatement(p: Parser): Statement {
	const { start } = token(p);
	const kind = word(p);
	switch (kind) {
		case 'pass':
		case 'break':
		case 'continue':
			p.at++;
			return { kind, span: spanFrom(p, start) };
		case 'return': {
			p.at++;
			if (ends(p)) return { kind, span: spanFrom(p, start) };
			const value = orBroken(p, p.rules.starExpressions);
			return { kind, value, span: spanFrom(p, start) };
		}
		case 'raise':
			return raised(p);
		case 'assert': {
			p.at++;
			const test = p.rules.expression(p);
			const message = take(p, ',') ? p.rules.expression(p) : undefined;
			return { kind, test, ...(message && { message }), span: spanFrom(p, start) };
		}
		case 'del':
			return deletion(p);
		case 'global':
		case 'nonlocal':
			return { kind, names: names(p), span: spanFrom(p, start) };
		case 'import':
			return importNames(p);
		case 'from':
			return importFrom(p);
		default:
			return assignment(p);
	}
}

/** True at the end of a statement. */
function ends(p: Parser): boolean {
	return word(p) === 'NEWLINE' || word(p) === ';';
}

/** The result of `parse`; for text that does not match, as much as can be recovered. */
export function orBroken(p: Parser, parse: (p: Parser) => Expression): Expression {
	const { depth, at } = p;
	try {
		return parse(p);
	} catch (error) {
		tolerate(p, error, depth);
		skipLine(p, at);
		return { kind: 'invalid', span: spanFrom(p, token(p, at).start) };
	}
}

function raised(p: Parser): Statement {
	const { start } = expect(p, 'raise');
	if (ends(p)) return { kind: 'raise', span: spanFrom(p, start) };
	const value = p.rules.expression(p);
	const cause = take(p, 'from') ? p.rules.expression(p) : undefined;
	return { kind: 'raise', value, ...(cause && { cause }), span: spanFrom(p, start) };
}

function names(p: Parser): string[] {
	const out: string[] = [];
	do {
		p.at++;
		out.push(textHere(p).normalize('NFKC'));
		expect(p, 'NAME');
	} while (word(p) === ',');
	return out;
}

function deletion(p: Parser): Statement {
	const { start } = expect(p, 'del');
	const all = p.rules.starExpressions(p);
	if (!isTarget(all, 'delete')) {
		const unfit = unfitPart(all, 'delete');
		if (explains(p) && unfit !== undefined) refuse(p, `cannot delete ${describe(unfit)}`, unfit.span);
		tolerate(p, new SyntaxRefusal(p.at), p.depth);
	}
	if (!ends(p)) noRule(p);
	const targets = all.kind === 'tuple' && !all.parenthesised ? all.items : [all];
	return { kind: 'delete', targets, span: spanFrom(p, start) };
}

const augmenting = /^(?:[-+*/%@&|^]|\/\/|<<|>>|\*\*)=$/;

function assignment(p: Parser): Statement {
	const index = p.at;
	const { start } = token(p);
	const first = p.rules.value(p);
	const sign = word(p);
	if (sign === '=') return assigned(p, index, first);
	if (sign === ':') return annotated(p, first);
	if (augmenting.test(sign)) {
		if (!isSingleTarget(first)) {
			if (explains(p)) explainAugmented(p, first);
			tolerate(p, new SyntaxRefusal(p.at), p.depth);
		}
		p.at++;
		const operator = sign.slice(0, -1) as BinaryOperator;
		const value = orBroken(p, p.rules.value);
		return { kind: 'augmented', target: first, operator, value, span: spanFrom(p, start) };
	}
	if (explains(p) && !ends(p)) explainNamed(p, index, first);
	return { kind: 'expression', value: first, span: spanFrom(p, start) };
}

function explainAugmented(p: Parser, target: Expression): void {
	const isWhole = ahead(p, (inner) => {
		inner.at++;
		return inner.rules.value(inner);
	});
	const message = `'${describe(target)}' is an illegal expression for augmented assignment`;
	if (isWhole && target.kind !== 'yield') refuse(p, message, target.span);
}

function assigned(p: Parser, index: number, first: Expression): Statement {
	const { start } = token(p, index);
	const sign = p.at;
	const parts = [first];
	while (word(p) === '=') {
		const target = parts.at(-1) ?? first;
		if (!isTarget(target, 'assign')) {
			if (explains(p)) explainAssigned(p, parts, index, sign);
			tolerate(p, new SyntaxRefusal(p.at), p.depth);
		}
		p.at++;
		parts.push(orBroken(p, p.rules.value));
	}
	const value = parts.pop() ?? first;
	return { kind: 'assign', targets: parts, value, span: spanFrom(p, start) };
}

/** `parts` are the parts between the equals signs so far. The last of them cannot be assigned. */
function explainAssigned(p: Parser, parts: readonly Expression[], index: number, sign: number): void {
	const [first] = parts;
	const target = parts.at(-1);
	if (first === undefined || target === undefined) return;
	const isAlone = first.kind !== 'tuple' || first.parenthesised;
	if (isAlone && first.kind !== 'starred' && first.kind !== 'yield') {
		const { at } = p;
		p.at = sign;
		explainNamed(p, index, first);
		p.at = at;
	}
	if (target.kind === 'yield') refuse(p, 'assignment to yield expression not possible', target.span);
	const unfit = unfitPart(target, 'assign');
	if (unfit !== undefined) refuse(p, `cannot assign to ${describe(unfit)}`, unfit.span);
}

function annotated(p: Parser, target: Expression): Statement {
	const { start } = target.span;
	if (!isSingleTarget(target) || startsInParentheses(target)) {
		if (explains(p)) explainAnnotated(p, target);
		noRule(p);
	}
	expect(p, ':');
	const annotation = p.rules.expression(p);
	const value = take(p, '=') ? orBroken(p, p.rules.value) : undefined;
	return { kind: 'annotated', target, annotation, ...(value && { value }), span: spanFrom(p, start) };
}

/** `(a).b: type`: CPython takes `(a)` for the whole target, and expects the colon after it. */
function startsInParentheses(target: Expression): boolean {
	let first = target;
	while (first.kind === 'attribute' || first.kind === 'subscript' || first.kind === 'call') {
		first = first.kind === 'call' ? first.callee : first.object;
	}
	return first !== target && first.kind === 'parenthesised' && isSingleTarget(first);
}

function explainAnnotated(p: Parser, target: Expression): void {
	const isWhole = ahead(p, (inner) => {
		inner.at++;
		return inner.rules.expression(inner);
	});
	const { kind } = unwrapped(target);
	if (!isWhole || kind === 'starred' || kind === 'yield') return;
	const message =
		kind === 'list' || kind === 'tuple'
			? `only single target (not ${kind}) can be annotated`
			: 'illegal target for annotation';
	refuse(p, message, target.span);
}
