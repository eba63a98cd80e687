/** The state of a subarch in one word, which the tree, the Health page and the command line share. */
import { type CivilTime, DAY } from '../base/civilTime.ts';
import { countOf, isRunning, type RepositoryPolicy, type Subarch, whyUnknown } from '../repository/index.ts';
import type { SubarchState } from './model/subarch.ts';

/** True once the latest build is as old as `stale_days`; a subarch that was never built is not stale. */
export function isStale(subarch: Subarch, policy: RepositoryPolicy, now: CivilTime): boolean {
	return subarch.latest !== undefined && now - subarch.latest.date >= policy.staleDays * DAY;
}

/** In order of urgency. */
export function statusOf(subarch: Subarch, policy: RepositoryPolicy, now: CivilTime): SubarchState {
	if (isRunning(subarch)) return 'running';
	const count = countOf(subarch);
	if (count === undefined || whyUnknown(subarch) !== undefined) return 'unreadable';
	if (count >= policy.maxFailcount) return 'out-of-rotation';
	if (count > 0) return 'failing';
	if (!subarch.local) return 'remote';
	if (subarch.latest === undefined) return 'never-built';
	return isStale(subarch, policy, now) ? 'stale' : 'fresh';
}
