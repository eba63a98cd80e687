/**
 * Names of files that a run of this program has only half made. They say which run, so that a later one removes them once
 * that run has surely ended. They look neither like an archive nor like a build, and mirroring jobs leave out `.progress`.
 */

/** The name for a file that `run` is about to make; `random` (letters and digits) keeps it from meeting another one. */
export function temporaryName(run: string, random: string): string {
	return `.buildrepo-${run}-${random}.progress`;
}

/** The run that a temporary file belongs to; `undefined` for any other name. */
export function runOfTemporary(name: string): string | undefined {
	return /^\.buildrepo-([0-9a-f]+(?:-[0-9a-f]+){3})-[0-9a-z]+\.progress$/.exec(name)?.[1];
}

const removalStart = '.buildrepo-removing-';

/** The name that a directory has while it is removed; `random` (letters and digits) keeps it from meeting another one. */
export function removalName(random: string): string {
	return removalStart + random;
}

/** True for a directory whose removal has begun: nothing of it is of use any more. */
export function isRemovalName(name: string): boolean {
	return name.startsWith(removalStart);
}
