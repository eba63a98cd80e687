/** Finds adjacent strings where a comma was probably forgotten. */
import { pushAll } from '../../base/collections.ts';
import type { Span } from '../../base/span.ts';
import type { Expression, Statement } from './ast.ts';
import { isFormatted } from './stringLiteral.ts';
import type { Tokens } from './tokens.ts';
import { eachExpression, eachStatement, expressionsOf } from './walk.ts';

/** Adjacent strings in a sequence, where a comma is probably missing. */
export interface Junction {
	/** The literals before and after the missing comma. */
	readonly before: Span;
	readonly after: Span;
	/** The string that Python makes of them. */
	readonly value: string;
}

/** False if the tokens show that there are none. */
export function mayHaveJunctions(source: string, { tokens, fault }: Tokens): boolean {
	// The inside of an f-string's braces has no tokens, and there are none after a fault.
	return (
		fault !== undefined ||
		tokens.some(
			(token, index) =>
				token.kind === 'string' && (tokens[index - 1]?.kind === 'string' || isFormatted(source, token)),
		)
	);
}

/** The junctions in statements. */
export function junctionsIn(body: readonly Statement[]): Junction[] {
	const junctions: Junction[] = [];
	eachStatement(
		body,
		(statement) => {
			for (const expression of expressionsOf(statement)) {
				eachExpression(expression, (part) => {
					for (const item of itemExpressions(part)) pushAll(junctions, junctionsOf(item));
				});
			}
		},
		true,
	);
	return junctions;
}

/** The expressions that are items of a sequence, or stand alone in parentheses where a sequence was meant. */
export function itemExpressions(node: Expression): readonly Expression[] {
	switch (node.kind) {
		case 'tuple':
		case 'list':
		case 'set':
			return node.items;
		case 'parenthesised':
			return [node.inner];
		default:
			return [];
	}
}

function junctionsOf(item: Expression): Junction[] {
	if ((item.kind !== 'string' && item.kind !== 'fstring') || item.pieces === undefined) return [];
	const value = item.kind === 'string' ? item.value : '';
	const out: Junction[] = [];
	for (const [index, after] of item.pieces.entries()) {
		const before = item.pieces[index - 1];
		if (before !== undefined) out.push({ before, after, value });
	}
	return out;
}
