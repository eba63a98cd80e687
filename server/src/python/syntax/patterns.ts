/** The patterns of `case`: what they bind and evaluate, and the errors that the compiler finds in them. */
import type { Expression } from './ast.ts';
import {
	bracketed,
	expect,
	explains,
	isSoft,
	noRule,
	type Parser,
	refuse,
	spanFrom,
	take,
	textHere,
	token,
	word,
} from './parser.ts';
import { strings } from './strings.ts';
import { syntaxError } from './syntaxFault.ts';

/** The relevant facts about a pattern. */
export interface Pattern {
	readonly start: number;
	/** The names it binds. */
	readonly names: readonly string[];
	/** Why no later pattern is ever tried: this one matches everything. */
	readonly fits?: string;
	readonly isStar?: boolean;
}

interface Found {
	readonly targets: Expression[];
	readonly parts: Expression[];
}

/** The pattern of a `case`. Adds the names it binds to `targets`, and the expressions it compares with to `parts`. */
export function patterns(p: Parser, targets: Expression[], parts: Expression[]): Pattern {
	const found = { targets, parts };
	const first = maybeStar(p, found);
	if (word(p) !== ',') {
		if (first.isStar) noRule(p);
		return first;
	}
	const items = [first];
	while (take(p, ',') && word(p) !== ':' && word(p) !== 'if') items.push(maybeStar(p, found));
	return sequence(p, first.start, items);
}

function note(p: Parser, message: string, start: number): void {
	p.notes.push(syntaxError(message, { start, end: start }));
}

/** Names of several patterns that must all match. */
function together(p: Parser, start: number, all: readonly Pattern[]): Pattern {
	const names: string[] = [];
	for (const pattern of all) {
		for (const name of pattern.names) {
			if (names.includes(name)) note(p, `multiple assignments to name '${name}' in pattern`, pattern.start);
			else names.push(name);
		}
	}
	return { start, names };
}

function sequence(p: Parser, start: number, items: readonly Pattern[]): Pattern {
	if (items.filter(({ isStar }) => isStar).length > 1) {
		note(p, 'multiple starred expressions in sequence pattern', start);
	}
	return together(p, start, items);
}

function maybeStar(p: Parser, found: Found): Pattern {
	if (word(p) !== '*') return pattern(p, found);
	const { start } = token(p);
	p.at++;
	const { names } = capture(p, found);
	return { start, names, isStar: true };
}

function pattern(p: Parser, found: Found): Pattern {
	const { start } = token(p);
	const inner = alternatives(p, found);
	if (!take(p, 'as')) return inner;
	if (word(p) !== 'NAME' || isSoft(p, '_')) {
		if (explains(p)) {
			if (isSoft(p, '_')) refuse(p, "cannot use '_' as a target", token(p));
			const target = p.rules.expression(p);
			refuse(p, 'invalid pattern target', target.span);
		}
		noRule(p);
	}
	const outer = capture(p, found);
	return { ...together(p, start, [inner, outer]), ...(inner.fits && { fits: inner.fits }) };
}

function alternatives(p: Parser, found: Found): Pattern {
	let all = closed(p, found);
	const names = [...all.names].sort().join();
	while (word(p) === '|') {
		if (all.fits !== undefined) note(p, all.fits, all.start);
		p.at++;
		const next = closed(p, found);
		if ([...next.names].sort().join() !== names) {
			note(p, 'alternative patterns bind different names', all.start);
		}
		all = { ...next, start: all.start };
	}
	return all;
}

