/** The state of a subarch in one word, which the tree, the Health page and the command line share. */
import { type CivilTime, DAY } from '../base/civilTime.ts';
import { countOf, isRunning, type RepositoryPolicy, type Subarch, whyUnknown } from '../repository/index.ts';
import type { SubarchState } from './model/subarch.ts';
import { countSubarches, type SubarchCounts } from './subarchCounts.ts';

/** True once the latest build is as old as `stale_days`; a subarch that was never built is not stale. */
export function isStale(subarch: Subarch, policy: RepositoryPolicy, now: CivilTime): boolean {
	return subarch.latest !== undefined && now - subarch.latest.date >= policy.staleDays * DAY;
}

/**
 * The one state of a subarch, in order of urgency. As in the rotation, what is built elsewhere neither fails nor gets stale here, but what
 * cannot be read is unknown for Clean as well.
 */
export function statusOf(subarch: Subarch, policy: RepositoryPolicy, now: CivilTime): SubarchState {
	if (isRunning(subarch)) return 'running';
	const count = countOf(subarch);
	if (count === undefined || whyUnknown(subarch) !== undefined) return 'unreadable';
	if (!subarch.local) return 'remote';
	if (count >= policy.maxFailcount) return 'out-of-rotation';
	if (count > 0) return 'failing';
	if (subarch.latest === undefined) return 'never-built';
	return isStale(subarch, policy, now) ? 'stale' : 'fresh';
}

/** How many of these subarches are in which state. */
export function countStates(
	subarches: readonly Subarch[],
	policy: RepositoryPolicy,
	now: CivilTime,
): SubarchCounts {
	return countSubarches(
		subarches.map((subarch) => ({ state: statusOf(subarch, policy, now), local: subarch.local })),
	);
}
