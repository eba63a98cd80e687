/** Python text in pieces, each a statement of the outermost level: read alone, so that an edit costs one of them. */
import { detached } from '../../base/detached.ts';
import { moved, movedSpan } from '../../base/moved.ts';
import type { Span } from '../../base/span.ts';
import type { Statement } from './ast.ts';
import { checkIndentation } from './checkIndentation.ts';
import { checkProgram } from './checkProgram.ts';
import { checkTokens } from './checkTokens.ts';
import { grammarFault } from './grammarFault.ts';
import { type Junction, junctionsIn, mayHaveJunctions } from './junctions.ts';
import { listAssignment } from './listAssignment.ts';
import { lowerProgram } from './lowerStatements.ts';
import { parseTree } from './parseTree.ts';
import type { SyntaxFault } from './syntaxFault.ts';
import { type OpenBracket, type Token, tokenizeStatement } from './tokens.ts';

/** One statement of the outermost level with the comments and blank lines up to the next. The pieces of a text fill it. */
export interface Piece extends Span {
	/** Several if semicolons part them, none if there are only comments. */
	readonly body: readonly Statement[];
	readonly junctions: readonly Junction[];
	/** What CPython's tokenizer, its parser and its compiler complain about first; after the former the text ends. */
	readonly faults: {
		readonly tokenizer?: SyntaxFault;
		readonly parser?: SyntaxFault;
		readonly compiler?: SyntaxFault;
	};
	/** The innermost bracket that is never closed: only in the last piece. */
	readonly unclosed?: OpenBracket;
}

/** A text and its pieces. */
export interface PiecedText {
	readonly source: string;
	readonly pieces: readonly Piece[];
}

/**
 * Cuts a text to pieces and reads them. Those of another version of the text are taken over where nothing changed; the
 * result is the same without it.
 */
export function piecesOf(source: string, before?: PiecedText): Piece[] {
	if (before !== undefined) return piecesAfter(before, source);
	const pieces: Piece[] = [];
	for (let at = 0; at < source.length; ) {
		const piece = readPiece(source, at);
		pieces.push(piece);
		at = piece.end;
	}
	return pieces;
}

function piecesAfter(before: PiecedText, source: string): Piece[] {
	const { same, sameEnd } = unchanged(before.source, source);
	const by = source.length - before.source.length;
	// What stands behind a piece decides where it ends: the one before the first change is read again as well.
	const touched = before.pieces.findIndex(({ end }) => end >= same);
	const pieces = before.pieces.slice(0, Math.max(0, touched - 1));
	let old = pieces.length;
	for (let at = pieces.at(-1)?.end ?? 0; at < source.length; ) {
		while ((before.pieces[old]?.start ?? Infinity) + by < at) old++;
		const known = before.pieces[old];
		// From where one began before, in text that did not change, all others do.
		const isKnown = known !== undefined && known.start + by === at && at >= source.length - sameEnd;
		// A complaint may tell the number of its line.
		const piece = isKnown && isSound(known) ? movedPiece(known, by) : detached(readPiece(source, at));
		pieces.push(piece);
		at = piece.end;
	}
	return pieces;
}

/** How many UTF-16 units two texts share at their beginning, and at their end behind that. */
function unchanged(a: string, b: string): { readonly same: number; readonly sameEnd: number } {
	const most = Math.min(a.length, b.length);
	let same = 0;
	while (same < most && a.charCodeAt(same) === b.charCodeAt(same)) same++;
	let sameEnd = 0;
	while (
		sameEnd < most - same &&
		a.charCodeAt(a.length - 1 - sameEnd) === b.charCodeAt(b.length - 1 - sameEnd)
	) {
		sameEnd++;
	}
	return { same, sameEnd };
}

function isSound({ faults, unclosed }: Piece): boolean {
	return unclosed === undefined && !faults.tokenizer && !faults.parser && !faults.compiler;
}

function movedPiece(piece: Piece, by: number): Piece {
	return by === 0
		? piece
		: {
				...movedSpan(piece, by),
				body: moved(piece.body, by),
				junctions: moved(piece.junctions, by),
				faults: {},
			};
}

function readPiece(source: string, start: number): Piece {
	const read = tokenizeStatement(source, start);
	const { tokens, fault, unclosed } = read;
	const end = fault === undefined ? (tokens.at(-1)?.end ?? source.length) : source.length;
	const plain = fault === undefined ? listAssignment(source, tokens) : undefined;
	if (plain !== undefined) {
		const parser = checkTokens(source, tokens);
		return { start, end, body: [plain], junctions: [], faults: parser === undefined ? {} : { parser } };
	}
	const { body, parser, compiler } = throughGrammar(source, { start, end }, tokens);
	return {
		start,
		end,
		body,
		junctions: mayHaveJunctions(source, read) ? junctionsIn(body) : [],
		faults: {
			...(fault && { tokenizer: fault }),
			...(parser && { parser }),
			...(compiler && { compiler }),
		},
		...(unclosed && { unclosed }),
	};
}

/** What the grammar makes of a piece, and the first complaints about that. */
export function throughGrammar(
	source: string,
	span: Span,
	tokens: readonly Token[],
): Pick<Piece, 'body'> & Piece['faults'] {
	// Python takes a byte order mark off, the grammar would take it for a letter.
	const start = span.start === 0 && source.startsWith('\ufeff') ? 1 : span.start;
	const tree = parseTree(withoutBarePoints(source, { start, end: span.end }, tokens), start);
	const { body } = lowerProgram(source, tree);
	const checked = checkProgram(source, body);
	const parser = [
		checkIndentation(source, tokens),
		grammarFault(source, tree, tokens),
		checkTokens(source, tokens),
		checked.parser[0],
	]
		.filter((found) => found !== undefined)
		.sort((a, b) => a.start - b.start)[0];
	const compiler = checked.compiler[0];
	return { body, ...(parser && { parser }), ...(compiler && { compiler }) };
}

/** The grammar does not know numbers as `5.`: it is shown `50`, which is as long. */
function withoutBarePoints(source: string, { start, end }: Span, tokens: readonly Token[]): string {
	const parts: string[] = [];
	let at = start;
	for (const token of tokens) {
		if (token.kind !== 'number' || source[token.end - 1] !== '.') continue;
		parts.push(source.slice(at, token.end - 1), '0');
		at = token.end;
	}
	return parts.join('') + source.slice(at, end);
}
