/** A cursor over the tokens of a text, with the ways in which grammar rules fail, backtrack and recover. */
import type { Span } from '../../base/span.ts';
import type { Expression, Statement } from './ast.ts';
import { keywords } from './keywords.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import type { OpenBracket, Token, Tokens } from './tokens.ts';
import { tooDeep } from './unreadable.ts';

/** The rules that call each other across files. */
export interface Rules {
	expression(p: Parser): Expression;
	/** An expression, or `name := value`. */
	named(p: Parser): Expression;
	/** One or more expressions with commas: `a`, `a, *b`. */
	starExpressions(p: Parser): Expression;
	/** The same, or a `yield`. */
	value(p: Parser): Expression;
	bitwiseOr(p: Parser): Expression;
	disjunction(p: Parser): Expression;
	/** A name, attribute, subscript or bracket that can be a target of `for`, `with` or `del`. */
	block(p: Parser, what: string, opener: Token): Statement[];
}

export interface Parser {
	readonly source: string;
	readonly tokens: readonly Token[];
	/** For each token, its text if it is a keyword or an operator, otherwise its kind: NAME, NUMBER, STRING, NEWLINE and so on. */
	readonly words: readonly string[];
	readonly rules: Rules;
	/** The fault that the token ERROR stands for: where the tokenizer stopped. */
	readonly stop: SyntaxFault | undefined;
	/**
	 * CPython parses twice: once for the tree and, if that fails, again with rules that only explain mistakes. True for the
	 * second pass.
	 */
	readonly diagnosing: boolean;
	/** Errors of CPython's compiler found during parsing. */
	readonly notes: SyntaxFault[];
	/** Index of the next token. */
	at: number;
	/** Above zero while an alternative is being tried. */
	trying: number;
	/** Above zero where the rules that explain mistakes are disabled. */
	quiet: number;
	depth: number;
	/** The furthest token that failed to match. */
	furthest: number;
	/** The results for expressions by index, while explaining. CPython caches them as well. */
	readonly known: Map<number, { readonly at: number; readonly result: Expression | undefined }>;
	/** The first failure. The parser continues after it, to understand incomplete text. */
	failure: SyntaxRefusal | undefined;
}

/** No rule matches the token at an index. With a fault, CPython stops there. */
export class SyntaxRefusal {
	readonly index: number;
	readonly fault: SyntaxFault | undefined;

	constructor(index: number, fault?: SyntaxFault) {
		this.index = index;
		this.fault = fault;
	}
}

/** Deeper recursion might overflow JavaScript's stack. */
const deepest = 320;

export function createParser(
	source: string,
	{ tokens, fault, unclosed }: Tokens,
	rules: Rules,
	diagnosing = false,
): Parser {
	const words = tokens.map((token) => wordOf(source, token));
	const stop = fault ?? (unclosed && unclosedFault(unclosed));
	if (fault !== undefined) words.push('ERROR');
	else if (unclosed !== undefined) {
		// CPython's tokenizer stops at the end of an open bracket.
		const last = words.lastIndexOf('NEWLINE');
		words.splice(last, words.length - last, 'ERROR');
	}
	return {
		source,
		tokens: fault === undefined ? tokens : [...tokens, { kind: 'end', start: fault.start, end: fault.end }],
		words,
		rules,
		stop,
		diagnosing,
		notes: [],
		at: 0,
		trying: 0,
		quiet: 0,
		depth: 0,
		furthest: 0,
		known: new Map(),
		failure: undefined,
	};
}

/** CPython's error for a bracket that is still open at the end. */
export function unclosedFault({ text, start }: OpenBracket): SyntaxFault {
	return syntaxError(`'${text}' was never closed`, { start, end: start + 1 });
}

export function isUnclosedFault({ message }: SyntaxFault): boolean {
	return message.endsWith('was never closed');
}

function wordOf(source: string, { kind, start, end, text }: Token): string {
	if (kind === 'operator') return text ?? source.slice(start, end);
	if (kind !== 'name') return kind.toUpperCase();
	const name = source.slice(start, end);
	return keywords.has(name) ? name : 'NAME';
}

export function word(p: Parser, ahead = 0): string {
	return p.words[p.at + ahead] ?? 'END';
}

const nowhere: Token = { kind: 'end', start: 0, end: 0 };

export function token(p: Parser, index = p.at): Token {
	return p.tokens[index] ?? p.tokens.at(-1) ?? nowhere;
}

/** The text of the next token. */
export function textHere(p: Parser): string {
	const { start, end } = token(p);
	return p.source.slice(start, end);
}

/** True if the next token is a soft keyword with this text, such as `match`. */
export function isSoft(p: Parser, text: string, ahead = 0): boolean {
	const { start, end } = token(p, p.at + ahead);
	return word(p, ahead) === 'NAME' && end - start === text.length && p.source.startsWith(text, start);
}

/** The span from an offset to the end of the last consumed token. */
export function spanFrom(p: Parser, start: number): Span {
	return { start, end: Math.max(start, p.tokens[p.at - 1]?.end ?? start) };
}

/** Consumes the next token if it is this one. */
export function take(p: Parser, expected: string): boolean {
	if (p.words[p.at] !== expected) return false;
	p.at++;
	return true;
}

