/** The repository core's view of a `.buildbot`: which builds there are, and the rules for keeping them. */
import { nameSet } from '../base/nameSet.ts';

/** What `map_build` is asked about: all of it "refer to last build", as the documentation's example says. */
export interface MapBuildRequest {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
	/** Whether the last build was a full one. */
	readonly full: boolean;
	/** Day of the last full build as the dialect writes it, `undefined` for Python's None. */
	readonly fullDate: string | undefined;
}

/** The answer of `map_build`, or why it is unusable: one sentence that names file and line. */
export type MapBuildAnswer =
	| { readonly kind: 'target'; readonly target: string; readonly extras: readonly string[] }
	| { readonly kind: 'unusable'; readonly reason: string };

/**
 * Asks `map_build`. `later`: the answer is for a time to come, so one that depends on the time or on chance is unusable, even if Python
 * could tell what it is now.
 */
export type AskMapBuild = (last: MapBuildRequest, when?: 'later') => Promise<MapBuildAnswer>;

export interface RepositoryPolicy {
	/** The names that are built here, each once, in the order of `.buildbot`. */
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
	/** Who builds what, where that depends on the host (2024); absent: `subarches` are built here in every build. */
	readonly share?: HostShare;
	/** The names that are listed, cleaned and indexed here, wherever they are built. */
	readonly allBuilds: readonly string[];
	readonly allArches: readonly string[];
	readonly allSubarches: readonly string[];
	/** From this age in days (fractions allowed) a build is stale. */
	readonly staleDays: number;
	/** From this failcount on a subarch is out of rotation. */
	readonly maxFailcount: number;
	/** How many complete builds and snapshots `clean` keeps. */
	readonly keepNum: number;
	/** Builds that index.xml leaves out (since 2019). */
	readonly indexIgnoreBuilds: readonly string[];
	/**
	 * What is due comes in the order of `.buildbot`, without what was never built, which needs a first build by hand (2024); absent:
	 * what was never built and the oldest builds come first.
	 */
	readonly order?: 'as-written';
	/** Incomplete builds are given up once they are older than two days (2024); absent: only once they are stale. */
	readonly givesUp?: 'after-two-days';
}

/** What `get_subarches` says one host builds. */
export interface HostShare {
	/** The name of the host that was asked about. */
	readonly host: string;
	/** The subarches that it builds, by build; without those builds for which that is unknown. */
	readonly subarches: ReadonlyMap<string, readonly string[]>;
	/** Why it is unknown what the host builds: a sentence that names file and line. `undefined` if all is known. */
	readonly unknown: string | undefined;
}

type LocalNames = Pick<RepositoryPolicy, 'builds' | 'arches' | 'subarches' | 'share'>;

const none: readonly string[] = [];

/** The names of the subarches that are built here in a build; none if that is unknown. */
export function subarchesBuiltHere({ subarches, share }: LocalNames, build: string): readonly string[] {
	return share === undefined ? subarches : (share.subarches.get(build) ?? none);
}

/** Whether builds of that place are made here. */
export function isBuiltHere(
	policy: LocalNames,
	{ build, arch, subarch }: { readonly build: string; readonly arch: string; readonly subarch: string },
): boolean {
	return (
		nameSet(policy.builds).has(build) &&
		nameSet(policy.arches).has(arch) &&
		nameSet(subarchesBuiltHere(policy, build)).has(subarch)
	);
}
