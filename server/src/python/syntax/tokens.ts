/**
 * Splits Python text into tokens as CPython does, so that errors come in CPython's order.
 * Python 3.11 Language Reference, 2, Lexical analysis.
 */
import type { Span } from '../../base/span.ts';
import { finish, type Work } from '../../base/work.ts';
import { type Indent, margin, measureIndent } from './indentation.ts';
import { numberFault } from './numberFault.ts';
import { afterNewline, endOfLine, joinedLine, lineOf, unexpectedEnd } from './physicalLines.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import { tooLong } from './unreadable.ts';

type TokenKind = 'name' | 'number' | 'string' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';

/** A token with its place. */
export interface Token extends Span {
	readonly kind: TokenKind;
	/** Of an operator that is implied rather than written. */
	readonly text?: string;
}

export interface OpenBracket {
	readonly text: string;
	readonly start: number;
}

export interface Tokens {
	/** All tokens up to the fault, if there is one. */
	readonly tokens: readonly Token[];
	readonly fault?: SyntaxFault;
	/** The innermost bracket still open at the end of the text, or at a mild fault. */
	readonly unclosed?: OpenBracket;
	/** The number of tokens. An f-string counts as the number that would fit into it. */
	readonly size: number;
}

/** After this many characters between tokens, or this many tokens, a long line yields. */
const stretch = 10_000;

const maxIndents = 100;
const maxBrackets = 200;
const closers = new Map([
	[')', '('],
	[']', '['],
	['}', '{'],
]);

