/** The parameters of functions and lambdas. */
import type { Expression, Parameter } from './ast.ts';
import {
	ahead,
	expect,
	explains,
	noRule,
	type Parser,
	refuse,
	spanFrom,
	take,
	textHere,
	token,
	word,
} from './parser.ts';

/** The parameters of a `lambda`, up to its colon. */
export function lambdaParameters(p: Parser): Parameter[] {
	return parameters(p, ':', false);
}

/** The parameters of a `def`, from after the opening parenthesis up to the closing one, which is not consumed. */
export function functionParameters(p: Parser): Parameter[] {
	return parameters(p, ')', true);
}

interface State {
	readonly closing: string;
	readonly annotated: boolean;
	readonly out: Parameter[];
	slash: boolean;
	star: boolean;
	/** `*` without a name, and no parameter after it yet. */
	bare: boolean;
	defaults: boolean;
}

function parameters(p: Parser, closing: string, annotated: boolean): Parameter[] {
	const out: Parameter[] = [];
	const state: State = { closing, annotated, out, slash: false, star: false, bare: false, defaults: false };
	while (word(p) !== closing) {
		if (word(p) === '/') slash(p, state);
		else if (word(p) === '*') star(p, state);
		else if (word(p) === '**') {
			doubleStar(p, state);
			break;
		} else plain(p, state);
		if (!take(p, ',')) break;
	}
	if (state.bare || word(p) !== closing) noRule(p);
	return out;
}

function slash(p: Parser, state: State): void {
	if (explains(p)) {
		if (state.slash) refuse(p, '/ may appear only once', token(p));
		if (state.star) refuse(p, '/ must be ahead of *', token(p));
		if (state.out.length === 0 && word(p, 1) === ',') {
			refuse(p, 'at least one argument must precede /', token(p));
		}
	}
	if (state.slash || state.star || state.out.length === 0) noRule(p);
	p.at++;
	state.slash = true;
	for (const [index, parameter] of state.out.entries()) {
		state.out[index] = { ...parameter, kind: 'positional-only' };
	}
	if (explains(p) && word(p) === '*') refuse(p, 'expected comma between / and *', token(p));
}

function star(p: Parser, state: State): void {
	const sign = token(p);
	if (state.star) {
		const next = word(p, 1);
		if (explains(p) && (next === ',' || next === 'NAME')) refuse(p, '* argument may appear only once', sign);
		noRule(p);
	}
	p.at++;
	state.star = true;
	if (word(p) === 'NAME') {
		state.out.push(parameter(p, state, 'star'));
		return;
	}
	const after = word(p, 1);
	const isLast =
		word(p) === state.closing || (word(p) === ',' && (after === state.closing || after === '**'));
	if (isLast && explains(p)) refuse(p, 'named arguments must follow bare *', sign);
	if (word(p) !== ',') noRule(p);
	if (isLast) {
		p.at++;
		noRule(p);
	}
	state.bare = true;
}

function doubleStar(p: Parser, state: State): void {
	if (state.bare) noRule(p);
	p.at++;
	state.out.push(parameter(p, state, 'doublestar'));
	take(p, ',');
	if (word(p) === state.closing || !explains(p)) return;
	if (p.words[p.at - 1] === ',' && /^(?:NAME|\*\*?|\/)$/.test(word(p))) {
		refuse(p, 'arguments cannot follow var-keyword argument', token(p));
	}
}

function plain(p: Parser, state: State): void {
	if (explains(p) && word(p) === '(') explainParentheses(p, state);
	state.bare = false;
	const found = parameter(p, state, state.star ? 'keyword-only' : 'ordinary');
	if (!state.star && found.default === undefined && state.defaults) {
		// The grammar reads on to the token that shows there is no default.
		if (explains(p)) refuse(p, 'non-default argument follows default argument', found.span);
		noRule(p);
	}
	if (found.default !== undefined) state.defaults = true;
	state.out.push(found);
}

function explainParentheses(p: Parser, { closing }: State): void {
	const start = token(p).start;
	const end = ahead(p, (inner) => {
		do {
			inner.at++;
			if (word(inner) === ')') break;
			expect(inner, 'NAME');
		} while (word(inner) === ',');
		return expect(inner, ')').end;
	});
	const what = closing === ':' ? 'Lambda expression parameters' : 'Function parameters';
	if (end !== undefined) refuse(p, `${what} cannot be parenthesized`, { start, end });
}

function parameter(p: Parser, state: State, kind: Parameter['kind']): Parameter {
	const name = textHere(p).normalize('NFKC');
	const { start, end } = expect(p, 'NAME');
	const annotation = state.annotated && take(p, ':') ? annotationOf(p, kind) : undefined;
	const isStar = kind === 'star' || kind === 'doublestar';
	if (isStar && word(p) === '=') {
		const what = kind === 'star' ? 'var-positional' : 'var-keyword';
		if (explains(p)) refuse(p, `${what} argument cannot have default value`, token(p));
		noRule(p);
	}
	const value = take(p, '=') ? defaultOf(p, state) : undefined;
	return {
		kind,
		name,
		span: { start, end },
		...(value && { default: value }),
		...(annotation && { annotation }),
	};
}

function defaultOf(p: Parser, { closing }: State): Expression {
	if (explains(p) && (word(p) === closing || word(p) === ',')) {
		refuse(p, 'expected default value expression', token(p, p.at - 1));
	}
	return p.rules.expression(p);
}

function annotationOf(p: Parser, kind: Parameter['kind']): Expression {
	const { start } = token(p);
	if (kind !== 'star' || !take(p, '*')) return p.rules.expression(p);
	const value = p.rules.bitwiseOr(p);
	return { kind: 'starred', value, span: spanFrom(p, start) };
}
