/** The string literal behind a problem, and what is written around it. */
import type { Span } from '../base/span.ts';
import { isEngineLimit } from '../python/runtime/signals.ts';
import type { Expression } from '../python/syntax/ast.ts';
import { expressionsAt } from '../python/syntax/expressionsAt.ts';
import type { BuildbotText } from './readBuildbot.ts';

export type SequenceNode = Expression & { readonly kind: 'tuple' | 'list' | 'set' };

/** A string literal in the text. */
interface WrittenString {
	/** The whole literal with quotes and prefix; all of them if several are joined. */
	readonly span: Span;
	/** True if parentheses contain nothing but the literal. */
	readonly parenthesised: boolean;
	/** The tuple, list or set that has the literal as an item, and the index of the item. */
	readonly item?: { readonly sequence: SequenceNode; readonly index: number };
}

/**
 * The literal whose text, with or without its quotes, is at `span`; `undefined` if there is none, or if the text is nested
 * too deep.
 */
export function writtenString({ program }: BuildbotText, span: Span): WrittenString | undefined {
	try {
		const path = [...expressionsAt(program.body, span.start)];
		const at = path.findIndex((one) => isLiteralAt(one, span));
		const literal = path[at];
		if (literal === undefined) return undefined;
		const around = path.slice(0, at);
		const parenthesised = around.at(-1)?.kind === 'parenthesised';
		const sequenceAt = around.findLastIndex(({ kind }) => kind !== 'parenthesised');
		const sequence = around[sequenceAt];
		if (!isSequence(sequence)) return { span: literal.span, parenthesised };
		const index = sequence.items.indexOf(path[sequenceAt + 1] ?? literal);
		return { span: literal.span, parenthesised, ...(index >= 0 && { item: { sequence, index } }) };
	} catch (error) {
		if (!isEngineLimit(error)) throw error;
		return undefined;
	}
}

function isLiteralAt(node: Expression, { start, end }: Span): boolean {
	if (node.kind !== 'string' && node.kind !== 'fstring') return false;
	if (node.kind === 'string' && node.exact?.start === start && node.exact.end === end) return true;
	return node.span.start === start && node.span.end === end;
}

function isSequence(node: Expression | undefined): node is SequenceNode {
	return node?.kind === 'tuple' || node?.kind === 'list' || node?.kind === 'set';
}
