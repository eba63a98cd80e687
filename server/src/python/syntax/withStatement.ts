/** `with`, its items with or without parentheses. */
import type { Expression, Statement } from './ast.ts';
import {
	ahead,
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
	tryParse,
	word,
} from './parser.ts';
import { describe, isTarget, unfitPart } from './targets.ts';

interface Item {
	readonly context: Expression;
	readonly target?: Expression;
}

type Unsupported = Statement & { readonly kind: 'unsupported' };

export function withStatement(p: Parser): Unsupported {
	const opener = expect(p, 'with');
	const { depth } = p;
	let items: readonly Item[] = [];
	try {
		items = isParenthesised(p) ? (tryParse(p, inParentheses) ?? list(p)) : list(p);
	} catch (error) {
		tolerate(p, error, depth);
	}
	const body = p.rules.block(p, "'with' statement", opener);
	return {
		kind: 'unsupported',
		what: 'with',
		targets: items.flatMap(({ target }) => (target === undefined ? [] : [target])),
		parts: items.map(({ context }) => context),
		body,
		span: { start: opener.start, end: body.at(-1)?.span.end ?? spanFrom(p, opener.start).end },
	};
}

/** True if a colon follows the closing parenthesis that matches the next token. */
function isParenthesised(p: Parser): boolean {
	if (word(p) !== '(') return false;
	let depth = 0;
	for (let index = p.at; index < p.words.length; index++) {
		const next = p.words[index] ?? '';
		if (/^[([{]$/.test(next)) depth++;
		else if (/^[)\]}]$/.test(next) && --depth === 0) return p.words[index + 1] === ':';
	}
	return false;
}

function inParentheses(p: Parser): Item[] {
	expect(p, '(');
	const items = [item(p)];
	while (take(p, ',') && word(p) !== ')') items.push(item(p));
	expect(p, ')');
	if (word(p) !== ':') noRule(p);
	return items;
}

function list(p: Parser): Item[] {
	const items = [item(p)];
	while (take(p, ',')) items.push(item(p));
	return items;
}

function item(p: Parser): Item {
	const context = p.rules.expression(p);
	if (!take(p, 'as')) return { context };
	const index = p.at;
	const { start } = token(p);
	const isStar = take(p, '*');
	const inner = p.rules.bitwiseOr(p);
	const target: Expression = isStar ? { kind: 'starred', value: inner, span: spanFrom(p, start) } : inner;
	if (isTarget(target, 'assign') && /^[,):]$/.test(word(p))) return { context, target };
	if (explains(p)) {
		p.at = index;
		const found = ahead(p, (sub) => {
			const whole = sub.rules.expression(sub);
			return /^[,):]$/.test(word(sub)) ? whole : undefined;
		});
		const unfit = found && unfitPart(found, 'assign');
		if (unfit !== undefined) refuse(p, `cannot assign to ${describe(unfit)}`, unfit.span);
	}
	throw new SyntaxRefusal(p.at);
}
