/** Who builds each subarch of a mirror that several hosts share. */
import { type Builders, buildersOf, type SubarchPlace } from '../../repository/index.ts';
import type { HealthSources } from '../healthSources.ts';

/** `undefined` where there is one host only, or where each has a `.buildbot` of its own (up to 2019). */
export function sharedBuilders({
	farm,
	policy,
	repository,
}: Pick<HealthSources, 'farm' | 'policy' | 'repository'>): ReadonlyMap<SubarchPlace, Builders> | undefined {
	const isShared = policy.share !== undefined && farm !== undefined && farm.length > 1;
	return isShared ? buildersOf(farm, repository.subarches) : undefined;
}
