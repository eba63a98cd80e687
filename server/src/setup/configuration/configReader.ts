/** Size limits for reading the files of a set-up, far above the size of any real one. */
import type { FileReader } from '../../base/fileSystem.ts';
import { type ReadText, type TextLimit, textReader } from '../../base/readText.ts';

/** Metro's own files are a few kilobytes long; larger files than this would keep a user waiting. */
const largest: TextLimit = { bytes: 1 << 20, size: '1 MB', lines: Number.POSITIVE_INFINITY };

/** The largest document that is analysed, since every typed key waits for the whole document. */
export const largestInEditor: TextLimit = { bytes: 1 << 20, size: '1 MB', lines: 25_000 };

/** Reads `.metro`, `.buildbot`, configuration, and the files that values are taken from. */
export function configReader(files: FileReader): ReadText {
	return textReader(files, largest);
}
