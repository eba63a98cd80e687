/** What is wrong with tokens by themselves: half-written escapes, text beside bytes, `<>`, doubled semicolons. */
import { escapeFault, literalShape } from './stringLiteral.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import type { Token } from './tokens.ts';

/** The first such fault, in CPython's words. */
export function checkTokens(source: string, tokens: readonly Token[]): SyntaxFault | undefined {
	let before: Token | undefined;
	for (const token of tokens) {
		const message = messageFor(source, token, before);
		if (message !== undefined) return syntaxError(message, token);
		before = token;
	}
	return undefined;
}

function messageFor(source: string, token: Token, before: Token | undefined): string | undefined {
	const text = source.slice(token.start, token.end);
	if (token.kind === 'operator' && text === '<>') return 'invalid syntax';
	if (text === ';' && (before === undefined || before.kind === 'newline' || source[before.start] === ';')) {
		return 'invalid syntax';
	}
	if (token.kind !== 'string') return undefined;
	const shape = literalShape(source, token);
	const content = source.slice(shape.content.start, shape.content.end);
	if (before?.kind === 'string' && literalShape(source, before).bytes !== shape.bytes) {
		return 'cannot mix bytes and nonbytes literals';
	}
	if (!shape.bytes) return escapeFault(shape, content);
	return /[^\0-\x7f]/.test(content) ? 'bytes can only contain ASCII literal characters' : undefined;
}
