/** Which directories of a set-up are worth a watch, and what a change in one of them means. */
import { directoryOf, isBelow } from '../base/posixPath.ts';
import type { DatedBuild, Subarch } from '../repository/index.ts';
import type { SetupLook } from './setupLook.ts';

/** The directories of the files that the set-up was read from. */
export function configPaths({ sources }: SetupLook): string[] {
	return [...sources].map(directoryOf);
}

/**
 * What is watched of the repository, most important first: the mirror down to the subarches with their `.control`, and of
 * each subarch the builds that may still change.
 */
export function repositoryPaths({ repository }: SetupLook): string[] {
	if (repository === undefined) return [];
	const { mirror, subarches, snapshots } = repository;
	return [
		mirror,
		...subarches.map(({ build }) => `${mirror}/${build}`),
		...subarches.map(({ build, arch }) => `${mirror}/${build}/${arch}`),
		...snapshots.map((found) => found.path),
		...subarches.flatMap((subarch) => [subarch.path, `${subarch.path}/.control`]),
		...subarches.flatMap((subarch) => changingBuilds(subarch).map((build) => build.path)),
	];
}

/** Builds that are not complete, and the latest one: others do not change any more. */
function changingBuilds(subarch: Subarch): DatedBuild[] {
	return subarch.builds.filter((build) => build.state !== 'complete' || build === subarch.latest);
}

/**
 * What has to be read again when the watched `path` tells of a change of its entry `name` (`undefined`: it does not say);
 * `undefined`: nothing, the entry means nothing to us.
 */
export function classifyChange(
	look: SetupLook,
	path: string,
	name: string | undefined,
): 'setup' | 'repository' | { readonly path: string } | undefined {
	const { sources, repository } = look;
	const changed = name === undefined ? path : `${path}/${name}`;
	if (sources.has(changed) || (name === undefined && configPaths(look).includes(path))) return 'setup';
	if (repository === undefined) return undefined;
	// A subarch is watched itself, with its `.control`, and with builds directly below it.
	const parent = directoryOf(path);
	const subarch = repository.subarches.find((one) => one.path === path || one.path === parent);
	if (subarch !== undefined) return { path: subarch.path };
	return path === repository.mirror || isBelow(path, repository.mirror) ? 'repository' : undefined;
}
