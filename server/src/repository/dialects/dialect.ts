/** What differs between the generations of Metro's buildrepo: data, and a few small functions. */

import type { DigestRules } from '../archives/digestRules.ts';
import type { IndexRule } from '../indexTree/indexTree.ts';
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
	/** The words of `.targets`, the targets of the run; none where the dialect does not ask for them. */
	readonly targets: readonly string[];
}

/** The generations, oldest first. */
export const dialectNames = ['2015', '2019', '2024'] as const;

export type DialectName = (typeof dialectNames)[number];

export interface Dialect {
	readonly name: DialectName;
	/** The name of the build in the first line of `nextbuild`. */
	readonly buildKey: 'build' | 'release';
	/** What separates extras in the output of `nextbuild`. */
	readonly extrasSeparator: ' ' | '+';
	/** `fails` names the artifacts of the latest build. */
	readonly failsNamesArtifacts: boolean;
	/** `fails` names what failed first in the newest build. */
	readonly failsNamesError: boolean;
	/** Whether it reports missing arch directories. */
	readonly namesMissingArches: boolean;
	/** Every lock says on which machine its process runs: one that does not is held by nobody known. */
	readonly locksNameHosts: boolean;
	/** Several commands of one line are carried out, not only the first. */
	readonly runsAllCommands: boolean;
	/** A directory is a build only if it holds `.targets`. */
	readonly needsTargets: boolean;
	/** A day with a commit behind it is the name of a build, too. */
	readonly namesQaBuilds: boolean;
	/** Whether it looks at the status file of a build of that kind. */
	readsStatus(kind: BuildName['kind']): boolean;
	/** Whether a build of that kind is unfinished until it has a status file. */
	needsStatus(kind: BuildName['kind']): boolean;
	/** Whether a build, having the status file it needs, is complete. */
	isComplete(directory: BuildDirectory): boolean;
	/** The files of a build for users to download, ordered by flavor. */
	findArtifacts(directory: BuildDirectory): readonly Artifact[];
	/** The build whose day `map_build` gets as that of the last full one. */
	latestFull(complete: readonly DatedBuild[]): DatedBuild | undefined;
	/** The index.xml files. */
	readonly indexes: IndexRule;
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
