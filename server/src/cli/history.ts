/** The history of a call: records what it does. Without a history, everything else works. */
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import { lazy } from '../base/memoize.ts';
import type { KnownHistory } from '../health/healthSources.ts';
import { createHistoryReader } from '../health/readHistory.ts';
import type { HistoryEntry, HistoryEvent } from '../history/event.ts';
import { findEvents } from '../history/foundEvents.ts';
import { HistoryOff, type HistoryStore, type KnownFailcount } from '../history/historyStore.ts';
import { historyFile } from '../history/stateFile.ts';
import type { ChangeRoot, Repository } from '../repository/index.ts';
import type { Host } from './host.ts';
import { printNote } from './output/stderr.ts';

/** A repository as it was scanned, and the real place of its mirror. */
interface ScannedMirror {
	readonly repository: Repository;
	readonly root: Promise<ChangeRoot | undefined>;
}

export interface SessionHistory {
	/** Records events of the mirror; nothing if there is no mirror. */
	record(scanned: ScannedMirror, entries: readonly HistoryEntry[]): Promise<void>;
	/** Records what happened in the mirror without us, and returns it. */
	recordFound(scanned: ScannedMirror): Promise<readonly HistoryEntry[]>;
	/** The events since a moment, oldest first; `undefined` if history is off. */
	read(scanned: ScannedMirror, since: number): Promise<readonly HistoryEvent[] | undefined>;
	/** The events of the last months, or why there are none. Changes nothing. */
	look(scanned: ScannedMirror, at: number): Promise<KnownHistory>;
	/** From now on, says on standard error why history is off, even if that is no terminal. */
	demand(): void;
}

/** `home` is the user's own home, which holds the state directory unless `XDG_STATE_HOME` names one. */
export function openSessionHistory(host: Host, home: string): SessionHistory {
	const store = lazy(
		(): HistoryStore =>
			host.openHistory(historyFile(host.env.XDG_STATE_HOME, home), (message) => printNote(host, message)),
	);
	let demanded = false;
	let isOff = false;
	const unlessOff = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
		try {
			return await work();
		} catch (error) {
			if (!(error instanceof HistoryOff)) throw error;
			// Cron sends mail for each line; at a terminal, the user can do something about it.
			if (!isOff && (demanded || host.err.isTerminal)) printNote(host, error.message);
			isOff = true;
			return undefined;
		}
	};
	const record = async (scanned: ScannedMirror, entries: readonly HistoryEntry[]): Promise<void> => {
		const mirror = await realMirror(scanned);
		if (mirror !== undefined && !isOff) await unlessOff(() => store().record(mirror, entries));
	};
	return {
		record,
		async recordFound(scanned) {
			const mirror = await realMirror(scanned);
			if (mirror === undefined) return [];
			const known = (await unlessOff(() => store().failcounts(mirror))) ?? new Map<string, KnownFailcount>();
			const built = await unlessOff(() => store().builtDays(mirror));
			const found = await findEvents(scanned.repository, known, host.timer.now(), host.files, built);
			await record(scanned, found);
			const space = await undefinedIfUnreadable(() => host.files.space(mirror));
			if (space !== undefined && !isOff)
				await unlessOff(() => store().recordSpace(mirror, { at: host.timer.now(), ...space }));
			return found;
		},
		async read(scanned, since) {
			const mirror = await realMirror(scanned);
			return mirror === undefined || isOff ? undefined : unlessOff(() => store().read(mirror, since));
		},
		async look(scanned, at) {
			return createHistoryReader(store()).read(await realMirror(scanned), at);
		},
		demand() {
			demanded = true;
		},
	};
}

/** `undefined`: there is no mirror, or it cannot be found out which. */
async function realMirror({ root }: ScannedMirror): Promise<string | undefined> {
	return (await undefinedIfUnreadable(() => root))?.real;
}
