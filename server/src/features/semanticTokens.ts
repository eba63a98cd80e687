/** Colours by meaning: what can be said of tokens, in both languages, and how the protocol wants it. */
import type { Span } from '../base/span.ts';
import { finish, type Work } from '../base/work.ts';
import { toPosition } from './convert.ts';
import type { DocumentView } from './documentView.ts';

/** Kinds of tokens, in the order of the legend. */
export const tokenTypes = [
	'namespace',
	'property',
	'function',
	'variable',
	'keyword',
	'operator',
	'modifier',
	'string',
] as const;

/**
 * What is said of a token beside its kind: `definition`: the key is defined here. `local`: defined in this file.
 * `inherited`: defined in another. `blank`: not defined, and empty by `:lax` or gone by `:zap`. `undefined`: not defined
 * in the run that is looked at.
 */
export const tokenModifiers = ['definition', 'local', 'inherited', 'blank', 'undefined'] as const;

type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

/** A stretch of text, on one line, and what is said of it. */
export interface SemanticToken {
	readonly span: Span;
	readonly type: TokenType;
	readonly modifiers: readonly TokenModifier[];
}

/**
 * The protocol's encoding of tokens in the order of the text: line and column relative to the token before, length, type,
 * modifiers.
 */
export function encodeTokens(document: DocumentView, tokens: Iterable<SemanticToken>): number[] {
	return finish(encodeWork(document, tokens));
}

/** The same as work. */
export function* encodeWork(document: DocumentView, tokens: Iterable<SemanticToken>): Work<number[]> {
	const data: number[] = [];
	let line = 0;
	let column = 0;
	let end = 0;
	for (const { span, type, modifiers } of tokens) {
		yield;
		if (span.start < end || span.start === span.end) continue;
		end = span.end;
		const at = toPosition(document.lines, span.start);
		const bits = modifiers.reduce((sum, modifier) => sum | (1 << tokenModifiers.indexOf(modifier)), 0);
		data.push(
			at.line - line,
			at.line === line ? at.character - column : at.character,
			span.end - span.start,
			tokenTypes.indexOf(type),
			bits,
		);
		line = at.line;
		column = at.character;
	}
	return data;
}
