/** What differs between the generations of Metro's buildrepo: data, and a few small functions. */
import type { BuildName } from './buildName.ts';
import type { DigestRules } from './digestRules.ts';
import type { IndexTree } from './indexTree.ts';
import type { Artifact, DatedBuild } from './model.ts';

/** What lies in a build's directory, as far as it decides what the build is. */
export interface BuildDirectory {
	readonly name: BuildName;
	/** Names of its files and of its links, in byte order; of links also those that lead nowhere. */
	readonly names: readonly string[];
	/** Those of `names` that are links which lead nowhere. */
	readonly dangling: ReadonlySet<string>;
	/** Whether the status file says "ok"; `undefined` if there is none, or the dialect does not ask for it. */
	readonly statusOk: boolean | undefined;
}

export interface Dialect {
	readonly name: '2015' | '2019';
	/** What the first line of `nextbuild` calls the build. */
	readonly buildKey: 'build' | 'release';
	/** Between the extras that `nextbuild` names. */
	readonly extrasSeparator: ' ' | '+';
	/** `fails` names the artifacts of the latest build. */
	readonly failsNamesArtifacts: boolean;
	/** Says which arch directories are missing. */
	readonly namesMissingArches: boolean;
	/** Whether a build of that kind is unfinished until it has a status file. */
	needsStatus(kind: BuildName['kind']): boolean;
	/** Whether a build, having the status file it needs, is complete. */
	isComplete(directory: BuildDirectory): boolean;
	/** What users download of a build, ordered by flavor. */
	findArtifacts(directory: BuildDirectory): readonly Artifact[];
	/** The build whose day `map_build` is told as that of the last full one. */
	latestFull(complete: readonly DatedBuild[]): DatedBuild | undefined;
	/** The content of index.xml. */
	readonly indexTree: IndexTree;
	/** What `digestgen` hashes. */
	readonly digests: DigestRules;
}

/** The most recent of builds; of equal ones the first. */
export function mostRecent(builds: readonly DatedBuild[]): DatedBuild | undefined {
	let latest: DatedBuild | undefined;
	for (const build of builds) {
		if (latest === undefined || latest.date < build.date) latest = build;
	}
	return latest;
}
