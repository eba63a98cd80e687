/** Reads the part of the history that the health shows. */
import { DAY } from '../base/civilTime.ts';
import { HistoryOff, type HistoryStore, type RecentEvents } from '../history/historyStore.ts';
import type { KnownHistory } from './healthSources.ts';

/** Half a year; older events say little about now. */
const span = 183 * DAY;

/** A bound on time and memory: in so many events, an operator's months have room. */
const mostEvents = 20_000;

export interface HistoryReader {
	/** The events of the last months, oldest first; reads again only what was recorded since. `undefined` as mirror: none is known. */
	read(mirror: string | undefined, at: number): Promise<KnownHistory>;
}

export function createHistoryReader(store: HistoryStore): HistoryReader {
	const last = new Map<string, RecentEvents & { readonly from: number }>();
	return {
		async read(mirror, at) {
			if (mirror === undefined) return { kind: 'off', reason: 'the mirror cannot be found' };
			const before = last.get(mirror);
			// Whole days, so that what was read before serves for that long.
			const from = Math.floor((at - span) / DAY) * DAY;
			try {
				const same = before?.from === from ? before : undefined;
				const recent = await store.look(mirror, from, mostEvents, same);
				last.set(mirror, { ...recent, from });
				return { kind: 'events', events: recent.events, space: recent.space };
			} catch (error) {
				if (!(error instanceof HistoryOff)) throw error;
				return { kind: 'off', reason: error.message };
			}
		},
	};
}
