/** Decodes bytes to text strictly: invalid UTF-8 is reported, never replaced. */
export type DecodedText =
	| { readonly kind: 'text'; readonly text: string }
	/** `at`: the first byte of the first character that is not valid UTF-8. */
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
	return sequenceStart(bytes, good);
}

/** The start of an unfinished character at `end`; `end` itself if there is none. As Python counts. */
function sequenceStart(bytes: Uint8Array, end: number): number {
	for (let length = 1; length <= 3; length++) {
		const byte = bytes[end - length] ?? 0;
		if ((byte & 0xc0) === 0x80) continue;
		const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
		return wanted > length ? end - length : end;
	}
	return end;
}
