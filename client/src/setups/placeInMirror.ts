/** Paths as they are shown: from the repository's root. */

/** `build/arch/subarch` for a path below the mirror; `undefined` for all else. */
export function placeInMirror(path: string, mirror: string): string | undefined {
	return path.startsWith(`${mirror}/`) ? path.slice(mirror.length + 1) : undefined;
}