const nameAt = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const stringStart = /(?:[uU]|[fFbB][rR]?|[rR][fFbB]?|)("""|'''|"|')/y;
const numberAt =
	/0[xX](?:_?[\da-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][-+]?\d(?:_?\d)*)?[jJ]?/y;
const operatorAt = /\*\*=?|\/\/=?|>>=?|<<=?|->|:=|\.\.\.|[-+*/%&|^=!<>@]=|<>|[-+*/%&|^~<>=()[\]{},:;.@]/y;
/** Words at the left margin that belong to the statement before them. */
const continuation = /(?:elif|else|except|finally)\b/y;

const mixedTabs = 'inconsistent use of tabs and spaces in indentation';

/** Tokenizes a whole text. Never throws; `fault` is the first error of CPython's tokenizer. */
export function tokenize(source: string): Tokens {
	return finish(new Tokenizer(source, source.startsWith('\ufeff') ? 1 : 0).lines());
}

/**
 * Tokenizes one top-level statement, with the comments around it, from its beginning. Reads to the end of the text if
 * something in it is invalid or unclosed. A missing block, or one that continues (`else`), stays with its statement.
 * Throws `Unreadable` after `most` tokens.
 */
export function tokenizeStatementWork(source: string, start: number, most: number): Work<Tokens> {
	const from = start === 0 && source.startsWith('\ufeff') ? 1 : start;
	return new Tokenizer(source, from, source.length, most).lines('first statement');
}

/** Tokenizes the expression between two offsets, as if it were in parentheses. */
export function tokenizeExpression(source: string, start: number, end: number): Tokens {
	return finish(new Tokenizer(source, start, end).parenthesized());
}

/** Reads a text once, up to its end or the first fault. */
class Tokenizer {
	readonly #source: string;
	/** The end offset. */
	readonly #to: number;
	/** More tokens than this are `Unreadable`. */
	readonly #most: number;
	readonly #tokens: Token[] = [];
	readonly #brackets: OpenBracket[] = [];
	readonly #indents: Indent[] = [margin];
	/** The offset of the next character. */
	#at: number;
	#size = 0;
	#fault: SyntaxFault | undefined;

	constructor(source: string, from: number, to = source.length, most = Number.POSITIVE_INFINITY) {
		this.#source = source;
		this.#at = from;
		this.#to = to;
		this.#most = most;
	}

	/** The lines of a text, or those of its first statement. */
	*lines(extent: 'all' | 'first statement' = 'all'): Work<Tokens> {
		while (this.#goesOn()) {
			this.#readIndentation();
			const isMargin = extent === 'first statement' && this.#indents.length === 1;
			if (isMargin && isFinished(this.#source, this.#tokens, this.#at)) break;
			yield* this.#readLine();
		}
		if (this.#fault === undefined) {
			if (this.#needsNewline()) this.#push('newline', this.#at, this.#at);
			this.#end();
		}
		return this.#result();
	}

	/** An expression over several lines. Its parentheses are not counted. */
	*parenthesized(): Work<Tokens> {
		this.#tokens.push({ kind: 'operator', start: this.#at, end: this.#at, text: '(' });
		this.#brackets.push({ text: '(', start: this.#at });
		yield* this.#readLine();
		// The parser rejects surplus closing brackets.
		while (this.#goesOn()) {
			this.#readIndentation();
			yield* this.#readLine();
		}
		if (this.#fault === undefined) {
			this.#tokens.push({ kind: 'operator', start: this.#at, end: this.#at, text: ')' });
			this.#brackets.pop();
			this.#end();
		}
		return this.#result();
	}

	#goesOn(): boolean {
		return this.#at < this.#to && this.#fault === undefined;
	}

	/** Closes the open blocks, and ends the text. */
	#end(): void {
		for (; this.#indents.length > 1; this.#indents.pop()) this.#push('dedent', this.#at, this.#at);
		this.#push('end', this.#at, this.#at);
	}

	#result(): Tokens {
		const tokens = this.#tokens;
		const size = this.#size;
		const fault = this.#fault;
		const unclosed = fault === undefined || fault.isMild ? this.#brackets.at(-1) : undefined;
		return { tokens, size, ...(fault && { fault }), ...(unclosed && { unclosed }) };
	}

	#push(kind: TokenKind, start: number, end: number): void {
		if (++this.#size > this.#most) throw tooLong(start);
		this.#tokens.push({ kind, start, end });
	}

	#refuse(message: string, start: number, end: number): void {
		this.#fault = syntaxError(message, { start, end });
	}

	/** A fault in the indentation of the line. */
	#refuseIndent(type: SyntaxFault['type'], message: string): void {
		const start = this.#at;
		this.#fault = { type, message, start, end: endOfLine(this.#source, start), isMild: true };
	}

	#needsNewline(): boolean {
		const last = this.#tokens.at(-1)?.kind;
		return last !== undefined && last !== 'newline' && last !== 'indent' && last !== 'dedent';
	}

	#readIndentation(): void {
		const { indent, end, fault } = measureIndent(this.#source, this.#at);
		this.#at = end;
		this.#fault = fault;
		if (indent !== undefined) this.#indentTo(indent);
	}

	/** Sets the indentation: a deeper one opens a block, a shallower one closes the deeper blocks. */
	#indentTo(indent: Indent): void {
		if (indent.wide > this.#indent().wide) {
			this.#openBlock(indent);
			return;
		}
		for (; indent.wide < this.#indent().wide; this.#indents.pop()) this.#push('dedent', this.#at, this.#at);
		if (indent.wide !== this.#indent().wide)
			this.#refuseIndent('IndentationError', 'unindent does not match any outer indentation level');
		else if (indent.narrow !== this.#indent().narrow) this.#refuseIndent('TabError', mixedTabs);
	}

	#indent(): Indent {
		return this.#indents.at(-1) ?? margin;
	}

	#openBlock(indent: Indent): void {
		if (indent.narrow <= this.#indent().narrow) this.#refuseIndent('TabError', mixedTabs);
		else if (this.#indents.length >= maxIndents)
			this.#refuseIndent('IndentationError', 'too many levels of indentation');
		else {
			this.#indents.push(indent);
			this.#push('indent', this.#at, this.#at);
		}
	}

	/** Reads up to the next line of a statement, or the next statement. Brackets and backslashes join lines. */
	*#readLine(): Work<void> {
		const source = this.#source;
		for (let read = 1; this.#goesOn(); read++) {
			if (read % stretch === 0) yield;
			const char = source[this.#at];
			if (char === ' ' || char === '\t' || char === '\f') {
				this.#at++;
			} else if (char === '#') {
				this.#at = endOfLine(source, this.#at);
			} else if (char === '\n' || char === '\r') {
				const start = this.#at;
				this.#at = afterNewline(source, start);
				if (this.#brackets.length > 0) continue;
				if (this.#needsNewline()) this.#push('newline', start, this.#at);
				return;
			} else if (char === '\\') {
				this.#joinLine();
			} else {
				this.#readToken();
			}
		}
	}

	/** Skips a backslash and the line break after it. */
	#joinLine(): void {
		const joined = joinedLine(this.#source, this.#at, this.#to);
		if (typeof joined !== 'number') this.#fault = joined;
		else if (joined < this.#to || this.#brackets.length > 0) this.#at = joined;
		else this.#fault = unexpectedEnd(this.#tokens.at(-1) ?? { start: this.#at, end: this.#at + 1 });
	}

	#readToken(): void {
		const isRead = this.#readString() || this.#readName() || this.#readNumber() || this.#readOperator();
		if (!isRead) this.#readStray();
	}

	/** The match of a sticky pattern at the current offset. */
	#match(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.#at;
		return pattern.exec(this.#source)?.[0];
	}

	/** True if a string begins here; it may be unterminated. */
	#readString(): boolean {
		const source = this.#source;
		const start = this.#at;
		stringStart.lastIndex = start;
		const mark = stringStart.exec(source)?.[1];
		if (mark === undefined) return false;
		const inside = stringStart.lastIndex;
		const end = endOfString(source, inside, mark);
		if (end === undefined) this.#refuseString(mark);
		else {
			const prefix = source.slice(start, inside - mark.length);
			if (/f/i.test(prefix)) this.#size += (end - start) >> 1;
			this.#push('string', start, end);
			this.#at = end;
		}
		return true;
	}

	#refuseString(mark: string): void {
		const source = this.#source;
		const start = this.#at;
		const [what, readTo, end] =
			mark.length === 3
				? ['triple-quoted string', source.length, source.length]
				: ['string', start, endOfLine(source, start)];
		this.#refuse(`unterminated ${what} literal (detected at line ${lineOf(source, readTo)})`, start, end);
	}

	#readName(): boolean {
		const name = this.#match(nameAt);
		if (name === undefined) return false;
		const start = this.#at;
		this.#at += name.length;
		this.#push('name', start, this.#at);
		return true;
	}

	#readNumber(): boolean {
		const start = this.#at;
		const number = /[\d.]/.test(this.#source[start] ?? '') ? this.#match(numberAt) : undefined;
		if (number === undefined || number === '') return false;
		this.#at += number.length;
		const fault = numberFault(number, this.#source.slice(this.#at, this.#at + 8));
		if (fault === undefined) this.#push('number', start, this.#at);
		else this.#refuse(fault, start, this.#at + 1);
		return true;
	}

	#readOperator(): boolean {
		const operator = this.#match(operatorAt);
		if (operator === undefined) return false;
		const start = this.#at;
		this.#at += operator.length;
		if (operator === '(' || operator === '[' || operator === '{') this.#openBracket(operator, start);
		else if (closers.has(operator)) this.#closeBracket(operator, start);
		if (this.#fault === undefined) this.#push('operator', start, this.#at);
		return true;
	}

	#openBracket(text: string, start: number): void {
		if (this.#brackets.length >= maxBrackets) this.#refuse('too many nested parentheses', start, this.#at);
		else this.#brackets.push({ text, start });
	}

	#closeBracket(closer: string, start: number): void {
		const opener = this.#brackets.pop();
		if (opener === undefined) this.#refuse(`unmatched '${closer}'`, start, this.#at);
		else if (opener.text !== closers.get(closer)) this.#refuseCloser(closer, start, opener);
	}

	#refuseCloser(closer: string, start: number, opener: OpenBracket): void {
		const line = lineOf(this.#source, opener.start);
		const where = line === lineOf(this.#source, start) ? '' : ` on line ${line}`;
		const message = `closing parenthesis '${closer}' does not match opening parenthesis '${opener.text}'${where}`;
		this.#refuse(message, start, this.#at);
	}

	/** A character that begins no token. CPython's parser rejects those in ASCII, its tokenizer all others. */
	#readStray(): void {
		const start = this.#at;
		const point = this.#source.codePointAt(start) ?? 0;
		const char = String.fromCodePoint(point);
		const code = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
		const end = start + char.length;
		this.#at = end;
		const isAscii = point < 128;
		if (point === 0) this.#refuse('source code cannot contain null bytes', start, end);
		else if (point < 32 || point === 127 || (!isAscii && /[\p{C}\p{Z}]/u.test(char)))
			this.#refuse(`invalid non-printable character ${code}`, start, end);
		else if (isAscii) this.#push('operator', start, end);
		else this.#refuse(`invalid character '${char}' (${code})`, start, end);
	}
}

/** True if the statement that ends before `at` cannot continue there, and another one begins. */
function isFinished(source: string, tokens: readonly Token[], at: number): boolean {
	const next = source[at];
	if (next === undefined || next === '#' || next === '\n' || next === '\r') return false;
	let last = tokens.length - 1;
	while (tokens[last]?.kind === 'newline' || tokens[last]?.kind === 'dedent') last--;
	const end = tokens[last];
	if (end === undefined || source[end.start] === ':') return false;
	continuation.lastIndex = at;
	if (continuation.test(source)) return false;
	while (last > 0 && !/^(?:newline|indent|dedent)$/.test(tokens[last - 1]?.kind ?? '')) last--;
	return source[tokens[last]?.start ?? at] !== '@';
}

/** The offset after the closing quotes; `undefined` if the string is unterminated. */
function endOfString(source: string, from: number, mark: string): number | undefined {
	for (let i = from; i < source.length; i++) {
		const char = source[i];
		if (char === '\\') {
			i = (source[i + 1] === '\r' && source[i + 2] === '\n' ? 2 : 1) + i;
		} else if (source.startsWith(mark, i)) {
			return i + mark.length;
		} else if (mark.length === 1 && (char === '\n' || char === '\r')) {
			return undefined;
		}
	}
	return undefined;
}
