/**
 * `match` and its cases. They are not run; the tree keeps what they bind, evaluate and contain.
 * Python 3.11 Language Reference, 8.6, The match statement.
 */
import type { Expression, Statement } from './ast.ts';
import {
	expect,
	explains,
	isSoft,
	noRule,
	type Parser,
	refuseHere,
	spanFrom,
	take,
	token,
	tryParse,
	word,
} from './parser.ts';
import { patterns } from './patterns.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';

/** The statement; `undefined`, with nothing consumed, if this `match` is only a name. */
export function matchStatement(p: Parser): Statement | undefined {
	const opener = token(p);
	const subject = tryParse(p, heading);
	if (subject === undefined) return undefined;
	if (explains(p) && word(p) === 'NEWLINE') refuseHere(p, "expected ':'");
	const targets: Expression[] = [];
	const parts: Expression[] = [subject];
	const body: Statement[] = [];
	expect(p, ':');
	expect(p, 'NEWLINE');
	if (word(p) !== 'INDENT') {
		p.at -= 2;
		p.rules.block(p, "'match' statement", opener);
		return { kind: 'unsupported', what: 'match', targets, parts, body, span: spanFrom(p, opener.start) };
	}
	p.at++;
	if (!isSoft(p, 'case')) noRule(p);
	let unreachable: SyntaxFault | undefined;
	while (isSoft(p, 'case')) {
		const start = token(p);
		p.at++;
		const { fits, start: at } = patterns(p, targets, parts);
		const isGuarded = take(p, 'if');
		if (isGuarded) parts.push(p.rules.named(p));
		if (unreachable !== undefined) p.notes.push(unreachable);
		unreachable = fits === undefined || isGuarded ? undefined : syntaxError(fits, { start: at, end: at });
		for (const inner of p.rules.block(p, "'case' statement", start)) body.push(inner);
	}
	expect(p, 'DEDENT');
	const end = body.at(-1)?.span.end ?? spanFrom(p, opener.start).end;
	return { kind: 'unsupported', what: 'match', targets, parts, body, span: { start: opener.start, end } };
}

/** `match` and its subject, if a colon follows at the end of the line. */
function heading(p: Parser): Expression {
	p.at++;
	const { start } = token(p);
	const first = subjectItem(p);
	let subject = first;
	if (first.kind === 'starred' && word(p) !== ',') noRule(p);
	if (word(p) === ',') {
		const items = [first];
		while (take(p, ',') && word(p) !== ':') items.push(subjectItem(p));
		subject = { kind: 'tuple', items, parenthesised: false, span: spanFrom(p, start) };
	}
	const isExplained = explains(p) && word(p) === 'NEWLINE';
	if (!isExplained && !(word(p) === ':' && word(p, 1) === 'NEWLINE')) noRule(p);
	return subject;
}

function subjectItem(p: Parser): Expression {
	const { start } = token(p);
	if (!take(p, '*')) return p.rules.named(p);
	const value = p.rules.bitwiseOr(p);
	return { kind: 'starred', value, span: spanFrom(p, start) };
}
