/**
 * Names of unfinished files. Each names the run that makes it, so that a later run can remove it once that run has certainly
 * ended. They look neither like an archive nor like a build, and mirroring jobs exclude `.progress`.
 */
import { encodeEscaping } from './surrogateEscape.ts';

/** The name for a file that `run` is about to make; `random` (letters and digits) makes it unique. */
export function temporaryName(run: string, random: string): string {
	return `.buildrepo-${run}-${random}.progress`;
}

/** The run that made a temporary file; `undefined` for any other name. */
export function runOfTemporary(name: string): string | undefined {
	return /^\.buildrepo-([0-9a-f]+(?:-[0-9a-f]+){3})-[0-9a-z]+\.progress$/.exec(name)?.[1];
}

const removalStart = '.buildrepo-removing-';

/** The name of a directory during its removal; `random` (letters and digits) makes it unique. */
export function removalName(random: string): string {
	return removalStart + random;
}

/** True for a directory whose removal has begun, so that its contents are worthless. */
export function isRemovalName(name: string): boolean {
	return name.startsWith(removalStart);
}

const arrivalStart = '.buildrepo-upload-';

/** The name of the directory on the master in which a build of this name arrives from a host. */
export function arrivalName(build: string, host: string): string {
	return arrivalStart + [build, host].map(plainly).join('-');
}

/** True for a directory in which a build arrives, so that nothing in it is finished. */
export function isArrivalName(name: string): boolean {
	return name.startsWith(arrivalStart);
}

/** Other characters than those that every program takes as they are, as `%` and the hexadecimal digits of their bytes. */
function plainly(name: string): string {
	return name.replace(/[^\w.+-]/gu, (character) =>
		[...encodeEscaping(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
	);
}