function capture(p: Parser, { targets }: Found): Pattern {
	const name = textHere(p).normalize('NFKC');
	const { start, end } = expect(p, 'NAME');
	if (/^[.(=]$/.test(word(p))) noRule(p);
	if (name === '_') return { start, names: [], fits: 'wildcard makes remaining patterns unreachable' };
	targets.push({ kind: 'name', name, span: { start, end } });
	return { start, names: [name], fits: `name capture '${name}' makes remaining patterns unreachable` };
}

function closed(p: Parser, found: Found): Pattern {
	const { start } = token(p);
	switch (word(p)) {
		case '(':
		case '[':
			return grouped(p, found);
		case '{':
			return mapping(p, found);
		case 'NAME':
			return /^[.(]$/.test(word(p, 1)) ? valueOrClass(p, found) : capture(p, found);
		default:
			literal(p, found);
			return { start, names: [] };
	}
}

/** A number, with its sign or complex, a string, or one of the constants. */
function literal(p: Parser, { parts }: Found): void {
	const { start } = token(p);
	if (word(p) === 'STRING') {
		parts.push(strings(p));
		return;
	}
	if (/^(?:None|True|False)$/.test(word(p))) {
		p.at++;
		return;
	}
	take(p, '-');
	const isComplex = /[jJ]$/.test(textHere(p));
	expect(p, 'NUMBER');
	if (word(p) !== '+' && word(p) !== '-') return;
	const numberSpan = spanFrom(p, start);
	p.at++;
	const second = textHere(p);
	const imaginary = expect(p, 'NUMBER');
	if (isComplex) refuse(p, 'real number required in complex literal', numberSpan);
	if (!/[jJ]$/.test(second)) refuse(p, 'imaginary number required in complex literal', imaginary);
}

function grouped(p: Parser, found: Found): Pattern {
	const { start } = token(p);
	const closing = word(p) === '(' ? ')' : ']';
	p.at++;
	const items: Pattern[] = [];
	let commas = false;
	while (word(p) !== closing) {
		items.push(maybeStar(p, found));
		if (!take(p, ',')) break;
		commas = true;
	}
	const [only] = items;
	if (closing === ')' && only !== undefined && !commas && only.isStar) noRule(p);
	expect(p, closing);
	return closing === ')' && only !== undefined && !commas ? only : sequence(p, start, items);
}

function dotted(p: Parser): Expression {
	const { start } = token(p);
	let out: Expression = { kind: 'name', name: textHere(p).normalize('NFKC'), span: spanFrom(p, start) };
	expect(p, 'NAME');
	out = { ...out, span: spanFrom(p, start) };
	while (take(p, '.')) {
		const name = textHere(p).normalize('NFKC');
		const nameSpan = expect(p, 'NAME');
		out = {
			kind: 'attribute',
			object: out,
			name,
			nameSpan: { start: nameSpan.start, end: nameSpan.end },
			span: spanFrom(p, start),
		};
	}
	return out;
}

function valueOrClass(p: Parser, found: Found): Pattern {
	const { start } = token(p);
	found.parts.push(dotted(p));
	if (word(p) === '=') noRule(p);
	if (!take(p, '(')) return { start, names: [] };
	const keywords = new Set<string>();
	let hasPositional = false;
	const { items } = bracketed<Pattern>(
		p,
		')',
		(p) => {
			if (word(p) !== 'NAME' || word(p, 1) !== '=') {
				const from = token(p).start;
				const positional = pattern(p, found);
				hasPositional = true;
				if (keywords.size === 0) return positional;
				if (explains(p)) {
					const span = { start: from, end: from };
					refuse(p, 'positional patterns follow keyword patterns', span);
				}
				noRule(p);
			}
			const name = textHere(p).normalize('NFKC');
			// After positional patterns, the grammar takes `_` as one more and does not check it again.
			if (name === '_' && hasPositional && keywords.size === 0) {
				p.at++;
				noRule(p);
			}
			if (keywords.has(name)) note(p, `attribute name repeated in class pattern: ${name}`, token(p).start);
			keywords.add(name);
			p.at += 2;
			return pattern(p, found);
		},
		({ start }) => ({ start, names: [] }),
	);
	return together(p, start, items);
}

function mapping(p: Parser, found: Found): Pattern {
	const { start } = expect(p, '{');
	const items: Pattern[] = [];
	const keys = new Set<string>();
	while (word(p) !== '}') {
		if (take(p, '**')) {
			if (isSoft(p, '_')) noRule(p);
			items.push(capture(p, found));
			take(p, ',');
			break;
		}
		const key = token(p);
		if (word(p) === 'NAME') {
			if (word(p, 1) !== '.') noRule(p);
			found.parts.push(dotted(p));
		} else {
			const { at } = p;
			literal(p, found);
			const text = p.tokens
				.slice(at, p.at)
				.map(({ start, end }) => p.source.slice(start, end))
				.join(' ');
			if (keys.has(text)) note(p, `mapping pattern checks duplicate key (${text})`, start);
			keys.add(text);
		}
		if (word(p) !== ':') noRule(p);
		expect(p, ':');
		items.push(pattern(p, found));
		if (token(p) === key || !take(p, ',')) break;
	}
	expect(p, '}');
	return together(p, start, items);
}
