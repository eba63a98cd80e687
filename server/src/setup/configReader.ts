/** Reading the files of a set-up: none of them comes near the size from which one is left alone. */
import type { FileReader } from '../base/fileSystem.ts';
import { type ReadText, type TextLimit, textReader } from '../base/readText.ts';

/** Metro's own files are a few kilobytes long; what is beyond this would keep a user waiting. */
const largest: TextLimit = { bytes: 1 << 20, size: '1 MB', lines: Number.POSITIVE_INFINITY };

/** Documents that are looked into: whoever types waits for all of one with every key. */
export const largestInEditor: TextLimit = { bytes: 1 << 20, size: '1 MB', lines: 25_000 };

/** Reads `.metro`, `.buildbot`, configuration, and the files that values are taken from. */
export function configReader(files: FileReader): ReadText {
	return textReader(files, largest);
}
