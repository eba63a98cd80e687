/** The part of a log that is read: all of a usual one, and the end of one that may be larger than memory. */
import type { PartReader } from '../../base/fileSystem.ts';

/** The end of a log as bytes that begin at the start of a line. */
export interface LogWindow {
	readonly content: Uint8Array;
	/** How many bytes of the log come before it. */
	readonly start: number;
	/** Of the whole log, in bytes. */
	readonly size: number;
	/** Milliseconds since the epoch, with fractions. */
	readonly modified: number;
}

/** At least this much of a log is read, in bytes. */
const least = 4 << 20;

/** While a log grows, its window moves by so many bytes at a time, so that lines keep their place in between. */
const step = 2 << 20;

/** Where the window of a log of this size begins, in bytes. */
export function windowStart(size: number): number {
	return size <= least ? 0 : Math.floor((size - least) / step) * step;
}

/** Reads the window of the log at `path`; `undefined` if there is no log. Rejects with `FileError`. */
export async function readLogWindow(path: string, files: PartReader): Promise<LogWindow | undefined> {
	const part = await files.readPart(path, windowStart);
	if (part === undefined || part.start === 0) return part;
	const end = part.content.indexOf(0x0a);
	// What has no line end is not lines, and is shown from where it was cut.
	if (end === -1) return part;
	return { ...part, content: part.content.subarray(end + 1), start: part.start + end + 1 };
}
