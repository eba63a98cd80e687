/** Adds problems of the bytes on disk, which an editor does not show, to a language. */
import type { Diagnostic } from 'vscode-languageserver-types';
import { decodeUtf8 } from '../base/text.ts';
import { type Finding, finding } from '../check/finding.ts';
import { toDiagnostic } from './convert.ts';
import type { DocumentView } from './documentView.ts';
import type { LanguageFeatures } from './languageFeatures.ts';

/** Facts about a file that its document's text does not show. */
export interface HiddenBytes {
	readonly hasByteOrderMark: boolean;
	/** The first byte that is not UTF-8: its zero-based offset, its value, and its zero-based line. */
	readonly bad: { readonly at: number; readonly byte: number; readonly line: number } | undefined;
}

/** Checks the bytes of a file. */
export function hiddenBytesIn(bytes: Uint8Array): HiddenBytes {
	const hasByteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
	const decoded = decodeUtf8(bytes);
	if (decoded.kind === 'text') return { hasByteOrderMark, bad: undefined };
	const { at } = decoded;
	return { hasByteOrderMark, bad: { at, byte: bytes[at] ?? 0, line: linesBefore(bytes, at) } };
}

/** Line ends before a byte, as editors count them: LF, CR LF and CR. */
function linesBefore(bytes: Uint8Array, at: number): number {
	let lines = 0;
	for (let index = 0; index < at; index++) {
		const isReturn = bytes[index] === 0x0d && bytes[index + 1] !== 0x0a;
		if (bytes[index] === 0x0a || isReturn) lines++;
	}
	return lines;
}

/** The facts about an open document's file; `undefined`: it does not exist or cannot be read. */
export type HiddenBytesOf = (document: DocumentView) => Promise<HiddenBytes | undefined>;

/**
 * The language with findings about bytes. Python skips a byte order mark in `.buildbot`; Metro does not in configuration.
 * @param problemsPage URI of the page that explains problems, if installed
 */
export function withHiddenBytes(
	language: LanguageFeatures,
	hiddenBytesOf: HiddenBytesOf,
	minds: { readonly byteOrderMark: boolean },
	problemsPage: string | undefined,
): LanguageFeatures {
	return {
		...language,
		async diagnostics(document, signal): Promise<Diagnostic[]> {
			const own = await language.diagnostics(document, signal);
			// Files of other programs are not checked.
			if (own.some(({ code }) => code === 'not-metros')) return own;
			const hidden = await hiddenBytesOf(document);
			if (hidden === undefined) return own;
			const isSaid = !minds.byteOrderMark || own.some(({ code }) => code === 'byte-order-mark');
			const found = [
				...(hidden.hasByteOrderMark && !isSaid ? [ofByteOrderMark(document)] : []),
				...(hidden.bad === undefined ? [] : [ofBadByte(document, hidden.bad)]),
			];
			return [...found.map((one) => toDiagnostic(document, one, problemsPage)), ...own];
		},
	};
}

function ofByteOrderMark(document: DocumentView): Finding {
	const message =
		'The file on disk starts with a byte order mark, which the editor does not show: Metro misreads its first line. Save it as UTF-8 without one.';
	return finding('byte-order-mark', lineSpan(document, 0), message);
}

function ofBadByte(document: DocumentView, { at, byte, line }: NonNullable<HiddenBytes['bad']>): Finding {
	const code = byte.toString(16).padStart(2, '0');
	const message = `The file on disk is not UTF-8: byte ${at + 1}, in this line, is 0x${code}. Save it as UTF-8.`;
	return finding('not-utf8', lineSpan(document, line), message);
}

/** A line without its line end; the last one if there are fewer. */
function lineSpan(
	{ lines, text }: DocumentView,
	line: number,
): { readonly start: number; readonly end: number } {
	const start = lines.offset(Math.min(line, lines.lineCount - 1), 0);
	const length = text.slice(start).search(/[\r\n]/);
	return { start, end: length < 0 ? text.length : start + length };
}
