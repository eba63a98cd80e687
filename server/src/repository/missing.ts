/** Subarches that `.buildbot` has built here and that have no directory: Metro passes them over without a word. */
import type { Repository } from './model.ts';
import type { RepositoryPolicy } from './policy.ts';
import { isPlainName } from './scan.ts';

export interface MissingSubarch {
	readonly build: string;
	readonly subarch: string;
	/** The arch directories it may belong in, in the order of `.buildbot`: one if that is known, else several. */
	readonly arches: readonly [string, ...string[]];
}

/**
 * Every subarch of `subarches` that no arch of a build in `builds` holds, in the order of `.buildbot`. A directory that
 * could not be read may hold it, so nothing is said of what would lie there.
 * @param archOf the arch that a subarch is known to belong to, `undefined` if nothing tells
 */
export function missingSubarches(
	repository: Repository,
	policy: RepositoryPolicy,
	archOf: (subarch: string) => string | undefined,
): readonly MissingSubarch[] {
	const builds = policy.builds.filter((name) => isPlainName(name) && policy.allBuilds.includes(name));
	const [firstArch, ...otherArches] = policy.arches.filter(
		(name) => isPlainName(name) && policy.allArches.includes(name),
	);
	const subarches = policy.subarches.filter(
		(name) => isPlainName(name) && policy.allSubarches.includes(name),
	);
	if (firstArch === undefined) return [];
	const unreadable = new Set(
		repository.troubles.filter(({ code }) => code === 'unreadable-directory').map(({ path }) => path),
	);
	const present = new Set(repository.subarches.map(({ build, subarch }) => `${build}/${subarch}`));
	const archesInUse = new Map(repository.subarches.map(({ subarch, arch }) => [subarch, arch]));
	return builds.flatMap((build) => {
		if (unreadable.has(repository.mirror) || unreadable.has(`${repository.mirror}/${build}`)) return [];
		return subarches.flatMap((subarch): MissingSubarch[] => {
			if (present.has(`${build}/${subarch}`)) return [];
			const all = [firstArch, ...otherArches] as const;
			const known = archesInUse.get(subarch) ?? archOf(subarch);
			const arches = known !== undefined && all.includes(known) ? ([known] as const) : all;
			const isUnknown = arches.some((arch) => unreadable.has(`${repository.mirror}/${build}/${arch}`));
			return isUnknown ? [] : [{ build, subarch, arches }];
		});
	});
}

/** The names of those that no build has a directory of, as far as all of them could be read. */
export function missingEverywhere(
	repository: Repository,
	policy: RepositoryPolicy,
	archOf: (subarch: string) => string | undefined,
): ReadonlySet<string> {
	const missing = missingSubarches(repository, policy, archOf);
	const present = new Set(repository.subarches.map(({ subarch }) => subarch));
	const builds = policy.builds.filter((name) => isPlainName(name) && policy.allBuilds.includes(name));
	const counts = new Map<string, number>();
	for (const { subarch } of missing) counts.set(subarch, (counts.get(subarch) ?? 0) + 1);
	return new Set(
		[...counts]
			.filter(([subarch, count]) => count === builds.length && !present.has(subarch))
			.map(([subarch]) => subarch),
	);
}

/** Where the directory of a missing subarch belongs, `undefined` if more than one arch may be meant. */
export function missingPath(
	{ mirror }: Pick<Repository, 'mirror'>,
	missing: MissingSubarch,
): string | undefined {
	const [arch, ...others] = missing.arches;
	return others.length > 0 ? undefined : `${mirror}/${missing.build}/${arch}/${missing.subarch}`;
}
