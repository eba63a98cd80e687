/** Cuts a stream of bytes into lines of text as they come. */

export interface LineCutter {
	/** Takes the next bytes and hands on the lines that they complete. */
	take(bytes: Uint8Array): void;
	/** The stream has ended: what is left is a line, too. */
	end(): void;
}

export function cutLines(onLine: (line: string) => void): LineCutter {
	const decoder = new TextDecoder();
	let rest = '';
	const cut = (text: string): void => {
		// A carriage return at the end may be half of a line break.
		const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
		rest = lines.pop() ?? '';
		for (const line of lines) onLine(line);
	};
	return {
		take: (bytes) => cut(decoder.decode(bytes, { stream: true })),
		end: () => {
			cut(decoder.decode());
			if (rest !== '') onLine(rest.replace(/\r$/, ''));
			rest = '';
		},
	};
}
