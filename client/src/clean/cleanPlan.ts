/** What a plan of `buildrepo clean` comes to: how much it removes and keeps. */
import type { CleanPlan } from '../../../server/src/protocol/index.ts';

export interface CleanCounts {
	/** Builds and snapshots that go; each is reported once when it is gone. */
	readonly removals: number;
	/** Builds that stay. */
	readonly kept: number;
}

/** Counts the plan's items. */
export function countPlan({ items }: Pick<CleanPlan, 'items'>): CleanCounts {
	return {
		removals: items.filter(({ action }) => action === 'remove').length,
		kept: items.filter(({ action, kind }) => action === 'keep' && kind === 'build').length,
	};
}
