/** Reads Python source: the tree for whoever wants to look, and the complaint CPython would make first, if any. */
import type { Program } from './ast.ts';
import { checkIndentation } from './checkIndentation.ts';
import { checkProgram } from './checkProgram.ts';
import { checkTokens } from './checkTokens.ts';
import { lowerProgram } from './lowerStatements.ts';
import { errorNode, parseTree, type TreeNode } from './parseTree.ts';
import { type SyntaxFault, type Token, type Tokens, tokenize } from './tokens.ts';

/** Python source, read. */
export interface PythonText {
	readonly program: Program;
	/** Nothing runs if this is set. The program is then what could be made of the text. */
	readonly fault?: SyntaxFault;
}

/** Reads any text. Throws only the engine's own error, for text that nests thousands deep. */
export function readPython(source: string): PythonText {
	const tokens = tokenize(source);
	const tree = parseTree(withoutBarePoints(source, tokens.tokens));
	const program = lowerProgram(source, tree);
	const fault = firstFault(source, tokens, tree, program);
	return fault === undefined ? { program } : { program, fault };
}

/** The grammar does not know numbers as `5.`: it is shown `50`, which is as long. */
function withoutBarePoints(source: string, tokens: readonly Token[]): string {
	let out = source;
	for (const { kind, end } of tokens) {
		if (kind === 'number' && source[end - 1] === '.') out = `${out.slice(0, end - 1)}0${out.slice(end)}`;
	}
	return out;
}

/**
 * CPython tells of what its tokenizer refuses first, wherever that stands (only an unexpected indent comes before), then
 * of the first place the parser refuses, then of what the compiler refuses.
 */
function firstFault(
	source: string,
	tokens: Tokens,
	tree: TreeNode,
	program: Program,
): SyntaxFault | undefined {
	const checked = checkProgram(program.body);
	const candidates = [
		checkIndentation(source, tokens.tokens),
		grammarFault(source, tree, tokens.tokens),
		checkTokens(source, tokens.tokens),
		checked.parser[0],
	].filter((fault) => fault !== undefined);
	const parser = candidates.sort((a, b) => a.start - b.start)[0];
	if (tokens.fault !== undefined) {
		const indent = parser?.message === 'unexpected indent' && parser.start <= tokens.fault.start;
		return indent ? parser : tokens.fault;
	}
	return unclosedFault(source, tokens, parser) ?? parser ?? checked.compiler[0];
}

/** An open bracket takes the blame for a complaint on a later line, and for the end of the file. */
function unclosedFault(
	source: string,
	tokens: Tokens,
	other: SyntaxFault | undefined,
): SyntaxFault | undefined {
	const bracket = tokens.unclosed;
	if (bracket === undefined) return undefined;
	const sameLine = other !== undefined && !/[\r\n]/.test(source.slice(bracket.start, other.start));
	if (
		other !== undefined &&
		other.start < source.trimEnd().length &&
		(other.start < bracket.start || sameLine)
	) {
		return undefined;
	}
	const message = `'${bracket.text}' was never closed`;
	return { type: 'SyntaxError', message, start: bracket.start, end: bracket.start + 1 };
}

function grammarFault(source: string, tree: TreeNode, tokens: readonly Token[]): SyntaxFault | undefined {
	const found = firstError(tree, source);
	if (found === undefined) return undefined;
	if (found.name === 'PrintStatement') {
		const message = "Missing parentheses in call to 'print'. Did you mean print(...)?";
		return { type: 'SyntaxError', message, start: found.start, end: found.end };
	}
	const token = tokens.find((candidate) => candidate.end > found.start && candidate.kind !== 'dedent');
	const start = token?.start ?? found.start;
	const end = token?.end ?? found.end;
	if (token?.kind === 'indent') return { type: 'IndentationError', message: 'unexpected indent', start, end };
	const before = tokens.filter((candidate) => candidate.end <= start).at(-1);
	if (
		before?.kind === 'name' &&
		source.slice(before.start, before.end) === 'exec' &&
		token?.kind !== 'newline'
	) {
		const message = "Missing parentheses in call to 'exec'. Did you mean exec(...)?";
		return { type: 'SyntaxError', message, start: before.start, end };
	}
	if (token !== undefined && before !== undefined && missesComma(source, tokens, before, token)) {
		const message = 'invalid syntax. Perhaps you forgot a comma?';
		return { type: 'SyntaxError', message, start: before.start, end };
	}
	return { type: 'SyntaxError', message: 'invalid syntax', start, end };
}

const keywords =
	/^(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield)$/;

/** True if two expressions meet inside brackets with nothing between them. */
function missesComma(source: string, tokens: readonly Token[], before: Token, token: Token): boolean {
	const isValue = ({ kind, start, end }: Token): boolean =>
		kind === 'number' || kind === 'string' || (kind === 'name' && !keywords.test(source.slice(start, end)));
	if (!isValue(before) || !isValue(token)) return false;
	let depth = 0;
	for (const { kind, start } of tokens.slice(0, tokens.indexOf(token))) {
		if (kind !== 'operator') continue;
		if ('([{'.includes(source[start] ?? ' ')) depth++;
		if (')]}'.includes(source[start] ?? ' ')) depth--;
	}
	return depth > 0;
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
