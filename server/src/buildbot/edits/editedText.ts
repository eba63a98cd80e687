/** A text with changes, each made to the text as it is after those before it, and all of them as changes to the original. */
import type { Span } from '../../base/span.ts';
import type { SourceEdit } from '../itemRemoval.ts';

/** A part of the original, or new text. */
type Piece = Span | { readonly put: string };

export interface EditedText {
	readonly original: string;
	readonly pieces: readonly Piece[];
	readonly text: string;
}

export function unedited(original: string): EditedText {
	return { original, pieces: [{ start: 0, end: original.length }], text: original };
}

/** Makes changes to `text`, which must not overlap. */
export function withEdits(before: EditedText, edits: readonly SourceEdit[]): EditedText {
	const { original } = before;
	let { pieces } = before;
	for (const { span, text } of edits.toSorted((a, b) => b.span.start - a.span.start)) {
		const rest = cut(pieces, span.end, Number.POSITIVE_INFINITY);
		pieces = [...cut(pieces, 0, span.start), { put: text }, ...rest];
	}
	const text = pieces.map((piece) => textOf(original, piece)).join('');
	return { original, pieces, text };
}

/** The changes to the original, in its order. */
export function editsOf({ original, pieces }: EditedText): readonly SourceEdit[] {
	const edits: SourceEdit[] = [];
	let at = 0;
	let put = '';
	const close = (end: number): void => {
		if (put !== '' || end > at) edits.push({ span: { start: at, end }, text: put });
		put = '';
	};
	for (const piece of pieces) {
		if ('put' in piece) put += piece.put;
		else if (piece.end > piece.start) {
			close(piece.start);
			at = piece.end;
		}
	}
	close(original.length);
	return edits;
}

/** The pieces between two offsets of the text that they make. */
function cut(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
	const out: Piece[] = [];
	let at = 0;
	for (const piece of pieces) {
		const length = 'put' in piece ? piece.put.length : piece.end - piece.start;
		const start = Math.max(0, from - at);
		const end = Math.min(length, to - at);
		at += length;
		if (start >= end) continue;
		if ('put' in piece) out.push({ put: piece.put.slice(start, end) });
		else out.push({ start: piece.start + start, end: piece.start + end });
	}
	return out;
}

function textOf(original: string, piece: Piece): string {
	return 'put' in piece ? piece.put : original.slice(piece.start, piece.end);
}
