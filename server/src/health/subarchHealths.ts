/** The health of each subarch. */
import { nameOfSubarch } from '../history/foundEvents.ts';
import {
	type Builders,
	countOf,
	rotationReason,
	rotationStatuses,
	type Subarch,
	whyBuildsUnknown,
} from '../repository/index.ts';
import type { HealthSources } from './healthSources.ts';
import { sharedBuilders } from './hosts/sharedBuilders.ts';
import type { SubarchHealth } from './model/subarch.ts';
import type { PastBuilds } from './records/pastBuilds.ts';
import { idOf, rowIdOf } from './subarchId.ts';
import { statusOf } from './subarchState.ts';

/** In the order of `.buildbot`. */
export function subarchHealths(
	sources: HealthSources,
	past: ReadonlyMap<string, PastBuilds>,
): readonly SubarchHealth[] {
	const { repository, policy, now, files } = sources;
	const builders = sharedBuilders(sources);
	const statuses = rotationStatuses(repository.subarches, policy, now);
	return [...statuses].map(([subarch, status]) => {
		const failcount = countOf(subarch);
		const row = rowIdOf(repository, subarch.path);
		return {
			...idOf(subarch),
			row,
			state: statusOf(subarch, policy, now),
			reason: rotationReason(status, subarch, policy, now),
			local: subarch.local,
			...hostsOf(subarch, builders?.get(subarch)),
			...(failcount !== undefined && { failcount }),
			...latestOf(subarch),
			builds: subarch.builds.length,
			...(status.kind === 'due' && { turn: status.place }),
			...(status.kind === 'waiting' && { dueFrom: status.from }),
			...recordedOf(past.get(nameOfSubarch(subarch))),
			...files?.subarches.get(row),
		};
	});
}

/** Nothing where there is one host only. */
function hostsOf(
	{ lock }: Subarch,
	builders: Builders | undefined,
): Pick<SubarchHealth, 'hosts' | 'buildingOn'> {
	const isElsewhere = lock.kind === 'live' && lock.holder.kind === 'foreign';
	return {
		...(builders !== undefined && { hosts: builders.hosts }),
		...(isElsewhere && { buildingOn: lock.holder.host }),
	};
}

function recordedOf(
	past: PastBuilds | undefined,
): Pick<SubarchHealth, 'results' | 'successRate' | 'timeToRecover' | 'usualDuration'> {
	const { ended: _, ...recorded } = past ?? { ended: [], results: '' };
	return recorded;
}

/** Nothing if the latest build is unknown. */
function latestOf(subarch: Subarch): Pick<SubarchHealth, 'latest' | 'latestName' | 'artifacts'> {
	const { latest } = subarch;
	if (latest === undefined || whyBuildsUnknown(subarch) !== undefined) return { artifacts: [] };
	const flavors = new Set(latest.artifacts.map(({ flavor }) => flavor));
	return { latest: latest.date, latestName: latest.name, artifacts: [...flavors] };
}
