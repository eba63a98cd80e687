/** Python text in pieces, one per top-level statement. Each is parsed alone, so an edit costs only one of them. */
import { flattenStrings } from '../../base/flattenStrings.ts';
import type { Span } from '../../base/span.ts';
import { shiftSpan, shiftSpans } from '../../base/span.ts';
import type { Work } from '../../base/work.ts';
import type { Statement } from './ast.ts';
import { checkProgram, dependsOnOthers, type ProgramFaults } from './checkProgram.ts';
import { checkDepth } from './deepest.ts';
import { type TextEdit, withEditedItems } from './editedItems.ts';
import { type Junction, junctionsIn, mayHaveJunctions } from './junctions.ts';
import { parsePython } from './parsePython.ts';
import { isUnclosedFault } from './parser.ts';
import type { SyntaxFault } from './syntaxFault.ts';
import { type OpenBracket, tokenizeStatementWork } from './tokens.ts';
import { mostTokens, tooLong } from './unreadable.ts';

/** One top-level statement, with the comments and empty lines up to the next. Together, the pieces cover the text. */
export interface Piece extends Span {
	/** Several if separated by semicolons, none if there are only comments. */
	readonly body: readonly Statement[];
	readonly junctions: readonly Junction[];
	/** The first errors of CPython's tokenizer, parser and compiler. After an error of the tokenizer the text ends. */
	readonly faults: { readonly tokenizer?: SyntaxFault; readonly parser?: SyntaxFault } & ProgramFaults;
	/** Errors of the compiler that the parser found. */
	readonly notes: readonly SyntaxFault[];
	/** True if the errors of the compiler depend on other pieces. */
	readonly isDependent: boolean;
	/** The innermost bracket that is never closed; only in the last piece. */
	readonly unclosed?: OpenBracket;
	/** The number of tokens. */
	readonly size: number;
}

/** A text and its pieces. */
export interface PiecedText {
	readonly source: string;
	readonly pieces: readonly Piece[];
}

/**
 * Splits a text into pieces and parses them. Reuses the pieces of another version of the text that did not change; the
 * result is the same without it. Throws `Unreadable` for a text beyond all reasonable limits.
 */
export function* piecesOf(source: string, before?: PiecedText): Work<Piece[]> {
	if (before !== undefined) return yield* piecesAfter(before, source);
	const pieces: Piece[] = [];
	let room = mostTokens;
	for (let at = 0; at < source.length; ) {
		yield;
		const piece = yield* readPiece(source, at, room);
		room -= piece.size;
		pieces.push(piece);
		at = piece.end;
	}
	return pieces;
}

function* piecesAfter(before: PiecedText, source: string): Work<Piece[]> {
	const edit = editBetween(before.source, source);
	const { replaced, by } = edit;
	// The text after a piece decides where it ends, so the piece before the first change is parsed again too.
	const touched = before.pieces.findIndex(({ end }) => end >= replaced.start);
	const pieces = before.pieces.slice(0, Math.max(0, touched - 1));
	let old = pieces.length;
	let room = mostTokens - pieces.reduce((sum, { size }) => sum + size, 0);
	for (let at = pieces.at(-1)?.end ?? 0; at < source.length; ) {
		yield;
		while ((before.pieces[old]?.start ?? Infinity) + by < at) old++;
		const known = before.pieces[old];
		// In unchanged text, once one piece begins where an old one did, all later ones do too.
		const isKnown = known !== undefined && known.start + by === at && at >= replaced.end + by;
		// An error message may contain its line number.
		const piece =
			(isKnown && isSound(known) && !(by > 0 && isMarked(known, edit.before))
				? movedPiece(known, by)
				: editedPiece(before.pieces[touched], at, edit)) ?? kept(yield* readPiece(source, at, room), source);
		room -= piece.size;
		if (room < 0) throw tooLong(piece.start);
		pieces.push(piece);
		at = piece.end;
	}
	return pieces;
}

/** The smallest edit that makes the text `b` of the text `a`. */
function editBetween(a: string, b: string): TextEdit {
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
	const replaced = { start: same, end: a.length - sameEnd };
	return { before: a, after: b, replaced, by: b.length - a.length };
}

/** The old piece with the edit, if that is easily told and the piece begins at `at`. */
function editedPiece(piece: Piece | undefined, at: number, edit: TextEdit): Piece | undefined {
	if (piece?.start !== at || !isSound(piece)) return undefined;
	const edited = withEditedItems(piece, edit);
	return edited && { ...piece, ...edited };
}

/** True for a piece with the byte order mark. It is one only at the start of a text, and an error elsewhere. */
function isMarked({ start }: Piece, source: string): boolean {
	return start === 0 && source.startsWith('\ufeff');
}

function isSound({ faults, unclosed, notes }: Piece): boolean {
	return unclosed === undefined && notes.length === 0 && Object.keys(faults).length === 0;
}

/**
 * A piece that later versions of the text can reuse. Its strings share the memory of the text they were cut from. A piece that
 * is a small part of that text gets a copy, so that an edited piece does not keep a version of the whole text.
 */
function kept(piece: Piece, source: string): Piece {
	return (piece.end - piece.start) * 8 < source.length ? flattenStrings(piece) : piece;
}

function movedPiece(piece: Piece, by: number): Piece {
	if (by === 0) return piece;
	const { body, junctions } = piece;
	return {
		...piece,
		...shiftSpan(piece, by),
		body: shiftSpans(body, by),
		junctions: shiftSpans(junctions, by),
	};
}

/** Fewer tokens cannot nest deeply enough to matter. */
const shallow = 1000;

function* readPiece(source: string, start: number, most: number): Work<Piece> {
	const read = yield* tokenizeStatementWork(source, start, most);
	yield;
	const { tokens, fault, unclosed } = read;
	const end = fault === undefined ? (tokens.at(-1)?.end ?? source.length) : source.length;
	const { result: body = [], fault: refused, notes } = parsePython(source, read);
	yield;
	if (tokens.length > shallow) checkDepth(body);
	yield;
	const junctions = mayHaveJunctions(source, read) ? junctionsIn(body) : [];
	yield;
	// The parser stops at the tokenizer's fault and reports it.
	const isOwn = refused !== undefined && refused !== fault && !isUnclosedFault(refused);
	const parser = isOwn ? refused : undefined;
	return {
		start,
		end,
		body,
		junctions,
		faults: {
			...(fault && { tokenizer: fault }),
			...(parser && { parser }),
			...(refused === undefined ? checkProgram(body, notes) : {}),
		},
		notes,
		isDependent: dependsOnOthers(body),
		...(unclosed && { unclosed }),
		size: read.size,
	};
}
