/**
 * Converts names and texts with bytes that are not UTF-8 to strings and back without loss. Each such byte 80 to FF becomes a
 * lone surrogate U+DC80 to U+DCFF, as in Python's error handler of that name.
 */

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes any bytes: valid UTF-8 as usual, every other byte as a lone surrogate. */
export function decodeEscaping(bytes: Uint8Array): string {
	try {
		return strictDecoder.decode(bytes);
	} catch {
		return decodePiecewise(bytes);
	}
}

/** The bytes of a text from `decodeEscaping`. Any other lone surrogate becomes U+FFFD. */
export function encodeEscaping(text: string): Uint8Array {
	if (text.isWellFormed()) return encoder.encode(text);
	const bytes: number[] = [];
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		if (code >= 0xdc80 && code <= 0xdcff) bytes.push(code - 0xdc00);
		else bytes.push(...encoder.encode(character));
	}
	return Uint8Array.from(bytes);
}

/** Compares two names by their bytes, as in `LC_ALL=C` listings: negative, zero or positive. */
export function compareBytes(a: string, b: string): number {
	if (a === b) return 0;
	// The orders of UTF-16 and UTF-8 differ only where surrogates are involved.
	if (!hasSurrogates.test(a) && !hasSurrogates.test(b)) return a < b ? -1 : 1;
	const left = encodeEscaping(a);
	const right = encodeEscaping(b);
	const length = Math.min(left.length, right.length);
	for (let i = 0; i < length; i++) {
		const difference = (left[i] ?? 0) - (right[i] ?? 0);
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}

const hasSurrogates = /[\ud800-\udfff]/;

function decodePiecewise(bytes: Uint8Array): string {
	let text = '';
	let at = 0;
	while (at < bytes.length) {
		const length = sequenceLength(bytes[at] ?? 0);
		const piece = decodeOne(bytes.subarray(at, at + length));
		if (piece === undefined) {
			text += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
			at += 1;
		} else {
			text += piece;
			at += length;
		}
	}
	return text;
}

function sequenceLength(first: number): number {
	if (first < 0xc0) return 1;
	if (first < 0xe0) return 2;
	return first < 0xf0 ? 3 : 4;
}

function decodeOne(bytes: Uint8Array): string | undefined {
	try {
		return strictDecoder.decode(bytes);
	} catch {
		return undefined;
	}
}
