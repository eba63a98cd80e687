/** A repository as one scan found it: plain, immutable data. */

import type { CivilTime } from '../base/civilTime.ts';
import { memoizeWeak } from '../base/memoize.ts';
import { claimName } from './locks/claim.ts';
import type { Lock } from './locks/lock.ts';
import { uploadMarkName } from './locks/runMark.ts';

/** The content of `.control/.failcount`: how often in a row the build has failed. */
export type Failcount =
	| { readonly kind: 'count'; readonly count: number }
	/** `reason` is a sentence that names the path; `failed`: the operating system reported an error. */
	| { readonly kind: 'unreadable'; readonly reason: string; readonly failed?: true };

/** A file of a build for users to download: a stage, or an image made from it. */
export interface Artifact {
	/** `stage3`, or the target that made it, such as `gnome` or `lxd`. */
	readonly flavor: string;
	/** Its name in the build's directory. */
	readonly name: string;
}

/** One directory of a subarch that holds a build. */
export interface DatedBuild {
	/** The directory's name: a day, or for a QA build a day, a dash and a commit. */
	readonly name: string;
	readonly path: string;
	readonly kind: 'dated' | 'qa';
	/** Midnight of its day; for a QA build when its status was written. */
	readonly date: CivilTime;
	/** The day as Metro passes it to `map_build`: a dated build's name as it is. */
	readonly day: string;
	/**
	 * `unfinished`: there is no status file where the dialect wants one; Metro leaves such a build alone, it may be in
	 * progress. `unreadable`: what it is cannot be told, so it is left alone, too.
	 */
	readonly state: 'complete' | 'incomplete' | 'unfinished' | 'unreadable';
	/** Complete and made from stage1 on. */
	readonly full: boolean;
	readonly artifacts: readonly Artifact[];
	/** The directory is reached through a link of that name. */
	readonly linked: boolean;
	/** The name of the build in the same subarch that the link leads to; absent if it leads elsewhere, or is none. */
	readonly aliasOf?: string;
}

/** The place of a subarch, and whether it is built here. */
export interface SubarchPlace {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
	/** `path/mirror` as written, slash, build, arch and subarch. */
	readonly path: string;
	/** Built here and thus in rotation; otherwise it comes from another server and is only kept here. */
	readonly local: boolean;
}

/** The content of `.control/version/stage3`: the build that the next one starts from. */
export type Seed =
	| { readonly kind: 'none' }
	/** The name of its directory. */
	| { readonly kind: 'build'; readonly name: string }
	| { readonly kind: 'unreadable'; readonly reason: string };

/** Which build the run makes that holds the lock of a subarch. */
export type BuildInProgress =
	/** The name of its directory. */
	| { readonly kind: 'build'; readonly name: string }
	/** Perhaps one of these, perhaps one that has no directory yet. */
	| { readonly kind: 'unknown'; readonly names: readonly string[] };

export interface Subarch extends SubarchPlace {
	readonly failcount: Failcount;
	readonly lock: Lock;
	/** What the run that holds the lock makes; absent if none does. */
	readonly inProgress?: BuildInProgress;
	readonly seed: Seed;
	/** In byte order of their names. */
	readonly builds: readonly DatedBuild[];
	/** Directories that are not builds, in byte order; nothing ever touches them. */
	readonly unrecognized: readonly string[];
	/** Directories with the name of a build that Metro does not see, since they lack `.targets`; in byte order. */
	readonly unseen: readonly string[];
	/** Builds whose removal was cut short, under the names they were given for it. */
	readonly removals: readonly string[];
	/** The most recent complete build. */
	readonly latest: DatedBuild | undefined;
	/** The build whose day `nextbuild` calls `fulldate`, by the dialect's rule. */
	readonly latestFull: DatedBuild | undefined;
	/** False if the directory could not be read: what is unknown is neither built nor cleaned. */
	readonly readable: boolean;
}

/** The Portage snapshots of a build, except the one called current. */
export interface BuildSnapshots {
	readonly build: string;
	/** The directory `snapshots`. */
	readonly path: string;
	/** Names as `portage-2015-02-18.tar.xz`, in byte order. */
	readonly snapshots: readonly string[];
	/** Those that are no snapshots of their own: links to others in this directory, or to nothing. */
	readonly aliases: ReadonlySet<string>;
	/** Every name in the directory but those of directories, in byte order: companions of snapshots among them. */
	readonly names: readonly string[];
}

