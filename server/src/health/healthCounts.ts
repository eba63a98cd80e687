/** The counts of the health. */
import type { HealthSources } from './healthSources.ts';
import type { HealthCounts } from './model/counts.ts';
import type { SubarchHealth } from './model/subarch.ts';
import { countSubarches } from './subarchCounts.ts';

export function healthCounts(
	{ repository, missing }: Pick<HealthSources, 'repository' | 'missing'>,
	subarches: readonly SubarchHealth[],
): HealthCounts {
	const { all, local, remote, of } = countSubarches(subarches);
	const builds = repository.subarches.flatMap((subarch) => subarch.builds);
	return {
		managed: all,
		local,
		remote,
		fresh: of.fresh,
		stale: of.stale,
		failing: of.failing,
		outOfRotation: of['out-of-rotation'],
		neverBuilt: of['never-built'],
		unreadable: of.unreadable,
		buildingNow: of.running,
		missing: missing.length,
		builds: builds.length,
		incomplete: builds.filter(({ state }) => state === 'incomplete').length,
	};
}
