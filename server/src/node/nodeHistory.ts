/**
 * The history in a SQLite file. Each call opens the file, does its work in one transaction or several, and closes it: nothing is held
 * during a build of many hours, and a process that is killed leaves nothing half done.
 */
import { chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { directoryOf } from '../base/posixPath.ts';
import type { HistoryEntry, HistoryEvent } from '../history/event.ts';
import { HistoryOff, type HistoryStore, type KnownFailcount } from '../history/historyStore.ts';
import { look } from './historyLook.ts';
import { migrate } from './historySchema.ts';
import { busy, isDamage, offFor, resultOf } from './historyTrouble.ts';
import { toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';
import { requireSqlite, type Sqlite } from './sqlite.ts';

/** Beyond this size, the oldest events are removed. */
const greatestSize = 64 * 1024 * 1024;

/** How long another process may keep us waiting, in milliseconds. */
const patience = 10_000;

/** Events that are written in one go: other processes get their turn in between. */
const batch = 500;

export interface HistoryLimits {
	/** In bytes. */
	readonly size?: number;
	/** In milliseconds. */
	readonly patience?: number;
}

/** See `OpenHistory`. */
export function openHistory(
	file: string,
	tell: (message: string) => void,
	limits: HistoryLimits = {},
): HistoryStore {
	const work = async <T>(use: (database: DatabaseSync) => T): Promise<T> =>
		withDatabase(file, tell, limits.patience ?? patience, use);
	return {
		record: (mirror, entries) =>
			entries.length === 0
				? Promise.resolve()
				: work((database) => record(database, mirror, entries, limits.size ?? greatestSize)),
		read: (mirror, since) => work((database) => read(database, mirror, since)),
		look: async (mirror, since, most, before) =>
			look(file, limits.patience ?? patience, { mirror, since, most, before }),
		builtDays: (mirror) => work((database) => builtDays(database, mirror)),
		failcounts: (mirror) => work((database) => failcounts(database, mirror)),
	};
}

/** Opens the file, and once more without what was in it if that is damaged. Throws only `HistoryOff`. */
function withDatabase<T>(
	file: string,
	tell: (message: string) => void,
	wait: number,
	use: (database: DatabaseSync) => T,
): T {
	const sqlite = requireSqlite();
	const attempt = (): T => {
		const directory = directoryOf(file);
		makeDirectory(directory);
		const database = new sqlite.DatabaseSync(toNative(file));
		try {
			database.exec(`PRAGMA busy_timeout = ${wait}`);
			prepare(database, wait);
			// What it tells is for this user only, as the builds may be.
			chmodSync(toNative(file), 0o600);
			return use(database);
		} finally {
			database.close();
		}
	};
	const before = inodeOf(file);
	try {
		return attempt();
	} catch (error) {
		if (!isDamage(error)) throw offFor(error, file);
	}
	try {
		alone(sqlite, `${file}.lock`, wait, () => setAside(file, before, tell));
		return attempt();
	} catch (error) {
		throw offFor(error, file);
	}
}

function makeDirectory(directory: string): void {
	try {
		mkdirSync(toNative(directory), { recursive: true, mode: 0o700 });
	} catch (error) {
		throw new HistoryOff(`history is off: ${toFileError(error, directory).message}`);
	}
}

function prepare(database: DatabaseSync, wait: number): void {
	const end = Date.now() + wait;
	for (;;) {
		try {
			database.exec('PRAGMA journal_mode = WAL');
			break;
		} catch (error) {
			// SQLite does not wait itself where two processes turn a new file to WAL.
			if (resultOf(error) !== busy || Date.now() > end) throw error;
			Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
		}
	}
	migrate(database);
}

function record(
	database: DatabaseSync,
	mirror: string,
	entries: readonly HistoryEntry[],
	greatest: number,
): void {
	const insert = database.prepare(`INSERT INTO event (key, mirror, at, name, kind, by_run, event)
		SELECT $key, $mirror, $at, $name, $kind, $byRun, $event
		WHERE $at > (SELECT coalesce(max(until), -9e15) FROM forgotten)
		ON CONFLICT (key) DO UPDATE SET at = excluded.at, kind = excluded.kind, by_run = 1, event = excluded.event
		WHERE excluded.by_run > event.by_run`);
	for (let start = 0; start < entries.length; start += batch) {
		transact(database, () => {
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

function read(database: DatabaseSync, mirror: string, since: number): readonly HistoryEvent[] {
	return database
		.prepare('SELECT event FROM event WHERE mirror = ? AND at >= ? ORDER BY at, id')
		.all(JSON.stringify(mirror), Math.max(Math.round(since), Number.MIN_SAFE_INTEGER))
		.map(({ event }) => JSON.parse(String(event)) as HistoryEvent);
}

function builtDays(database: DatabaseSync, mirror: string): ReadonlyMap<string, ReadonlySet<string>> {
	const days = new Map<string, Set<string>>();
	const rows = database
		.prepare(`SELECT event FROM event WHERE mirror = ? AND kind = 'build-ended'`)
		.iterate(JSON.stringify(mirror));
	for (const row of rows) {
		const event = JSON.parse(String(row.event)) as HistoryEvent;
		if (event.kind !== 'build-ended' || event.result !== 'succeeded' || event.day === undefined) continue;
		const known = days.get(event.name) ?? new Set();
		days.set(event.name, known.add(event.day));
	}
	return days;
}

function failcounts(database: DatabaseSync, mirror: string): ReadonlyMap<string, KnownFailcount> {
	const rows = database
		.prepare(
			`SELECT event, max(id) FROM event WHERE mirror = ? AND kind IN ('failcount', 'zapped') GROUP BY name`,
		)
		.all(JSON.stringify(mirror));
	return new Map(
		rows.map(({ event }) => {
			const last = JSON.parse(String(event)) as HistoryEvent;
			if (last.kind !== 'failcount') return [last.name, { count: 0 }];
			return [last.name, { count: last.to, ...(last.stamp !== undefined && { stamp: last.stamp }) }];
		}),
	);
}

function transact(database: DatabaseSync, work: () => void): void {
	database.exec('BEGIN IMMEDIATE');
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

/** Does something that no other process does at the same time. SQLite's lock ends with the process, however that ends. */
function alone(sqlite: Sqlite, file: string, wait: number, work: () => void): void {
	const lock = new sqlite.DatabaseSync(toNative(file));
	try {
		lock.exec(`PRAGMA busy_timeout = ${wait}; BEGIN EXCLUSIVE`);
		work();
	} finally {
		lock.close();
	}
}

function inodeOf(file: string): number | undefined {
	return statSync(toNative(file), { throwIfNoEntry: false })?.ino;
}

/**
 * Renames a damaged file, unless another process has put a new one in its place meanwhile. What belongs to it goes first: SQLite
 * would read it into the next file.
 */
function setAside(file: string, inode: number | undefined, tell: (message: string) => void): void {
	const now = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const aside = `${file}.damaged-${now}`;
	if (inode === undefined || inodeOf(file) !== inode) return;
	for (const ending of ['-wal', '-shm', '']) {
		if (inodeOf(file + ending) !== undefined) renameSync(toNative(file + ending), toNative(aside + ending));
	}
	tell(`the history in ${file} is damaged: it was set aside as ${aside}, and a new one begins`);
}
