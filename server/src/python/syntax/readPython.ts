/** Parses Python source: returns the tree, and the first error that CPython would report. */
import { finish, type Work } from '../../base/work.ts';
import type { Program } from './ast.ts';
import { checkProgram, type ProgramFaults, stages } from './checkProgram.ts';
import { unclosedFault } from './parser.ts';
import { lineOf } from './physicalLines.ts';
import { type Piece, type PiecedText, piecesOf } from './piece.ts';
import { type SyntaxFault, syntaxError } from './syntaxFault.ts';

/** Parsed Python source. */
export interface PythonText extends PiecedText {
	readonly program: Program;
	/** If this is set, nothing runs. The program is then what could be recovered from the text. */
	readonly fault?: SyntaxFault;
}

/**
 * Parses any text, faster if another version of it was parsed `before`. Throws only `Unreadable`, or JavaScript's own error
 * for text nested thousands deep.
 */
export function readPython(source: string, before?: PiecedText): PythonText {
	return finish(readPythonWork(source, before));
}

/** The same, as work. */
export function* readPythonWork(source: string, before?: PiecedText): Work<PythonText> {
	const pieces = yield* piecesOf(source, before);
	const program = { body: pieces.flatMap(({ body }) => body) };
	const fault = firstFault(source, pieces);
	return { source, pieces, program, ...(fault && { fault: withLine(source, withinText(source, fault)) }) };
}

/** CPython counts no line after the last line break, so an error at the end is on the line before it. */
function withinText(source: string, fault: SyntaxFault): SyntaxFault {
	if (fault.start < source.length) return fault;
	const end = source.replace(/(?:\r\n?|\n)$/, '').length;
	return { ...fault, start: end, end };
}

function withLine(
	source: string,
	{ lineAt, message, reach: _, isMild: __, ...fault }: SyntaxFault,
): SyntaxFault {
	return { ...fault, message: lineAt === undefined ? message : `${message}${lineOf(source, lineAt)}` };
}

/**
 * CPython first reports the error of its tokenizer, wherever that is, then the first error of its parser, then those of the
 * compiler. A mild fault of the tokenizer comes after one of the parser.
 */
function firstFault(source: string, pieces: readonly Piece[]): SyntaxFault | undefined {
	const zero = source.indexOf('\0');
	if (zero >= 0)
		return syntaxError('source code string cannot contain null bytes', { start: zero, end: zero + 1 });
	const first = (stage: keyof Piece['faults']): SyntaxFault | undefined =>
		pieces.find(({ faults }) => faults[stage] !== undefined)?.faults[stage];
	const tokenizer = first('tokenizer');
	const parser = first('parser');
	const bracket = pieces.at(-1)?.unclosed;
	if (parser === undefined) {
		return tokenizer ?? (bracket && unclosedFault(bracket)) ?? compilerFault(pieces);
	}
	if (/^unexpected (?:un)?indent$/.test(parser.message)) return parser;
	if (tokenizer !== undefined && !tokenizer.isMild) return tokenizer;
	const reach = parser.reach ?? parser.start;
	const isLater = bracket !== undefined && /[\r\n]/.test(source.slice(bracket.start, reach));
	return isLater ? unclosedFault(bracket) : parser;
}

function compilerFault(pieces: readonly Piece[]): SyntaxFault | undefined {
	let faults: readonly ProgramFaults[] = pieces.map((piece) => piece.faults);
	if (pieces.some(({ isDependent }) => isDependent)) {
		const body = pieces.flatMap((piece) => piece.body);
		faults = [
			checkProgram(
				body,
				pieces.flatMap(({ notes }) => notes),
			),
		];
	}
	for (const stage of stages) {
		const found = faults.find((each) => each[stage] !== undefined)?.[stage];
		if (found !== undefined) return found;
	}
	return undefined;
}
