/** What differs between the generations of Metro's buildrepo: data, and a few small functions. */

import type { DigestRules } from '../archives/digestRules.ts';
import type { IndexTree } from '../indexTree/indexTree.ts';
import type { Artifact, DatedBuild } from '../model.ts';
import type { BuildName } from '../scan/buildName.ts';

/** The contents of a build's directory that decide what the build is. */
export interface BuildDirectory {
	readonly name: BuildName;
	/** Names of its files and links, in byte order, including dangling links. */
	readonly names: readonly string[];
	/** Those of `names` that are dangling links. */
	readonly dangling: ReadonlySet<string>;
	/** Whether the status file says "ok"; `undefined` if there is none, or the dialect does not ask for it. */
	readonly statusOk: boolean | undefined;
}

export interface Dialect {
	readonly name: '2015' | '2019';
	/** The name of the build in the first line of `nextbuild`. */
	readonly buildKey: 'build' | 'release';
	/** What separates extras in the output of `nextbuild`. */
	readonly extrasSeparator: ' ' | '+';
	/** `fails` names the artifacts of the latest build. */
	readonly failsNamesArtifacts: boolean;
	/** Whether it reports missing arch directories. */
	readonly namesMissingArches: boolean;
	/** Whether a build of that kind is unfinished until it has a status file. */
	needsStatus(kind: BuildName['kind']): boolean;
	/** Whether a build, having the status file it needs, is complete. */
	isComplete(directory: BuildDirectory): boolean;
	/** The files of a build for users to download, ordered by flavor. */
	findArtifacts(directory: BuildDirectory): readonly Artifact[];
	/** The build whose day `map_build` gets as that of the last full one. */
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
