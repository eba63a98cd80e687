/** Reading the files of a set-up: none of them comes near the size from which one is left alone. */
import type { FileReader } from '../base/fileSystem.ts';
import { type ReadText, textReader } from '../base/readText.ts';

/** In megabytes. Metro's own files are a few kilobytes long; what is beyond this would keep everybody waiting. */
const largest = 1;

/** Reads `.metro`, `.buildbot`, configuration, and the files that values are taken from. */
export function configReader(files: FileReader): ReadText {
	return textReader(files, largest);
}
