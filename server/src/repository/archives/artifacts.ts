/** The files of a build by their names. */

/** True for the archive of a stage; hash files, signatures, marks and unfinished downloads beside it are none. */
export function isStageArchive(name: string, stage: 1 | 3): boolean {
	return (
		name.startsWith(`stage${stage}`) && /\.tar\.[^.]+$/.test(name) && !/\.(?:part|cme|progress)$/.test(name)
	);
}

/** The endings that 2019 takes for an archive, in Metro's own spelling. */
const archiveEndings = ['.tar.bz2', 'tar.gz', 'tar.xz', '.tar'];

/** The first name, in the order given, that starts with `start`, holds `middle` behind it and ends as an archive does. */
export function findArchive(names: readonly string[], start: string, middle = ''): string | undefined {
	return names.find(
		(name) =>
			name.startsWith(start) &&
			name.indexOf(middle, start.length) >= 0 &&
			name.indexOf('.tar', start.length) >= 0 &&
			archiveEndings.some((ending) => name.endsWith(ending)),
	);
}
