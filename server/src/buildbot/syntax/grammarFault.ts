/** Where the grammar refuses the text, in CPython's words. */
import { keywords } from './keywords.ts';
import { errorNode, type TreeNode } from './parseTree.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import type { Token } from './tokens.ts';

/** The first complaint of the grammar about a tree, whose tokens are given. */
export function grammarFault(
	source: string,
	tree: TreeNode,
	tokens: readonly Token[],
): SyntaxFault | undefined {
	const found = firstError(tree, source);
	if (found === undefined) return undefined;
	if (found.name === 'PrintStatement') {
		return syntaxError("Missing parentheses in call to 'print'. Did you mean print(...)?", found);
	}
	const token = tokens.find((candidate) => candidate.end > found.start && candidate.kind !== 'dedent');
	const start = token?.start ?? found.start;
	const end = token?.end ?? found.end;
	if (token?.kind === 'indent') return { type: 'IndentationError', message: 'unexpected indent', start, end };
	const before = tokens.findLast((candidate) => candidate.end <= start);
	if (
		before?.kind === 'name' &&
		source.slice(before.start, before.end) === 'exec' &&
		token?.kind !== 'newline'
	) {
		const message = "Missing parentheses in call to 'exec'. Did you mean exec(...)?";
		return syntaxError(message, { start: before.start, end });
	}
	if (before?.kind === 'name' && source.slice(start, end) === '=' && depthAt(source, tokens, start) > 0) {
		const message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
		return syntaxError(message, { start: before.start, end: expressionEnd(source, tokens, end) });
	}
	if (token !== undefined && before !== undefined && missesComma(source, tokens, before, token)) {
		return syntaxError('invalid syntax. Perhaps you forgot a comma?', { start: before.start, end });
	}
	return syntaxError('invalid syntax', { start, end });
}

/** True if two expressions meet inside brackets with nothing between them. */
function missesComma(source: string, tokens: readonly Token[], before: Token, token: Token): boolean {
	const isValue = ({ kind, start, end }: Token): boolean =>
		kind === 'number' || kind === 'string' || (kind === 'name' && !keywords.has(source.slice(start, end)));
	return isValue(before) && isValue(token) && depthAt(source, tokens, token.start) > 0;
}

/** How many brackets are open at an offset. */
function depthAt(source: string, tokens: readonly Token[], offset: number): number {
	let depth = 0;
	for (const token of tokens) {
		if (token.start >= offset) break;
		depth += nesting(source, token);
	}
	return depth;
}

/** The end of the expression that begins at an offset in brackets: before the comma or the bracket that ends it. */
function expressionEnd(source: string, tokens: readonly Token[], offset: number): number {
	let depth = 0;
	let end = offset;
	for (const token of tokens) {
		if (token.start < offset) continue;
		depth += nesting(source, token);
		if (depth < 0 || token.kind === 'end' || (depth === 0 && source[token.start] === ',')) break;
		end = token.end;
	}
	return end;
}

/** What a token does to the number of open brackets. */
function nesting(source: string, { kind, start }: Token): number {
	const text = source[start] ?? ' ';
	if (kind !== 'operator') return 0;
	return '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0;
}

/** The first place the parser stumbled over, or the first `print` statement of Python 2. */
function firstError(node: TreeNode, source: string): TreeNode | undefined {
	if (node.name === errorNode) return node;
	// A bare `yield` and a bare `print` are fine in Python, though not in this grammar.
	if (
		node.name === 'YieldExpression' &&
		node.children.length === 2 &&
		node.children[1]?.start === node.children[1]?.end
	) {
		return undefined;
	}
	if (node.name === 'PrintStatement') {
		return source.slice(node.start, node.end).trim() === 'print' ? undefined : node;
	}
	for (const child of node.children) {
		const found = firstError(child, source);
		if (found !== undefined) return found;
	}
	return undefined;
}
