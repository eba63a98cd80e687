/** The repository core's view of a `.buildbot`: which builds there are, and the rules for keeping them. */

/** The arguments of `map_build`: all of them "refer to last build", as the documentation's example says. */
export interface MapBuildRequest {
	readonly build: string;
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

export interface RepositoryPolicy {
	/** The names that are built here, each once, in the order of `.buildbot`. */
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
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
	/** Builds that index.xml leaves out (2019). */
	readonly indexIgnoreBuilds: readonly string[];
}
