/** What is asked of the history and written to it, in SQL. */
import type { DatabaseSync } from 'node:sqlite';
import { DAY } from '../base/civilTime.ts';
import type { HistoryEntry, HistoryEvent } from '../history/event.ts';
import type { KnownFailcount } from '../history/historyStore.ts';
import type { SpaceSample } from '../history/space.ts';
import { eachInTurns, letOthersIn, whileBusy } from './historyTurns.ts';

/** Events that are written in one go. */
const batch = 200;

export interface RecordLimits {
	/** The greatest size of the history in bytes. */
	readonly greatest: number;
	/** How long another process may keep us waiting, in milliseconds. */
	readonly wait: number;
}

export async function record(
	database: DatabaseSync,
	mirror: string,
	entries: readonly HistoryEntry[],
	{ greatest, wait }: RecordLimits,
): Promise<void> {
	const insert = database.prepare(`INSERT INTO event (key, mirror, at, name, kind, by_run, event)
		SELECT $key, $mirror, $at, $name, $kind, $byRun, $event
		WHERE $at > (SELECT coalesce(max(until), -9e15) FROM forgotten)
		ON CONFLICT (key) DO UPDATE SET at = excluded.at, kind = excluded.kind, by_run = 1, event = excluded.event
		WHERE excluded.by_run > event.by_run`);
	for (let start = 0; start < entries.length; start += batch) {
		if (start > 0) await letOthersIn();
		await transact(database, wait, () => {
			for (const { key, seenBy, event } of entries.slice(start, start + batch)) {
				insert.run({
					$key: JSON.stringify([mirror, ...key]),
					$mirror: JSON.stringify(mirror),
					$at: Math.round(event.at),
					$name: JSON.stringify(event.name),
					$kind: event.kind,
					$byRun: seenBy === 'run' ? 1 : 0,
					$event: JSON.stringify(event),
				});
			}
			forgetOldest(database, greatest);
		});
	}
}

/** One sample in so many milliseconds is enough for a growth per day. */
const sampleEvery = DAY / 4;

/** Older samples say nothing about now. */
const sampledFor = 366 * DAY;

export async function recordSpace(
	database: DatabaseSync,
	mirror: string,
	{ at, free, total }: SpaceSample,
	wait: number,
): Promise<void> {
	const [of, moment] = [JSON.stringify(mirror), Math.round(at)];
	await transact(database, wait, () => {
		database
			.prepare(
				'INSERT INTO space (mirror, slot, at, free, total) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
			)
			.run(of, Math.floor(at / sampleEvery), moment, free, total);
		database.prepare('DELETE FROM space WHERE mirror = ? AND at < ?').run(of, moment - sampledFor);
	});
}

/** Forgets a tenth of the events at a time, until the rest is small enough. Events as old as those are not recorded again. */
function forgetOldest(database: DatabaseSync, greatest: number): void {
	while (usedBytes(database) > greatest) {
		const { count } = database.prepare('SELECT count(*) AS count FROM event').get() as { count: number };
		if (count <= 1) return;
		const oldest = `SELECT id, at FROM event ORDER BY at, id LIMIT ${Math.ceil(count / 10)}`;
		database.exec(`INSERT INTO forgotten SELECT max(at) FROM (${oldest});
			DELETE FROM forgotten WHERE until < (SELECT max(until) FROM forgotten);
			DELETE FROM event WHERE id IN (SELECT id FROM (${oldest}))`);
	}
}

function usedBytes(database: DatabaseSync): number {
	const read = (name: string): number =>
		Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
	return (read('page_count') - read('freelist_count')) * read('page_size');
}

export function eventsSince(
	database: DatabaseSync,
	mirror: string,
	since: number,
): Promise<readonly HistoryEvent[]> {
	const rows = database
		.prepare('SELECT event FROM event WHERE mirror = ? AND at >= ? ORDER BY at, id')
		.iterate(JSON.stringify(mirror), Math.max(Math.round(since), Number.MIN_SAFE_INTEGER));
	return eachInTurns(rows, ({ event }) => JSON.parse(String(event)) as HistoryEvent);
}

/** @param names absent: all subarches */
export async function builtDays(
	database: DatabaseSync,
	mirror: string,
	names: readonly string[] | undefined,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
	const days = new Map<string, Set<string>>();
	const add = (row: Readonly<Record<string, unknown>>): void => {
		const event = JSON.parse(String(row.event)) as HistoryEvent;
		if (event.kind !== 'build-ended' || event.result !== 'succeeded' || event.day === undefined) return;
		const known = days.get(event.name) ?? new Set();
		days.set(event.name, known.add(event.day));
	};
	const asked = `SELECT event FROM event WHERE mirror = ? AND kind = 'build-ended'`;
	const of = JSON.stringify(mirror);
	if (names === undefined) await eachInTurns(database.prepare(asked).iterate(of), add);
	else {
		const one = database.prepare(`${asked} AND name = ?`);
		for (const name of names) await eachInTurns(one.iterate(of, JSON.stringify(name)), add);
	}
	return days;
}

/** @param names absent: all subarches */
export function failcounts(
	database: DatabaseSync,
	mirror: string,
	names: readonly string[] | undefined,
): ReadonlyMap<string, KnownFailcount> {
	const asked = `SELECT event, max(id) FROM event WHERE mirror = ? AND kind IN ('failcount', 'zapped')`;
	const of = JSON.stringify(mirror);
	const rows =
		names === undefined
			? database.prepare(`${asked} GROUP BY name`).all(of)
			: names.flatMap((name) =>
					database.prepare(`${asked} AND name = ? GROUP BY name`).all(of, JSON.stringify(name)),
				);
	return new Map(
		rows.map(({ event }) => {
			const last = JSON.parse(String(event)) as HistoryEvent;
			if (last.kind !== 'failcount') return [last.name, { count: 0 }];
			return [last.name, { count: last.to, ...(last.stamp !== undefined && { stamp: last.stamp }) }];
		}),
	);
}

async function transact(database: DatabaseSync, wait: number, work: () => void): Promise<void> {
	await whileBusy(wait, () => database.exec('BEGIN IMMEDIATE'));
	try {
		work();
		database.exec('COMMIT');
	} catch (error) {
		rollBack(database);
		throw error;
	}
}

/** After some errors, such as a full disk, SQLite has done so already. */
function rollBack(database: DatabaseSync): void {
	try {
		database.exec('ROLLBACK');
	} catch {}
}
