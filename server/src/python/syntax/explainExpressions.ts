/** The mistakes in expressions for which CPython has messages. Each rule throws if it matches, and otherwise consumes nothing. */
import type { Expression } from './ast.ts';
import { ahead, isSoft, levelAfter, type Parser, refuse, spanFrom, token, word } from './parser.ts';
import { describe } from './targets.ts';

const starters = new Set([
	...['NAME', 'NUMBER', 'STRING', '(', '[', '{', '-', '+', '~', '...'],
	...['None', 'True', 'False', 'not', 'lambda', 'await'],
]);

/** Two expressions with nothing between them, and the `print` and `exec` statements of Python 2. */
export function explainExpression(
	p: Parser,
	index: number,
	first: Expression,
	quietly: (p: Parser) => Expression,
): void {
	const back = index - p.at;
	const { start } = first.span;
	const isName = p.words[index] === 'NAME';
	const isLegacy = isName && (isSoft(p, 'print', back) || isSoft(p, 'exec', back));
	const isPrefix = isName && p.words[index + 1] === 'STRING';
	const isSoftKeyword = ['match', 'case', '_'].some((text) => isSoft(p, text, back));
	if (!isPrefix && !isSoftKeyword && starters.has(word(p))) {
		const end = ahead(p, (inner) => {
			quietly(inner);
			return inner.at - 1;
		});
		if (end !== undefined && !(isLegacy && first.kind === 'name') && levelAfter(p, end) > 0) {
			const span = { start, end: token(p, end).end };
			refuse(p, 'invalid syntax. Perhaps you forgot a comma?', span);
		}
	}
	if (!isName || p.words[index + 1] === '(') return;
	const { at } = p;
	p.at = index + 1;
	const end = ahead(p, (inner) => {
		inner.rules.starExpressions(inner);
		return spanFrom(inner, start).end;
	});
	p.at = at;
	const name = p.source.slice(token(p, index).start, token(p, index).end);
	const message = `Missing parentheses in call to '${name}'. Did you mean ${name}(...)?`;
	if (isLegacy && end !== undefined) refuse(p, message, { start, end });
}

/** `:=` and `=` after something that is not a name, where `==` was probably meant. */
export function explainNamed(p: Parser, index: number, value: Expression): void {
	const sign = word(p);
	if (sign !== ':=' && sign !== '=') return;
	const after = ahead(p, (inner) => {
		inner.at++;
		if (sign === ':=') inner.rules.expression(inner);
		else inner.rules.bitwiseOr(inner);
		return { end: spanFrom(inner, value.span.start).end, next: word(inner) };
	});
	if (after === undefined) return;
	if (sign === ':=') refuse(p, `cannot use assignment expressions with ${describe(value)}`, value.span);
	if (after.next === '=' || after.next === ':=') return;
	if (p.words[index] === 'NAME' && p.words[index + 1] === '=') {
		const span = { start: value.span.start, end: after.end };
		refuse(p, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", span);
	}
	if (/^(?:list|tuple|true|false|none|comprehension|conditional|lambda|and|or|compare)$/.test(value.kind)) {
		return;
	}
	if (value.kind === 'unary' && value.operator === 'not') return;
	const message = `cannot assign to ${describe(value)} here. Maybe you meant '==' instead of '='?`;
	refuse(p, message, value.span);
}