/** Consumes the token; fails if it is another one. */
export function expect(p: Parser, expected: string): Token {
	const found = token(p);
	if (!take(p, expected)) noRule(p);
	return found;
}

/** No rule matches the next token. */
export function refusal(p: Parser): SyntaxRefusal {
	p.furthest = Math.max(p.furthest, p.at);
	return new SyntaxRefusal(p.at, word(p) === 'ERROR' ? p.stop : undefined);
}

export function noRule(p: Parser): never {
	throw refusal(p);
}

/** CPython rejects the text with a message of its own. */
export function refuse(p: Parser, message: string, span: Span): never {
	p.furthest = Math.max(p.furthest, p.at);
	throw new SyntaxRefusal(p.at, syntaxError(message, span));
}

/** Rejects at the token that CPython read last: it reads one ahead. */
export function refuseHere(p: Parser, message: string): never {
	if (word(p) === 'ERROR') noRule(p);
	refuse(p, message, token(p, Math.max(p.at, p.furthest)));
}

/** True where the rules that explain mistakes apply. */
export function explains(p: Parser): boolean {
	return p.diagnosing && p.quiet === 0;
}

/** The result of `parse`; `undefined`, with nothing consumed, if it fails. */
export function tryParse<T>(p: Parser, parse: (p: Parser) => T): T | undefined {
	const { at, depth, quiet, notes } = p;
	const noted = notes.length;
	p.trying++;
	try {
		return parse(p);
	} catch (error) {
		if (!(error instanceof SyntaxRefusal) || error.fault !== undefined) throw error;
		Object.assign(p, { at, depth, quiet });
		notes.length = noted;
		return undefined;
	} finally {
		p.trying--;
	}
}

/**
 * Parses an optional part, such as an operator with its right side. While CPython explains mistakes, a failing part counts
 * as absent. While it builds the tree, the failure is immediate, because no other parse could succeed.
 */
export function optionally<T>(p: Parser, parse: (p: Parser) => T): T | undefined {
	return p.diagnosing ? tryParse(p, parse) : parse(p);
}

/** The result of `parse`, with nothing consumed. */
export function ahead<T>(p: Parser, parse: (p: Parser) => T): T | undefined {
	const { at } = p;
	const found = tryParse(p, parse);
	p.furthest = Math.max(p.furthest, p.at);
	p.at = at;
	return found;
}

/** Guards recursion. */
export function deeper<T>(p: Parser, parse: (p: Parser) => T): T {
	if (++p.depth > deepest) throw tooDeep(token(p).start);
	const result = parse(p);
	p.depth--;
	return result;
}

/** Records a failure and lets the parser continue. Stops instead while an alternative is tried or CPython explains. */
export function tolerate(p: Parser, error: unknown, depth: number): void {
	if (!(error instanceof SyntaxRefusal) || p.diagnosing || p.trying > 0) throw error;
	p.failure ??= new SyntaxRefusal(Math.max(error.index, p.furthest), error.fault);
	p.depth = depth;
}

const nesting = new Map([
	['(', 1],
	['[', 1],
	['{', 1],
	[')', -1],
	[']', -1],
	['}', -1],
]);

/** The number of open brackets after a token. */
export function levelAfter(p: Parser, index: number): number {
	let level = 0;
	for (let at = 0; at <= index; at++) level += nesting.get(p.words[at] ?? '') ?? 0;
	return level;
}

/** Skips to a comma or the end of the bracket, or outside brackets to the end of the line. */
function skipItem(p: Parser): void {
	for (let depth = 0; ; p.at++) {
		const next = word(p);
		if (next === 'END' || next === 'ERROR' || next === 'NEWLINE') return;
		if (depth === 0 && next === ',') return;
		depth += nesting.get(next) ?? 0;
		if (depth < 0) return;
	}
}

/** Skips to the end of the line, or to a sign outside the brackets opened since a token. */
export function skipLine(p: Parser, from: number, sign = ';'): void {
	let depth = 0;
	for (let at = from; at < p.at; at++) depth += nesting.get(p.words[at] ?? '') ?? 0;
	for (; ; p.at++) {
		const next = word(p);
		if (next === 'END' || next === 'ERROR' || next === 'NEWLINE') return;
		if (depth <= 0 && next === sign) return;
		depth += nesting.get(next) ?? 0;
	}
}

/** The content of brackets after the opening one. Consumes the closing one if present. */
export function bracketed<T>(
	p: Parser,
	closing: string,
	parse: (p: Parser) => T,
	broken: (span: Span) => T,
): { readonly items: T[]; readonly commas: boolean } {
	const items: T[] = [];
	let commas = false;
	while (!take(p, closing)) {
		const { depth, at: first } = p;
		let item: T | undefined;
		try {
			item = parse(p);
			if (word(p) !== ',' && word(p) !== closing) noRule(p);
		} catch (error) {
			tolerate(p, error, depth);
			skipItem(p);
			if (p.at > first) item ??= broken(spanFrom(p, token(p, first).start));
		}
		if (item !== undefined) items.push(item);
		if (take(p, ',')) commas = true;
		else if (word(p) !== closing) break;
	}
	return { items, commas };
}
