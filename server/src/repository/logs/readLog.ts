/** Reads a log as lines of text that can be shown, whatever its size and whatever was written to it. */
import type { PartReader } from '../../base/fileSystem.ts';
import { sizeText } from '../../base/sizeText.ts';
import { readLogWindow } from './logWindow.ts';
import { readTerminalText, type TerminalText } from './terminalText.ts';

/** Its first lines say what is left out, and whether it is text at all. */
export interface ReadLog extends TerminalText {
	/** How many bytes of the log are left out before the first line. */
	readonly start: number;
	/** Of the whole log, in bytes. */
	readonly size: number;
	/** Milliseconds since the epoch, with fractions. */
	readonly modified: number;
}

/** `undefined` if there is no file at `path`. Rejects with `FileError`. */
export async function readLog(path: string, files: PartReader): Promise<ReadLog | undefined> {
	const window = await readLogWindow(path, files);
	if (window === undefined) return undefined;
	const { content, start, size, modified } = window;
	const decoded = new TextDecoder().decode(content);
	const text = readTerminalText(decoded);
	const strange = text.controls + countOf(decoded, '\ufffd');
	const header = [
		...(start > 0
			? [
					`This is the end (${sizeText(size - start)}) of a log of ${sizeText(size)}. The whole log is ${path}: "less -R" shows it.`,
				]
			: []),
		...(strange * 10 > decoded.length
			? ['This does not look like a text: characters that cannot be shown are replaced.']
			: []),
	];
	return withHeader(header, { ...text, start, size, modified });
}

function withHeader(header: readonly string[], log: ReadLog): ReadLog {
	if (header.length === 0) return log;
	const spans = log.spans.map((span) => ({ ...span, line: span.line + header.length }));
	return { ...log, lines: [...header, ...log.lines], spans };
}

function countOf(text: string, character: string): number {
	let count = 0;
	for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
	return count;
}
