/** Whether a file has come to rest: an archive that somebody is writing to has no digest yet. */
import type { FileStatus } from '../base/fileSystem.ts';

/** In milliseconds. A file that was not written to for so long counts as finished, if nothing else speaks against it. */
const quietTime = 3000;

/**
 * How many milliseconds from `now` on a file must stay as it was `seen` with this status to have been quiet long enough.
 * A date in the future says nothing: then the moment when the file last changed in any way counts, else when it was seen.
 */
export function restlessFor({ modified, changed }: FileStatus, seen: number, now: number): number {
	const since = modified <= seen ? modified : changed <= seen ? changed : seen;
	return Math.max(0, since + quietTime - now);
}

/** True if nobody has written to the file or replaced it between two looks. `undefined` is a file that is gone. */
export function isSameFile(before: FileStatus | undefined, after: FileStatus | undefined): boolean {
	return (
		before !== undefined &&
		after !== undefined &&
		before.identity === after.identity &&
		before.size === after.size &&
		before.modified === after.modified &&
		before.changed === after.changed
	);
}
