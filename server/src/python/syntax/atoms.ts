/** The atoms of expressions: names, literals, and everything in brackets. */
import type { Span } from '../../base/span.ts';
import type { Expression } from './ast.ts';
import { dictOrSet, group, listDisplay } from './brackets.ts';
import { noRule, type Parser, refuse, textHere, token, word } from './parser.ts';
import { strings } from './strings.ts';

export function atom(p: Parser): Expression {
	const { start, end } = token(p);
	const span = { start, end };
	switch (word(p)) {
		case 'NAME': {
			const name = textHere(p).normalize('NFKC');
			p.at++;
			return { kind: 'name', name, span };
		}
		case 'STRING':
			return strings(p);
		case 'NUMBER':
			return number(p, span);
		case '(':
			return group(p);
		case '[':
			return listDisplay(p);
		case '{':
			return dictOrSet(p);
		case 'None':
			return constant(p, 'none', span);
		case 'True':
			return constant(p, 'true', span);
		case 'False':
			return constant(p, 'false', span);
		case '...':
			return constant(p, 'ellipsis', span);
		default:
			noRule(p);
	}
}

function constant(p: Parser, kind: 'none' | 'true' | 'false' | 'ellipsis', span: Span): Expression {
	p.at++;
	return { kind, span };
}

/** CPython converts no longer decimal number. */
const mostDigits = 4300;

function number(p: Parser, span: Span): Expression {
	const digits = textHere(p).replaceAll('_', '');
	p.at++;
	if (/[jJ]$/.test(digits)) return { kind: 'unsupported', what: 'a complex number', parts: [], span };
	const isHex = /^0[xXoObB]/.test(digits);
	if (!isHex && !/^\d+$/.test(digits)) return { kind: 'float', value: Number(digits), span };
	if (!isHex && digits.length > mostDigits) {
		const limit = `Exceeds the limit (${mostDigits} digits) for integer string conversion`;
		refuse(p, `${limit}: value has ${digits.length} digits`, span);
	}
	return { kind: 'int', value: BigInt(digits), span };
}
