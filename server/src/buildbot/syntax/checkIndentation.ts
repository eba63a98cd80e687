/** Finds blocks that are missing and indents that nothing asked for. The grammar lets both pass. */
import type { SyntaxFault } from './syntaxFault.ts';
import type { Token } from './tokens.ts';

const blockNames = new Map([
	['if', "'if' statement"],
	['elif', "'elif' statement"],
	['else', "'else' statement"],
	['for', "'for' statement"],
	['while', "'while' statement"],
	['try', "'try' statement"],
	['except', "'except' statement"],
	['finally', "'finally' statement"],
	['with', "'with' statement"],
	['def', 'function definition'],
	['class', 'class definition'],
	['match', "'match' statement"],
	['case', "'case' statement"],
]);

/** The first complaint about indentation, in CPython's words. */
export function checkIndentation(source: string, tokens: readonly Token[]): SyntaxFault | undefined {
	let first: Token | undefined;
	let last: Token | undefined;
	let opened: Token | undefined;
	for (const token of tokens) {
		if (token.kind === 'newline') {
			const opens = last !== undefined && source.slice(last.start, last.end) === ':';
			opened = opens ? first : undefined;
			first = undefined;
			last = undefined;
			continue;
		}
		if (token.kind === 'indent') {
			if (opened === undefined) return fault('unexpected indent', token);
			opened = undefined;
			continue;
		}
		if (opened !== undefined) {
			const what = blockNames.get(wordOf(source, opened, tokens));
			if (what === undefined) return undefined;
			const message = `expected an indented block after ${what} on line `;
			const lineAt = opened.start;
			if (token.kind !== 'end' && token.start < source.length) return { ...fault(message, token), lineAt };
			const start = source.replace(/(?:\r\n?|\n)$/, '').length;
			return { ...fault(message, { ...token, start, end: start }), lineAt };
		}
		if (token.kind === 'dedent') continue;
		first ??= token;
		last = token;
	}
	return undefined;
}

/** The word that opens a block, behind an `async`. */
function wordOf(source: string, opened: Token, tokens: readonly Token[]): string {
	const word = source.slice(opened.start, opened.end);
	if (word !== 'async') return word;
	const next = tokens[tokens.indexOf(opened) + 1];
	return next === undefined ? '' : source.slice(next.start, next.end);
}

function fault(message: string, token: Token): SyntaxFault {
	return { type: 'IndentationError', message, start: token.start, end: token.end };
}
