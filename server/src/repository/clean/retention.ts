/**
 * What `clean` keeps and removes, item by item and with the reason: a pure function of a scanned repository.
 * Metro: `clean` in scripts/buildrepo (funtoo/metro dcfe269 and a728df2, macaroni-os/metro d7996c1).
 */
import { type CivilTime, civilDay, DAY } from '../../base/civilTime.ts';
import { isBeingBuilt } from '../locks/inProgress.ts';
import { type BuildSnapshots, type DatedBuild, lockPath, type Repository, type Subarch } from '../model.ts';
import type { Change } from '../plan.ts';
import type { RepositoryPolicy } from '../policy.ts';

export type RetentionReason =
	/** Complete, and among the `keep_num` most recent ones. */
	| 'recent'
	/** Complete, but `keep_num` more recent ones exist. */
	| 'superseded'
	/** Incomplete, not stale, and what the build in progress in its subarch works on. */
	| 'building'
	/** Incomplete, but recent enough that it may be in progress. */
	| 'young'
	/** Incomplete, and of the same day as the most recent complete build. */
	| 'latest-day'
	/** Incomplete, stale, and not the most recent build. */
	| 'abandoned'
	/** Incomplete, and older than two days, stale or not. */
	| 'given-up'
	/** Due for removal, but a build is in progress in its subarch. */
	| 'locked'
	/** Due for removal, but the next build starts from it. */
	| 'seed'
	/** Due for removal, but the seed of the next build cannot be read. */
	| 'seed-unknown'
	/** An earlier removal of it was interrupted. */
	| 'interrupted'
	/** Not the directory of a build. */
	| 'stranger';

export interface RetentionItem {
	readonly action: 'keep' | 'remove';
	readonly reason: RetentionReason;
	readonly what: 'build' | 'snapshot' | 'stranger';
	readonly path: string;
	/** The subarch it belongs to; `undefined` for snapshots. */
	readonly subarch: Subarch | undefined;
	/** The build as it was when this was computed; `undefined` for other items. */
	readonly build?: DatedBuild;
	/** Metro's `clean` does not name it, though it is kept. */
	readonly unnamed: boolean;
	/** Metro's `clean` names it once more: only a line of its script, and no item of the plan. */
	readonly again?: true;
	/** The changes that remove it; none if it is kept. */
	readonly changes: readonly Change[];
}

/** The part of a policy that retention uses. */
export type RetentionPolicy = Pick<RepositoryPolicy, 'allBuilds' | 'staleDays' | 'keepNum' | 'givesUp'>;

/** What `clean` keeps and removes: each item once, in the order of `retentionLines`. */
export function retention(
	repository: Repository,
	policy: RetentionPolicy,
	now: CivilTime,
): readonly RetentionItem[] {
	return retentionLines(repository, policy, now).filter(({ again }) => again !== true);
}

/**
 * The items of `clean` as Metro's lists them: build by build the complete builds with those that are given up, then the snapshots;
 * at the end the incomplete builds of all, and then directories that are not builds.
 */
export function retentionLines(
	repository: Repository,
	policy: RetentionPolicy,
	now: CivilTime,
): readonly RetentionItem[] {
	const perBuild = [...new Set(policy.allBuilds)].flatMap((build) => [
		...repository.subarches
			.filter((subarch) => subarch.build === build)
			.flatMap((subarch) => [...completeItems(subarch, policy), ...givenUpItems(subarch, policy, now)]),
		...repository.snapshots.filter((s) => s.build === build).flatMap((s) => snapshotItems(s, policy)),
	]);
	return [
		...perBuild,
		...repository.subarches.flatMap((subarch) => incompleteItems(subarch, policy, now)),
		...repository.subarches.flatMap(interruptedItems),
		...repository.subarches.flatMap(strangerItems),
	];
}

function completeItems(subarch: Subarch, policy: RetentionPolicy): readonly RetentionItem[] {
	const complete = subarch.builds
		.filter((build) => build.state === 'complete')
		.sort((a, b) => a.date - b.date);
	const surplus = firstKept(complete, ({ aliasOf }) => aliasOf === undefined, policy.keepNum);
	const superseded = complete.slice(0, surplus).map((build) => removal(subarch, build, 'superseded'));
	return [...superseded, ...complete.slice(surplus).map((build) => keeping(subarch, build, 'recent'))];
}

function incompleteItems(
	subarch: Subarch,
	policy: RetentionPolicy,
	now: CivilTime,
): readonly RetentionItem[] {
	return subarch.builds
		.filter((build) => build.state === 'incomplete')
		.map((build) => {
			const again = isGivenUp(build, policy, now) ? ({ again: true } as const) : {};
			if (!isAbandonable(build, policy, now)) {
				const reason = isBeingBuilt(subarch, build) === 'yes' ? 'building' : 'young';
				return { ...keeping(subarch, build, reason), ...again };
			}
			if (build.date === subarch.latest?.date) return { ...keeping(subarch, build, 'latest-day'), ...again };
			return { ...removal(subarch, build, 'abandoned'), ...again };
		});
}

