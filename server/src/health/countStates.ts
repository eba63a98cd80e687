/** Counts subarches by their state. */
import type { HealthSources } from './healthSources.ts';
import type { HealthCounts } from './model/counts.ts';
import type { SubarchHealth, SubarchState } from './model/subarch.ts';

export function countStates(
	{ repository, missing }: Pick<HealthSources, 'repository' | 'missing'>,
	subarches: readonly SubarchHealth[],
): HealthCounts {
	const states = new Map<SubarchState, number>();
	for (const { state } of subarches) states.set(state, (states.get(state) ?? 0) + 1);
	const count = (state: SubarchState): number => states.get(state) ?? 0;
	const local = subarches.filter((subarch) => subarch.local).length;
	const builds = repository.subarches.reduce((sum, subarch) => sum + subarch.builds.length, 0);
	const incomplete = repository.subarches.reduce(
		(sum, subarch) => sum + subarch.builds.filter(({ state }) => state === 'incomplete').length,
		0,
	);
	return {
		managed: subarches.length,
		local,
		remote: subarches.length - local,
		fresh: count('fresh'),
		stale: count('stale'),
		failing: count('failing'),
		outOfRotation: count('out-of-rotation'),
		neverBuilt: count('never-built'),
		unreadable: count('unreadable'),
		buildingNow: count('running'),
		missing: missing.length,
		builds,
		incomplete,
	};
}
