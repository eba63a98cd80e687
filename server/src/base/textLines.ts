/** The lines of a text, split as in Python's text files and VS Code: at `\n`, `\r\n` and lone `\r`. */

/** Offsets of one line: `start` to `end` without its line break, `next` where the next line starts. */
export interface TextLine {
	readonly start: number;
	readonly end: number;
	readonly next: number;
}

/** All lines of `text`, in linear time. A text that ends with a line break has no empty line after it. */
export function textLines(text: string): TextLine[] {
	const lines: TextLine[] = [];
	const find = (what: string, from: number): number => {
		const at = text.indexOf(what, from);
		return at < 0 ? text.length : at;
	};
	let feed = -1;
	let carriage = -1;
	let start = 0;
	while (start < text.length) {
		if (feed < start) feed = find('\n', start);
		if (carriage < start) carriage = find('\r', start);
		const end = Math.min(feed, carriage);
		const pair = end === carriage && feed === carriage + 1;
		const next = Math.min(text.length, end + (pair ? 2 : 1));
		lines.push({ start, end, next });
		start = next;
	}
	return lines;
}

/** The number of UTF-16 units in the character before `end`. */
export function lastCharacterLength(text: string, end: number): number {
	return (text.codePointAt(end - 2) ?? 0) > 0xffff ? 2 : 1;
}
