/** Whether a file is quiet: an archive that is being written to has no digest yet. */
import type { FileStatus } from '../../base/fileSystem.ts';

/** In milliseconds. A file that was not written to for so long counts as finished, if nothing else speaks against it. */
const quietTime = 3000;

/**
 * How many milliseconds from `now` on a file must stay as it was `seen` with this status to have been quiet long enough.
 * A date in the future is ignored: then the time of the file's last change of any kind counts, else when it was seen.
 */
export function restlessFor({ modified, changed }: FileStatus, seen: number, now: number): number {
	const since = modified <= seen ? modified : changed <= seen ? changed : seen;
	return Math.max(0, since + quietTime - now);
}

/** What tells that a file is the same, and was not written to. */
export type FileMark = Pick<FileStatus, 'identity' | 'size' | 'modified' | 'changed'>;

/** True if the file was neither written nor replaced between two reads of its status. `undefined` is a file that is gone. */
export function isSameFile(before: FileMark | undefined, after: FileMark | undefined): boolean {
	return (
		before !== undefined &&
		after !== undefined &&
		before.identity === after.identity &&
		before.size === after.size &&
		before.modified === after.modified &&
		before.changed === after.changed
	);
}
