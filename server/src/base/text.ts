/** Text out of bytes, strictly: what is not UTF-8 is said, never papered over. */
export type DecodedText =
	| { readonly kind: 'text'; readonly text: string }
	/** `at`: the first byte that is no UTF-8. */
	| { readonly kind: 'not-utf8'; readonly at: number };

/** Decodes UTF-8. A byte order mark stays in the text, as it does for Python. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
	try {
		return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
	} catch {
		return { kind: 'not-utf8', at: firstBadByte(bytes) };
	}
}

function firstBadByte(bytes: Uint8Array): number {
	const isUtf8 = (end: number): boolean => {
		try {
			new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
			return true;
		} catch {
			return false;
		}
	};
	let good = 0;
	let bad = bytes.length;
	while (bad - good > 1) {
		const middle = (good + bad) >> 1;
		if (isUtf8(middle)) good = middle;
		else bad = middle;
	}
	return good;
}
