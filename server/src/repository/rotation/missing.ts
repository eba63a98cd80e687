/** Subarches that `.buildbot` builds here but that have no directory: Metro silently skips them. */
import { append } from '../../base/collections.ts';
import { nameSet } from '../../base/nameSet.ts';
import type { Repository } from '../model.ts';
import { type RepositoryPolicy, subarchesBuiltHere } from '../policy.ts';
import { isPlainName } from '../scan/scan.ts';

export interface MissingSubarch {
	readonly build: string;
	readonly subarch: string;
	/** The arch directories it may belong in, in the order of `.buildbot`: one if that is known, else several. */
	readonly arches: readonly [string, ...string[]];
	/** The arch that Metro's own specs name for it, if `arches` of `.buildbot` does not. */
	readonly specArch?: string;
}

/** A subarch that `.buildbot` builds here and that may be in an unreadable directory. */
export interface HiddenSubarch extends MissingSubarch {
	/** The directories above it that cannot be read, and why: sentences that name the path. */
	readonly reasons: readonly string[];
}

interface Absent {
	readonly missing: readonly MissingSubarch[];
	readonly hidden: readonly HiddenSubarch[];
}

/** The arch of a subarch by its name; `isSure` if the installation itself says so. `undefined` if it is unknown. */
export type ArchOf = (subarch: string) => { readonly arch: string; readonly isSure: boolean } | undefined;

/**
 * Every subarch of `subarches` that no arch of a build in `builds` holds, in the order of `.buildbot`. A directory that
 * could not be read may contain it, so subarches that belong there are left out. So are those whose arch is certainly not listed: no
 * directory would be the right one.
 */
export function missingSubarches(
	repository: Repository,
	policy: RepositoryPolicy,
	archOf: ArchOf,
): readonly MissingSubarch[] {
	return absentSubarches(repository, policy, archOf).missing;
}

/** The same for subarches that an unreadable directory may contain. */
export function hiddenSubarches(
	repository: Repository,
	policy: RepositoryPolicy,
	archOf: ArchOf,
): readonly HiddenSubarch[] {
	return absentSubarches(repository, policy, archOf).hidden;
}

function absentSubarches(repository: Repository, policy: RepositoryPolicy, archOf: ArchOf): Absent {
	const builds = policy.builds.filter((name) => isPlainName(name) && nameSet(policy.allBuilds).has(name));
	const [firstArch, ...otherArches] = policy.arches.filter(
		(name) => isPlainName(name) && nameSet(policy.allArches).has(name),
	);
	const missing: MissingSubarch[] = [];
	const hidden: HiddenSubarch[] = [];
	if (firstArch === undefined) return { missing, hidden };
	const unreadable = new Map(
		repository.troubles
			.filter(({ code }) => code === 'unreadable-directory')
			.map(({ path, message }) => [path, message]),
	);
	const present = new Set(repository.subarches.map(({ build, subarch }) => `${build}/${subarch}`));
	const all = [firstArch, ...otherArches] as const;
	const belongs = belongingOf(repository, all, archOf);
	for (const build of builds) {
		const above = [repository.mirror, `${repository.mirror}/${build}`];
		const here = subarchesBuiltHere(policy, build).filter(
			(name) => isPlainName(name) && nameSet(policy.allSubarches).has(name),
		);
		for (const subarch of here) {
			if (present.has(`${build}/${subarch}`)) continue;
			const found = belongs(subarch);
			if (found === undefined) continue;
			const { arches } = found;
			const below = arches.map((arch) => `${repository.mirror}/${build}/${arch}`);
			const reasons = [...above, ...below].flatMap((path) => unreadable.get(path) ?? []);
			if (reasons.length === 0) missing.push({ build, subarch, ...found });
			else hidden.push({ build, subarch, ...found, reasons });
		}
	}
	return { missing, hidden };
}

/** The listed arches that a subarch may belong to: by what the repository has, else by what is known. `undefined`: to none. */
function belongingOf(
	{ subarches }: Repository,
	listed: MissingSubarch['arches'],
	archOf: ArchOf,
): (subarch: string) => Pick<MissingSubarch, 'arches' | 'specArch'> | undefined {
	const inUse = new Map<string, Set<string>>();
	for (const { subarch, arch } of subarches) inUse.set(subarch, (inUse.get(subarch) ?? new Set()).add(arch));
	const only = (isIt: (arch: string) => boolean): Pick<MissingSubarch, 'arches'> | undefined => {
		const [first, ...others] = listed.filter(isIt);
		return first === undefined ? undefined : { arches: [first, ...others] };
	};
	return (subarch) => {
		const there = inUse.get(subarch);
		if (there !== undefined) return only((arch) => there.has(arch));
		const known = archOf(subarch);
		if (known === undefined) return { arches: listed };
		const found = only((arch) => arch === known.arch);
		return found ?? (known.isSure ? undefined : { arches: listed, specArch: known.arch });
	};
}

/** Where a subarch has no directory. */
export interface MissingBuilds {
	/** In the order of `.buildbot`. */
	readonly builds: readonly string[];
	/** No build has one, as far as all of them could be read. */
	readonly isEverywhere: boolean;
}

/** The missing subarches by their names. */
export function missingByName(
	repository: Repository,
	policy: RepositoryPolicy,
	archOf: ArchOf,
): ReadonlyMap<string, MissingBuilds> {
	const present = new Set(repository.subarches.map(({ subarch }) => subarch));
	const all = policy.builds.filter((name) => isPlainName(name) && nameSet(policy.allBuilds).has(name));
	const builds = new Map<string, string[]>();
	for (const { subarch, build } of missingSubarches(repository, policy, archOf))
		append(builds, subarch, build);
	return new Map(
		[...builds].map(([subarch, found]) => [
			subarch,
			{ builds: found, isEverywhere: found.length === all.length && !present.has(subarch) },
		]),
	);
}

/** The path for the directory of a missing subarch; `undefined` if its arch is not known among the listed ones. */
export function missingPath(
	{ mirror }: Pick<Repository, 'mirror'>,
	missing: MissingSubarch,
): string | undefined {
	const [arch, ...others] = missing.arches;
	return others.length > 0 || missing.specArch !== undefined
		? undefined
		: `${mirror}/${missing.build}/${arch}/${missing.subarch}`;
}
