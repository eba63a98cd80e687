/** The arguments of a call, or of a class definition. */
import type { Span } from '../../base/span.ts';
import type { Argument, Expression } from './ast.ts';
import { comprehension, startsClause } from './comprehensions.ts';
import {
	ahead,
	bracketed,
	explains,
	noRule,
	type Parser,
	refuse,
	refuseHere,
	take,
	textHere,
	token,
	tryParse,
	word,
} from './parser.ts';
import { syntaxError } from './syntaxFault.ts';

/** All arguments, after the opening parenthesis and including the closing one. A class takes no bare generator. */
export function callArguments(p: Parser, isClass = false): Argument[] {
	const first = p.at;
	const names = new Set<string>();
	let keywords: 'keyword argument' | 'keyword argument unpacking' | undefined;
	const { items } = bracketed(
		p,
		')',
		(p) => {
			const index = p.at;
			const found = argument(p, index, first, isClass);
			if (found.kind === 'keyword') {
				keywords ??= 'keyword argument';
				const { name = '', value } = found;
				if (isClass && names.has(name))
					p.notes.push(syntaxError(`keyword argument repeated: ${name}`, value.span));
				names.add(name);
			}
			if (found.kind === 'doublestar') keywords = 'keyword argument unpacking';
			else if (found.kind === 'plain' && keywords !== undefined) {
				explainOrder(p, `positional argument follows ${keywords}`, isClass);
			} else if (found.kind === 'star' && keywords === 'keyword argument unpacking') {
				const message = 'iterable argument unpacking follows keyword argument unpacking';
				if (explains(p)) refuse(p, message, token(p, index));
				p.at = index;
				noRule(p);
			}
			return found;
		},
		(span: Span): Argument => ({ kind: 'plain', value: { kind: 'invalid', span } }),
	);
	return items;
}

/** CPython reads to the end of the arguments before it reports an error. */
function explainOrder(p: Parser, message: string, isClass: boolean): void {
	if (!explains(p)) noRule(p);
	while (word(p) === ',') {
		const found = tryParse(p, (inner) => {
			take(inner, ',');
			return argument(inner, inner.at, -1, isClass);
		});
		if (found === undefined) break;
	}
	refuseHere(p, message);
}

function argument(p: Parser, index: number, first: number, isClass: boolean): Argument {
	if (take(p, '*')) return { kind: 'star', value: p.rules.expression(p) };
	if (take(p, '**')) return { kind: 'doublestar', value: p.rules.expression(p) };
	const next = word(p, 1);
	if (word(p) === 'NAME' && next === '=') return keyword(p, index);
	if (explains(p) && next === '=' && /^(?:True|False|None)$/.test(word(p))) {
		refuse(p, `cannot assign to ${word(p)}`, token(p));
	}
	const isWalrus = word(p) === 'NAME' && next === ':=';
	const value = isWalrus ? p.rules.named(p) : p.rules.expression(p);
	if (startsClause(p)) return { kind: 'plain', value: generator(p, value, index === first, isClass) };
	if (explains(p) && word(p) === '=') {
		const message = 'expression cannot contain assignment, perhaps you meant "=="?';
		refuse(p, message, { start: value.span.start, end: token(p).end });
	}
	return { kind: 'plain', value };
}

function keyword(p: Parser, index: number): Argument {
	const name = textHere(p).normalize('NFKC');
	p.at += 2;
	const value = p.rules.expression(p);
	if (explains(p) && startsClause(p) && ahead(p, (inner) => comprehension(inner, 'generator', value))) {
		const message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
		refuse(p, message, { start: token(p, index).start, end: token(p, index + 1).end });
	}
	return { kind: 'keyword', name, value };
}

/** A generator needs its own parentheses unless it is the only argument. */
function generator(p: Parser, element: Expression, isFirst: boolean, isClass: boolean): Expression {
	if ((!isFirst || isClass) && !explains(p)) noRule(p);
	const { at } = p;
	const found = comprehension(p, 'generator', element);
	if (isFirst && !isClass && word(p) === ')') return found;
	if (explains(p) && (!isFirst || word(p) === ',')) {
		refuse(p, 'Generator expression must be parenthesized', found.span);
	}
	if (word(p) === ',') p.at = at;
	noRule(p);
}
