/** A history that is kept in memory. */
import type { HistoryEntry, HistoryEvent } from '../../server/src/history/event.ts';
import type { HistoryStore, KnownFailcount } from '../../server/src/history/historyStore.ts';
import type { SpaceSample } from '../../server/src/history/space.ts';

export function createMemoryHistory(): HistoryStore {
	const events = new Map<string, HistoryEntry & { readonly mirror: string }>();
	const space: (SpaceSample & { readonly mirror: string })[] = [];
	const of = (mirror: string): readonly HistoryEvent[] =>
		[...events.values()].filter((one) => one.mirror === mirror).map(({ event }) => event);
	return {
		async record(mirror, entries) {
			for (const entry of entries) {
				const key = JSON.stringify([mirror, ...entry.key]);
				const known = events.get(key);
				if (known === undefined || (known.seenBy === 'scan' && entry.seenBy === 'run'))
					events.set(key, { ...entry, mirror });
			}
		},
		async recordSpace(mirror, sample) {
			space.push({ ...sample, mirror });
		},
		async read(mirror, since) {
			return of(mirror)
				.filter(({ at }) => at >= since)
				.sort((a, b) => a.at - b.at);
		},
		async look(mirror, since, most) {
			const recent = of(mirror)
				.filter(({ at }) => at >= since)
				.sort((a, b) => a.at - b.at);
			const samples = space.filter((one) => one.mirror === mirror);
			return { version: `${events.size} ${space.length}`, events: recent.slice(-most), space: samples };
		},
		async builtDays(mirror) {
			const days = new Map<string, Set<string>>();
			for (const event of of(mirror)) {
				if (event.kind !== 'build-ended' || event.result !== 'succeeded' || event.day === undefined) continue;
				days.set(event.name, (days.get(event.name) ?? new Set()).add(event.day));
			}
			return days;
		},
		async failcounts(mirror) {
			const known = new Map<string, KnownFailcount>();
			for (const event of of(mirror)) {
				if (event.kind === 'zapped') known.set(event.name, { count: 0 });
				if (event.kind === 'failcount')
					known.set(event.name, {
						count: event.to,
						...(event.stamp !== undefined && { stamp: event.stamp }),
					});
			}
			return known;
		},
	};
}
