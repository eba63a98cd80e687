/** A position in the protocol: zero-based line, and UTF-16 code units before it in that line. */
export interface LineColumn {
	readonly line: number;
	readonly character: number;
}

/** Converts between offsets and lines, built once per text. `\n`, `\r\n` and lone `\r` end a line. */
export class LineIndex {
	readonly #starts: readonly number[];
	readonly #text: string;
	/** The last line found. Callers mostly ask for positions in text order. */
	#last = 0;

	constructor(text: string) {
		const starts = [0];
		for (let i = 0; i < text.length; i++) {
			const code = text.charCodeAt(i);
			if (code === 10) starts.push(i + 1);
			else if (code === 13 && text.charCodeAt(i + 1) !== 10) starts.push(i + 1);
		}
		this.#starts = starts;
		this.#text = text;
	}

	get lineCount(): number {
		return this.#starts.length;
	}

	/** The line and character of an offset; offsets outside the text are clamped to it. */
	at(offset: number): LineColumn {
		const clamped = Math.max(0, Math.min(offset, this.#text.length));
		if (!this.#holds(this.#last, clamped)) this.#last = this.#lineOf(clamped);
		return { line: this.#last, character: clamped - (this.#starts[this.#last] ?? 0) };
	}

	#holds(line: number, offset: number): boolean {
		return (
			(this.#starts[line] ?? 0) <= offset && offset < (this.#starts[line + 1] ?? Number.POSITIVE_INFINITY)
		);
	}

	/** A local binary search, because outlines and colours call it tens of thousands of times. */
	#lineOf(offset: number): number {
		let low = 0;
		let high = this.#starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return low;
	}

	/** The offset of a line and column. A column past the end of the line means its end, as in the protocol. */
	offset(line: number, column: number): number {
		if (line < 0) return 0;
		const start = this.#starts[line];
		if (start === undefined) return this.#text.length;
		const offset = start + Math.max(0, column);
		const next = this.#starts[line + 1];
		if (next === undefined) return Math.min(offset, this.#text.length);
		if (offset < next) return offset;
		return this.#text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
	}
}
