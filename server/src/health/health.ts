/** The health of a repository, from what is known about it. Pure. */
import { nameOfSubarch } from '../history/foundEvents.ts';
import { spaceTrend } from '../history/space.ts';
import { attentionOf } from './attention/attention.ts';
import { expectedBuilds } from './expectedBuilds.ts';
import { headlineOf, summaryLine } from './headline.ts';
import { healthCounts } from './healthCounts.ts';
import type { HealthSources, KnownHistory } from './healthSources.ts';
import { locksOf } from './lockHealth.ts';
import type { Health } from './model/health.ts';
import type { StorageUse } from './model/storage.ts';
import { failureGroups } from './records/failureGroups.ts';
import { loggedEvents } from './records/loggedEvents.ts';
import { type PastBuilds, pastBuilds } from './records/pastBuilds.ts';
import { transitionsSince } from './records/transitions.ts';
import { weeksOf } from './records/weeks.ts';
import { subarchHealths } from './subarchHealths.ts';

export function healthOf(sources: HealthSources): Health {
	const { repository, policy, at, index, history, since, files } = sources;
	const { staleDays, maxFailcount, keepNum } = policy;
	const events = history.kind === 'events' ? history.events : [];
	const past = pastBuilds(events, at);
	const subarches = subarchHealths(sources, past);
	const usual = usualDurations(sources, past);
	const facts = {
		locks: locksOf(sources),
		failures: failureGroups(repository, past),
		ahead: expectedBuilds(sources, usual),
		counts: healthCounts(sources, subarches),
		transitions: transitionsSince(events, since, repository, policy),
	};
	const storage = files && withTrend(files.storage, history, at);
	const attention = attentionOf(sources, { ...facts, subarches, storage });
	return {
		at,
		mirror: repository.mirror,
		policy: { staleDays, maxFailcount, keepNum },
		headline: headlineOf({ ...facts, attention }),
		summary: summaryLine({ ...facts, attention }),
		...facts,
		attention,
		subarches,
		index,
		...(storage !== undefined && { storage }),
		...(files !== undefined && { coverage: files.coverage }),
		weeks: weeksOf(events, at),
		events: loggedEvents(events),
		...(history.kind === 'off' && { historyOff: history.reason }),
	};
}

function withTrend(storage: StorageUse, history: KnownHistory, at: number): StorageUse {
	const { free, total } = storage;
	if (history.kind !== 'events' || free === undefined || total === undefined) return storage;
	return { ...storage, ...spaceTrend(history.space, { at, free, total }) };
}

/** The usual lengths of builds in milliseconds, by the path of the subarch. */
function usualDurations(
	{ repository }: HealthSources,
	past: ReadonlyMap<string, PastBuilds>,
): ReadonlyMap<string, number> {
	return new Map(
		repository.subarches.flatMap((subarch) => {
			const usual = past.get(nameOfSubarch(subarch))?.usualDuration;
			return usual === undefined ? [] : [[subarch.path, usual]];
		}),
	);
}