/** The incomplete builds that are removed whether or not they are stale. */
function givenUpItems(subarch: Subarch, policy: RetentionPolicy, now: CivilTime): readonly RetentionItem[] {
	return subarch.builds
		.filter((build) => build.state === 'incomplete' && isGivenUp(build, policy, now))
		.map((build) => removal(subarch, build, 'given-up'));
}

/** Whether an incomplete build may be removed for its age. */
export function isAbandonable(
	{ date }: DatedBuild,
	{ staleDays }: Pick<RetentionPolicy, 'staleDays'>,
	now: CivilTime,
): boolean {
	return now - date > staleDays * DAY;
}

/** Whether an incomplete build is given up though it may not be stale: it is older than the day two days ago. */
export function isGivenUp(
	{ date }: DatedBuild,
	{ givesUp }: Pick<RetentionPolicy, 'givesUp'>,
	now: CivilTime,
): boolean {
	return givesUp === 'after-two-days' && date < civilDay(now) - 2 * DAY;
}

function keeping(subarch: Subarch, build: DatedBuild, reason: RetentionReason): RetentionItem {
	return { action: 'keep', reason, what: 'build', path: build.path, subarch, unnamed: false, changes: [] };
}

/** Why a build is removed, in a few words. */
const whyRemoved = {
	superseded: 'more recent builds are kept',
	abandoned: 'not complete and stale',
	'given-up': 'not complete and older than two days',
};

/** Removes a build, or only the link to it; nothing while its subarch is being built. */
function removal(
	subarch: Subarch,
	build: DatedBuild,
	reason: 'superseded' | 'abandoned' | 'given-up',
): RetentionItem {
	const { lock, seed } = subarch;
	if (lock.kind === 'live') return keeping(subarch, build, 'locked');
	if (seed.kind === 'unreadable') return keeping(subarch, build, 'seed-unknown');
	if (seed.kind === 'build' && seed.name === build.name) return keeping(subarch, build, 'seed');
	const change: Change = {
		kind: build.linked ? 'remove-file' : 'remove-directory',
		path: build.path,
		reason: whyRemoved[reason],
		unlessLocked: lockPath(subarch),
	};
	const { path } = build;
	return { action: 'remove', reason, what: 'build', path, subarch, build, unnamed: false, changes: [change] };
}

/** Of the kept snapshots, Metro names all but the oldest. The companions of a snapshot are removed with it. */
function snapshotItems(of: BuildSnapshots, policy: RetentionPolicy): readonly RetentionItem[] {
	const surplus = firstKept(of.snapshots, (name) => !of.aliases.has(name), policy.keepNum);
	/** Names may begin with those of several snapshots: they belong to the longest one. */
	const owner = (name: string): string | undefined =>
		of.snapshots.filter((one) => name.startsWith(one)).sort((a, b) => b.length - a.length)[0];
	const isFull = of.snapshots.length - of.aliases.size >= policy.keepNum;
	return of.snapshots.map((snapshot, index) => {
		const path = `${of.path}/${snapshot}`;
		const item = { what: 'snapshot', path, subarch: undefined } as const;
		if (index >= surplus) {
			const unnamed = index === surplus && isFull && policy.keepNum > 1;
			return { ...item, action: 'keep', reason: 'recent', unnamed, changes: [] };
		}
		const changes = of.names
			.filter((name) => name.startsWith(snapshot) && owner(name) === snapshot)
			.map((name) => removeFile(`${of.path}/${name}`, 'more recent snapshots are kept'));
		return { ...item, action: 'remove', reason: 'superseded', unnamed: false, changes };
	});
}

function removeFile(path: string, reason: string): Change {
	return { kind: 'remove-file', path, reason };
}

function interruptedItems(subarch: Subarch): readonly RetentionItem[] {
	return subarch.removals.map((name) => {
		const path = `${subarch.path}/${name}`;
		const change: Change = { kind: 'remove-directory', path, reason: 'its removal was cut short' };
		return {
			action: 'remove',
			reason: 'interrupted',
			what: 'build',
			path,
			subarch,
			unnamed: false,
			changes: [change],
		};
	});
}

function strangerItems(subarch: Subarch): readonly RetentionItem[] {
	return subarch.unrecognized.map((name) => ({
		action: 'keep',
		reason: 'stranger',
		what: 'stranger',
		path: `${subarch.path}/${name}`,
		subarch,
		unnamed: false,
		changes: [],
	}));
}

/**
 * The index of the first item to keep of a list that begins with the oldest: `keepNum` of those that count stay. An invalid `keepNum`
 * keeps everything, so that nothing is removed by mistake.
 */
function firstKept<T>(items: readonly T[], counts: (item: T) => boolean, keepNum: number): number {
	if (!Number.isInteger(keepNum) || keepNum < 0) return 0;
	if (keepNum === 0) return items.length;
	let left = keepNum;
	for (let index = items.length - 1; index >= 0; index--) {
		const item = items[index];
		if (item !== undefined && counts(item)) left--;
		if (left === 0) return index;
	}
	return 0;
}
