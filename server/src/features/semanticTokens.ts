/** Semantic tokens: their kinds and modifiers in both languages, and the protocol's encoding. */
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
 * The modifiers of a token: `definition`: the key is defined here. `local`: defined in this file.
 * `inherited`: defined in another. `blank`: not defined, and empty by `:lax` or removed by `:zap`. `undefined`: not defined
 * in the evaluated run.
 */
export const tokenModifiers = ['definition', 'local', 'inherited', 'blank', 'undefined'] as const;

type TokenType = (typeof tokenTypes)[number];
export type TokenModifier = (typeof tokenModifiers)[number];

/** A span of text on one line, with its kind and modifiers. */
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

/** The same, as work. */
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