export type TroubleCode =
	| 'unreadable-failcount'
	| 'unreadable-lock'
	| 'unreadable-directory'
	| 'unreadable-status'
	| 'bad-status'
	| 'unreadable-seed'
	| 'bad-name'
	| 'future-build'
	| 'unknown-share'
	| 'unreadable-index';

/** A problem in the repository, in one sentence that names the path. */
export interface Trouble {
	readonly code: TroubleCode;
	readonly path: string;
	readonly message: string;
}

/**
 * Names of directories that `.buildbot` does not give, each once: of the mirror itself, of its builds, and of their arches. Whether they
 * hold builds is unknown.
 */
export interface UnmanagedNames {
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
}

export interface Repository {
	/** `path/mirror` as written; it may end in a slash. */
	readonly mirror: string;
	/** In the order of `.buildbot`: builds, then arches, then subarches. */
	readonly subarches: readonly Subarch[];
	readonly snapshots: readonly BuildSnapshots[];
	/** Arch directories that `.buildbot` names and that do not exist though their build does. */
	readonly missingArches: readonly string[];
	/** Absent: nobody has looked. */
	readonly unmanaged?: UnmanagedNames;
	readonly troubles: readonly Trouble[];
}

/** The failcount as a number, `undefined` if it cannot be read. */
export function countOf(subarch: Subarch): number | undefined {
	return subarch.failcount.kind === 'count' ? subarch.failcount.count : undefined;
}

/** Why the state of a subarch is unknown, so that it is neither built nor cleaned. `undefined` if it is known. */
export function whyUnknown(subarch: Subarch): string | undefined {
	const { lock } = subarch;
	const whose = lock.kind === 'live' && lock.holder.kind === 'unknown' ? lock.holder.reason : undefined;
	return whose ?? whyUnranked(subarch);
}

/** Why the place of a subarch in the rotation is unknown, regardless of builds in progress; `undefined` if it is known. */
export function whyUnranked(subarch: Subarch): string | undefined {
	const { failcount } = subarch;
	if (failcount.kind === 'unreadable') return failcount.reason;
	return whyBuildsUnknown(subarch);
}

/** Why the latest build of a subarch is unknown; `undefined` if it is known. */
export function whyBuildsUnknown(subarch: Subarch): string | undefined {
	if (!subarch.readable) return `unreadable directory ${subarch.path}`;
	const build = unreadableBuilds(subarch).find((one) => mayBeLatest(one, subarch));
	return build && `unreadable build ${build.path}`;
}

/** Cached, since every count and row asks and hardly any build is unreadable. */
const unreadableBuilds = memoizeWeak(({ builds }: Subarch) =>
	builds.filter(({ state }) => state === 'unreadable'),
);

/** True if the rotation would differ if that build were complete. Only its status tells when a QA build was finished. */
function mayBeLatest(build: DatedBuild, { latestFull }: Subarch): boolean {
	return build.kind === 'qa' || latestFull === undefined || build.date > latestFull.date;
}

/** Why a scan was incomplete: sentences that name paths; none if it was complete. */
export function whyPartial({ troubles, subarches }: Repository): readonly string[] {
	const failed = troubles.filter(
		({ code }) => code === 'unreadable-directory' || code === 'unreadable-status',
	);
	return [
		...failed.map(({ message }) => message),
		...subarches.flatMap(({ failcount }) =>
			failcount.kind === 'unreadable' && failcount.failed === true ? [failcount.reason] : [],
		),
	];
}

export function failcountPath(subarch: SubarchPlace): string {
	return `${subarch.path}/.control/.failcount`;
}

export function seedPath(subarch: SubarchPlace): string {
	return `${subarch.path}/.control/version/stage3`;
}

/** See claim.ts. */
export function claimPath(subarch: SubarchPlace): string {
	return `${subarch.path}/.control/${claimName}`;
}

/** The mark of a run that uploads a build of the subarch. */
export function uploadMarkPath(subarch: SubarchPlace): string {
	return `${subarch.path}/.control/${uploadMarkName}`;
}

export function lockPath(subarch: SubarchPlace): string {
	return `${subarch.path}/.control/.multi_progress`;
}
