/** What the history says about the builds of each subarch. */
import { DAY } from '../../base/civilTime.ts';
import { append } from '../../base/collections.ts';
import type { BuildEnded, HistoryEvent } from '../../history/event.ts';

/** The results of this span count for rates. */
const ratedSpan = 8 * 7 * DAY;

/** So many results are shown. */
const mostResults = 12;

export interface PastBuilds {
	/** Ended builds, oldest first; none that did not start. */
	readonly ended: readonly BuildEnded[];
	readonly results: string;
	readonly successRate?: number;
	readonly timeToRecover?: number;
	readonly usualDuration?: number;
}

/** By the name of the subarch below the mirror. `events` begins with the oldest. */
export function pastBuilds(events: readonly HistoryEvent[], at: number): ReadonlyMap<string, PastBuilds> {
	const ended = new Map<string, BuildEnded[]>();
	for (const event of events)
		if (event.kind === 'build-ended' && event.result !== 'not-started') append(ended, event.name, event);
	return new Map([...ended].map(([name, builds]) => [name, pastOf(builds, at)]));
}

function pastOf(ended: readonly BuildEnded[], at: number): PastBuilds {
	const { successRate } = rateOf(ended, at);
	const timeToRecover = recoveryOf(ended);
	const usualDuration = medianDuration(ended);
	return {
		ended,
		results: ended
			.slice(-mostResults)
			.map(({ result }) => result.slice(0, 1))
			.join(''),
		...(successRate !== undefined && { successRate }),
		...(timeToRecover !== undefined && { timeToRecover }),
		...(usualDuration !== undefined && { usualDuration }),
	};
}

export interface SuccessRate {
	/** Absent: there is nothing to count. */
	readonly successRate?: number;
	/** How many builds were counted. */
	readonly rated: number;
}

/** The share of successes among the builds of the last weeks. An interrupted build says nothing about the next one. */
export function rateOf(ended: readonly BuildEnded[], at: number): SuccessRate {
	const recent = ended.filter((build) => build.at > at - ratedSpan && build.at <= at);
	const succeeded = recent.filter(({ result }) => result === 'succeeded').length;
	const rated = succeeded + recent.filter(({ result }) => result === 'failed').length;
	return rated === 0 ? { rated } : { successRate: succeeded / rated, rated };
}

/** The mean time from the first failure in a row to the next success. */
function recoveryOf(ended: readonly BuildEnded[]): number | undefined {
	const times: number[] = [];
	let failedAt: number | undefined;
	for (const { result, at } of ended) {
		if (result === 'failed') failedAt ??= at;
		if (result !== 'succeeded' || failedAt === undefined) continue;
		times.push(at - failedAt);
		failedAt = undefined;
	}
	return times.length === 0 ? undefined : times.reduce((sum, time) => sum + time, 0) / times.length;
}

/** The median of the successful builds whose length is known, in milliseconds. */
export function medianDuration(ended: readonly BuildEnded[]): number | undefined {
	const lengths = ended
		.flatMap(({ result, duration }) => (result === 'succeeded' && duration !== undefined ? [duration] : []))
		.sort((a, b) => a - b);
	const middle = lengths.length >> 1;
	const [low, high] = [lengths[lengths.length % 2 === 0 ? middle - 1 : middle], lengths[middle]];
	return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
