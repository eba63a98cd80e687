/** Chooses the directories of a set-up that are worth a watch; the rest is compared with the disk from time to time. */
import { directoryOf } from '../base/posixPath.ts';
import type { DatedBuild, Repository, Subarch } from '../repository/index.ts';
import type { Footprint } from '../watching/footprint.ts';

/** The directories that were read, and those that contain files that were. */
export function directoriesOf(footprint: Footprint): ReadonlySet<string> {
	const directories = new Set<string>();
	for (const [path, { isListed }] of footprint) directories.add(isListed ? path : directoryOf(path));
	return directories;
}

/** For a repository: the directories above its subarches, and those of snapshots. */
export function repositoryDirectories({ mirror, subarches, snapshots }: Repository): ReadonlySet<string> {
	const directories = new Set([mirror, ...snapshots.map(({ path }) => path)]);
	const arches = new Map<string, Set<string>>();
	for (const { build, arch } of subarches) {
		const seen = arches.get(build) ?? new Set();
		arches.set(build, seen);
		if (seen.has(arch)) continue;
		seen.add(arch);
		directories.add(`${mirror}/${build}`).add(`${mirror}/${build}/${arch}`);
	}
	return directories;
}

/** For a subarch: its own directory, which records failures and locks, and the builds that may still change. */
export function subarchDirectories(subarch: Subarch): readonly string[] {
	return [`${subarch.path}/.control`, subarch.path, ...changingBuilds(subarch).map(({ path }) => path)];
}

/** Incomplete builds, and the latest one; others hardly ever change. */
function changingBuilds(subarch: Subarch): DatedBuild[] {
	return subarch.builds.filter((build) => build.state !== 'complete' || build === subarch.latest);
}
