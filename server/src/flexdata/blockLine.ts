/**
 * The kinds of lines in a block, as Metro expands them.
 * Metro: `expandMulti` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { splitWords, stripSpan } from '../base/pythonText.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import { type ParsedValue, scanValue } from './value.ts';

export type BlockLine =
	/** Expanded like a plain value. */
	| { readonly kind: 'value'; readonly value: ParsedValue }
	/** `$[[name]]` alone on its line: replaced with the lines of that block. */
	| Embedding
	/** `<?python`, the code after it, and `?>`. */
	| { readonly kind: 'python-start' | 'python-code' | 'python-end'; readonly span: Span };

export interface Embedding {
	readonly kind: 'embedding';
	/** The line, as it is stored. */
	readonly span: Span;
	/** From `$[[` to `]]`. */
	readonly reference: Span;
	/** The text in between, itself expanded like a plain value. */
	readonly name: ParsedValue;
	/** The block's name as written, without a mode; `undefined` if it contains references. */
	readonly key: string | undefined;
	readonly keySpan: Span;
}

/** Reads the lines of a block; `spans` are the lines as stored, offsets into `source`. */
export function* scanBlockLines(source: string, spans: readonly Span[]): Work<BlockLine[]> {
	const lines: BlockLine[] = [];
	let inPython = false;
	for (const span of spans) {
		yield;
		if (inPython) {
			inPython = firstWord(source, span) !== '?>';
			lines.push({ kind: inPython ? 'python-code' : 'python-end', span });
			continue;
		}
		const line = scanLine(source, span);
		inPython = line.kind === 'python-start';
		lines.push(line);
	}
	return lines;
}

/** The span of a line of any kind. */
export function lineSpan(line: BlockLine): Span {
	return line.kind === 'value' ? line.value.span : line.span;
}

function scanLine(source: string, span: Span): BlockLine {
	const stripped = stripSpan(source, span);
	if (isEmbedding(source, stripped)) return embedding(source, span, stripped);
	const command = '<?python';
	if (source.startsWith(command, stripped.start)) {
		const behind = stripped.start + command.length;
		if (behind === stripped.end || (behind < stripped.end && source[behind] === ' ')) {
			return { kind: 'python-start', span };
		}
	}
	return { kind: 'value', value: scanValue(source, span) };
}

/** One or two words, from `$[[` to `]]`. */
function isEmbedding(source: string, { start, end }: Span): boolean {
	if (!source.startsWith('$[[', start) || end - start < 5 || source.slice(end - 2, end) !== ']]')
		return false;
	const text = source.slice(start, end);
	const blank = text.indexOf(' ');
	return blank < 0 || text.indexOf(' ', blank + 1) < 0;
}

function embedding(source: string, span: Span, reference: Span): Embedding {
	const inner = { start: reference.start + 3, end: reference.end - 2 };
	const text = source.slice(inner.start, inner.end);
	const colon = text.indexOf(':');
	const written = colon < 0 ? text : text.slice(0, colon);
	return {
		kind: 'embedding',
		span,
		reference,
		name: scanValue(source, inner),
		key: text.includes('$[') ? undefined : written,
		keySpan: { start: inner.start, end: inner.start + written.length },
	};
}

/** Python ends at a line whose first word is `?>`; here any white space separates words. */
function firstWord(source: string, span: Span): string | undefined {
	const { start } = stripSpan(source, span);
	return splitWords(source.slice(start, Math.min(span.end, start + 3)))[0];
}
