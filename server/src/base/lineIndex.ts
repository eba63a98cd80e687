import { indexFrom } from './indexFrom.ts';

/** A place as the protocol names it: zero-based line, and the UTF-16 code units before it there. */
export interface LineColumn {
	readonly line: number;
	readonly character: number;
}

/** Offsets to lines and back, built once for a text. `\n`, `\r\n` and lone `\r` end a line. */
export class LineIndex {
	readonly #starts: readonly number[];
	readonly #text: string;

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
		const line = indexFrom(this.#starts, clamped + 1, (start) => start) - 1;
		return { line, character: clamped - (this.#starts[line] ?? 0) };
	}

	/** The offset of a line and column; a column past the line's end is the line's end, as the protocol has it. */
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
