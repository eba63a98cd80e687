/** Splits Python text into tokens the way CPython does, so that its complaints can be told in its order. */
import type { Span } from '../../base/span.ts';
import { numberFault } from './numberFault.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import { tooLong } from './unreadable.ts';

type TokenKind = 'name' | 'number' | 'string' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';

/** A stretch of text that belongs together. */
export interface Token extends Span {
	readonly kind: TokenKind;
	/** Of an operator that is not written in the source. */
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
	/** How many tokens there are. An f-string counts as many as it has room for. */
	readonly size: number;
}

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
/** Words at the margin that belong to the statement before them. */
const continuation = /(?:elif|else|except|finally)\b/y;

interface Indent {
	/** Columns with tabs to multiples of eight, and with tabs as one column: CPython compares both. */
	readonly wide: number;
	readonly narrow: number;
}

/** Tokenizes a whole text. Never throws; the first thing CPython's tokenizer would refuse is `fault`. */
export function tokenize(source: string): Tokens {
	return tokensFrom(source, 0, source.length, 'text');
}

/**
 * Tokenizes one statement of the outermost level, with the comments around it, from where it begins. Up to the end of the
 * text if something in it is wrong or unclosed; a block that is missing or goes on (`else`) stays with its statement.
 * Throws `Unreadable` after `most` tokens.
 */
export function tokenizeStatement(source: string, start: number, most: number): Tokens {
	return tokensFrom(source, start, source.length, 'statement', most);
}

/** Tokenizes the expression between two offsets, as if it stood in parentheses. */
export function tokenizeExpression(source: string, start: number, end: number): Tokens {
	return tokensFrom(source, start, end, 'expression');
}

