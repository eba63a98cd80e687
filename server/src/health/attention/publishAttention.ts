/** Builds that are not published, and publications that failed, from what is recorded: nobody asks a target for the health. */
import { withCount } from '../../base/phrases.ts';
import type { HistoryEvent, Published } from '../../history/event.ts';
import type { HealthSources } from '../healthSources.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { SubarchId } from '../model/subarch.ts';

/** A target to which nobody has published for so long is given up; milliseconds. */
const givenUp = 30 * 24 * 60 * 60_000;

/** One item for each target that something was published to lately. */
export function publishAttention({
	history,
	repository,
	at,
}: Pick<HealthSources, 'history' | 'repository' | 'at'>): readonly AttentionItem[] {
	if (history.kind === 'off') return [];
	const last = new Map<string, Published>();
	const lastGood = new Map<string, Published>();
	for (const event of history.events) {
		if (event.kind !== 'published') continue;
		last.set(event.target, event);
		if (event.result === 'published') lastGood.set(event.target, event);
	}
	const completed = completionTimes(history.events);
	return [...last].flatMap(([target, event]) => {
		if (event.at < at - givenUp) return [];
		const good = lastGood.get(target);
		const waiting = repository.subarches.filter((subarch) => {
			const build = subarch.latest && `${nameOf(subarch)}/${subarch.latest.name}`;
			if (build === undefined || good === undefined) return false;
			return good.leftOut.includes(build) || (completed.get(build) ?? Number.NEGATIVE_INFINITY) > good.asOf;
		});
		return itemsOf(target, event, good, waiting);
	});
}

function nameOf({ build, arch, subarch }: SubarchId): string {
	return `${build}/${arch}/${subarch}`;
}

/** When each recorded build became complete, by its name below the mirror. */
function completionTimes(events: readonly HistoryEvent[]): ReadonlyMap<string, number> {
	const times = new Map<string, number>();
	for (const event of events)
		if (event.kind === 'build-ended' && event.result === 'succeeded' && event.day !== undefined)
			times.set(`${event.name}/${event.day}`, event.at);
	return times;
}

function itemsOf(
	target: string,
	{ result, reason }: Published,
	good: Published | undefined,
	waiting: readonly SubarchId[],
): readonly AttentionItem[] {
	const to = target === 'publish' ? '' : ` to ${target}`;
	const common = {
		kind: 'not-published',
		subarches: waiting.map(({ build, arch, subarch }) => ({ build, arch, subarch })),
		actions: ['publish'],
	} as const;
	const builds = withCount(waiting.length, 'build');
	if (result === 'failed') {
		const also = waiting.length === 0 ? '' : ` ${builds} not published since.`;
		const detail = `The last run failed: ${reason ?? 'the reason is not recorded'}. The next run goes on where it stopped.${also}`;
		return [{ ...common, severity: 'warning', title: `Publishing${to} failed`, detail }];
	}
	if (good === undefined || waiting.length === 0) return [];
	const when = `${new Date(good.asOf).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
	const detail = `Complete since the last publication${to} (${when}), or left out of it. The next one sends what is finished.`;
	return [{ ...common, severity: 'info', title: `${builds} not published${to}`, detail }];
}
