/** Reads Python source: the tree for whoever wants to look, and the complaint CPython would make first, if any. */
import type { Program } from './ast.ts';
import { type Piece, type PiecedText, piecesOf } from './piece.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';
import { lineOf, type OpenBracket } from './tokens.ts';

/** Python source, read. */
export interface PythonText extends PiecedText {
	readonly program: Program;
	/** Nothing runs if this is set. The program is then what could be made of the text. */
	readonly fault?: SyntaxFault;
}

/**
 * Reads any text, quicker if another version of it was read `before`. Throws only the engine's own error, for text that
 * nests thousands deep.
 */
export function readPython(source: string, before?: PiecedText): PythonText {
	const pieces = piecesOf(source, before);
	const program = { body: pieces.flatMap(({ body }) => body) };
	const fault = firstFault(source, pieces);
	return { source, pieces, program, ...(fault && { fault: withLine(source, fault) }) };
}

function withLine(source: string, { lineAt, message, ...fault }: SyntaxFault): SyntaxFault {
	return { ...fault, message: lineAt === undefined ? message : `${message}${lineOf(source, lineAt)}` };
}

/**
 * CPython tells of what its tokenizer refuses first, wherever that stands (only an unexpected indent comes before), then
 * of the first place the parser refuses, then of what the compiler refuses.
 */
function firstFault(source: string, pieces: readonly Piece[]): SyntaxFault | undefined {
	const first = (stage: keyof Piece['faults']): SyntaxFault | undefined =>
		pieces.find(({ faults }) => faults[stage] !== undefined)?.faults[stage];
	const tokenizer = first('tokenizer');
	const parser = first('parser');
	if (tokenizer !== undefined) {
		const indent = parser?.message === 'unexpected indent' && parser.start <= tokenizer.start;
		return indent ? parser : tokenizer;
	}
	return unclosedFault(source, pieces.at(-1)?.unclosed, parser) ?? parser ?? first('compiler');
}

/** An open bracket takes the blame for a complaint that ends on a later line, and for the end of the file. */
function unclosedFault(
	source: string,
	bracket: OpenBracket | undefined,
	other: SyntaxFault | undefined,
): SyntaxFault | undefined {
	if (bracket === undefined) return undefined;
	const sameLine = other !== undefined && !/[\r\n]/.test(source.slice(bracket.start, other.end));
	if (
		other !== undefined &&
		other.start < source.trimEnd().length &&
		(other.end <= bracket.start || sameLine)
	) {
		return undefined;
	}
	const message = `'${bracket.text}' was never closed`;
	return syntaxError(message, { start: bracket.start, end: bracket.start + 1 });
}