function tokensFrom(
	source: string,
	from: number,
	to: number,
	what: 'text' | 'statement' | 'expression',
	most = Number.POSITIVE_INFINITY,
): Tokens {
	const tokens: Token[] = [];
	let size = 0;
	const brackets: OpenBracket[] = [];
	const indents: Indent[] = [{ wide: 0, narrow: 0 }];
	let at = from === 0 && source.startsWith('\ufeff') ? 1 : from;
	let lineStart = what !== 'expression';
	if (!lineStart) {
		tokens.push({ kind: 'operator', start: from, end: from, text: '(' });
		brackets.push({ text: '(', start: from });
	}

	const push = (kind: TokenKind, start: number, end: number): void => {
		if (++size > most) throw tooLong(start);
		tokens.push({ kind, start, end });
	};
	const match = (pattern: RegExp): string | undefined => {
		pattern.lastIndex = at;
		return pattern.exec(source)?.[0];
	};

	while (at < to) {
		if (lineStart) {
			const fault = readIndent();
			lineStart = false;
			if (fault !== undefined) return { tokens, fault, size };
			if (what === 'statement' && indents.length === 1 && isFinished(source, tokens, at)) break;
			continue;
		}
		const char = source[at] ?? '';
		if (char === ' ' || char === '\t' || char === '\f') {
			at++;
		} else if (char === '#') {
			at = endOfLine(source, at);
		} else if (char === '\n' || char === '\r') {
			const end = afterNewline(source, at);
			if (brackets.length === 0) {
				if (needsNewline()) push('newline', at, end);
				lineStart = true;
			}
			at = end;
		} else if (char === '\\') {
			const fault = readContinuation(tokens.at(-1));
			if (fault !== undefined) return stopped(fault);
		} else {
			const fault = readToken();
			if (fault !== undefined) return { tokens, fault, size };
		}
	}
	if (what === 'expression') {
		tokens.push({ kind: 'operator', start: at, end: at, text: ')' });
		brackets.pop();
	} else if (needsNewline()) push('newline', at, at);
	for (; indents.length > 1; indents.pop()) push('dedent', at, at);
	push('end', at, at);
	const unclosed = brackets.at(-1);
	return unclosed === undefined ? { tokens, size } : { tokens, unclosed, size };

	function stopped(fault: SyntaxFault): Tokens {
		const open = fault.isMild ? brackets.at(-1) : undefined;
		return open === undefined ? { tokens, fault, size } : { tokens, fault, unclosed: open, size };
	}

	function needsNewline(): boolean {
		const last = tokens.at(-1)?.kind;
		return last !== undefined && last !== 'newline' && last !== 'indent' && last !== 'dedent';
	}

	/** Goes past a backslash and the end of its line. */
	function readContinuation(last: Span | undefined): SyntaxFault | undefined {
		const next = source[at + 1] ?? '\n';
		const span = { start: at, end: at + 1 };
		if (next !== '\n' && next !== '\r') {
			const message = 'unexpected character after line continuation character';
			return { ...syntaxError(message, span), isMild: true };
		}
		at = Math.min(afterNewline(source, at + 1), to);
		if (at < to || brackets.length > 0) return undefined;
		return { ...syntaxError('unexpected EOF while parsing', last ?? span), isMild: true };
	}

	function readIndent(): SyntaxFault | undefined {
		let wide = 0;
		let narrow = 0;
		let before = 0;
		for (; ; at++) {
			const char = source[at];
			if (char === ' ') {
				wide++;
				narrow++;
			} else if (char === '\t') {
				wide = (Math.floor(wide / 8) + 1) * 8;
				narrow++;
			} else if (char === '\f') {
				wide = 0;
				narrow = 0;
			} else if (char === '\\') {
				before ||= wide;
				const fault = readContinuation(undefined);
				if (fault !== undefined) return fault;
				at--;
			} else break;
		}
		const next = source[at];
		if (next === undefined || next === '#' || next === '\n' || next === '\r') return undefined;
		if (before > 0) {
			wide = before;
			narrow = before;
		}
		const end = endOfLine(source, at);
		const tabs = (): SyntaxFault => ({
			type: 'TabError',
			message: 'inconsistent use of tabs and spaces in indentation',
			start: at,
			end,
			isMild: true,
		});
		let top = indents.at(-1) ?? { wide: 0, narrow: 0 };
		if (wide === top.wide) return narrow === top.narrow ? undefined : tabs();
		if (wide > top.wide) {
			if (narrow <= top.narrow) return tabs();
			if (indents.length >= maxIndents) {
				return {
					type: 'IndentationError',
					message: 'too many levels of indentation',
					start: at,
					end,
					isMild: true,
				};
			}
			indents.push({ wide, narrow });
			push('indent', at, at);
			return undefined;
		}
		while (wide < top.wide) {
			indents.pop();
			push('dedent', at, at);
			top = indents.at(-1) ?? { wide: 0, narrow: 0 };
		}
		if (wide !== top.wide) {
			const message = 'unindent does not match any outer indentation level';
			return { type: 'IndentationError', message, start: at, end, isMild: true };
		}
		return narrow === top.narrow ? undefined : tabs();
	}

	function readToken(): SyntaxFault | undefined {
		const start = at;
		const refuse = (message: string, end: number): SyntaxFault => syntaxError(message, { start, end });
		stringStart.lastIndex = at;
		const quote = stringStart.exec(source);
		if (quote !== null) {
			const mark = quote[1] ?? '"';
			const end = endOfString(source, stringStart.lastIndex, mark);
			if (end === undefined) {
				const last = mark.length === 3 ? source.length : endOfLine(source, start);
				const line = lineOf(source, mark.length === 3 ? source.length : start);
				const what = mark.length === 3 ? 'triple-quoted string' : 'string';
				return refuse(`unterminated ${what} literal (detected at line ${line})`, last);
			}
			if (/f/i.test(source.slice(start, stringStart.lastIndex - mark.length))) size += (end - start) >> 1;
			push('string', start, end);
			at = end;
			return undefined;
		}
		const name = match(nameAt);
		if (name !== undefined) {
			at += name.length;
			push('name', start, at);
			return undefined;
		}
		const number = /[\d.]/.test(source[at] ?? '') ? match(numberAt) : undefined;
		if (number !== undefined && number !== '') {
			at += number.length;
			const fault = numberFault(number, source.slice(at, at + 8));
			if (fault !== undefined) return refuse(fault, at + 1);
			push('number', start, at);
			return undefined;
		}
		const operator = match(operatorAt);
		if (operator === undefined) {
			const point = source.codePointAt(at) ?? 0;
			const char = String.fromCodePoint(point);
			const hex = point.toString(16).toUpperCase().padStart(4, '0');
			at += char.length;
			if (point === 0) return refuse('source code cannot contain null bytes', at);
			if (point < 32 || point === 127) return refuse(`invalid non-printable character U+${hex}`, at);
			if (point < 128) push('operator', start, at);
			else if (/[\p{C}\p{Z}]/u.test(char)) return refuse(`invalid non-printable character U+${hex}`, at);
			else return refuse(`invalid character '${char}' (U+${hex})`, at);
			return undefined;
		}
		at += operator.length;
		if (operator === '(' || operator === '[' || operator === '{') {
			if (brackets.length >= maxBrackets) return refuse('too many nested parentheses', at);
			brackets.push({ text: operator, start });
		} else if (closers.has(operator)) {
			const opener = brackets.pop();
			if (opener === undefined) return refuse(`unmatched '${operator}'`, at);
			if (opener.text !== closers.get(operator)) {
				const from = lineOf(source, opener.start);
				const where = from === lineOf(source, start) ? '' : ` on line ${from}`;
				const message = `closing parenthesis '${operator}' does not match opening parenthesis '${opener.text}'${where}`;
				return refuse(message, at);
			}
		}
		push('operator', start, at);
		return undefined;
	}
}

/** True if the statement that ends before `at` cannot go on there, and another one begins. */
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

/** The offset behind the closing quotes, or undefined if the string never ends. */
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

function endOfLine(source: string, from: number): number {
	let end = from;
	while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end++;
	return end;
}

function afterNewline(source: string, at: number): number {
	return at + (source[at] === '\r' && source[at + 1] === '\n' ? 2 : 1);
}

/** The number of the line that an offset is in, from one. */
export function lineOf(source: string, offset: number): number {
	return (source.slice(0, offset).match(/\r\n?|\n/g)?.length ?? 0) + 1;
}
