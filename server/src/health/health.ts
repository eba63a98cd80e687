/** The health of a repository, from what is known about it. Pure. */
import { attentionOf } from './attention/attention.ts';
import { countStates } from './countStates.ts';
import { expectedBuilds } from './expectedBuilds.ts';
import { headlineOf, summaryLine } from './headline.ts';
import type { HealthSources } from './healthSources.ts';
import { locksOf } from './lockHealth.ts';
import type { Health } from './model/health.ts';
import { subarchHealths } from './subarchHealths.ts';

export function healthOf(sources: HealthSources): Health {
	const { repository, policy, at, index } = sources;
	const { staleDays, maxFailcount, keepNum } = policy;
	const subarches = subarchHealths(sources);
	const locks = locksOf(sources);
	const counts = countStates(sources, subarches);
	const attention = attentionOf(sources, subarches, locks);
	const ahead = expectedBuilds(sources, new Map());
	return {
		at,
		mirror: repository.mirror,
		policy: { staleDays, maxFailcount, keepNum },
		headline: headlineOf({ counts, attention, ahead }),
		summary: summaryLine({ counts, attention, ahead }),
		counts,
		transitions: {
			since: at,
			newlyFailing: [],
			recovered: [],
			leftRotation: [],
			built: [],
			appeared: [],
			gone: [],
		},
		attention,
		ahead,
		subarches,
		failures: [],
		index,
		locks,
		weeks: [],
		events: [],
		historyOff: 'the history is not read yet',
	};
}
