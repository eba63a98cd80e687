/**
 * The history in a SQLite file. Each call opens the file, does its work in one transaction or several, and closes it: nothing is held
 * during a build of many hours, and a process that is killed leaves nothing half done.
 */
import { chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { directoryOf } from '../base/posixPath.ts';
import type { HistoryEntry, HistoryEvent } from '../history/event.ts';
import { HistoryOff, type HistoryStore, type KnownFailcount } from '../history/historyStore.ts';
import { migrate, NewerSchema } from './historySchema.ts';
import { toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';

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
	const sqlite = loadSqlite();
	if (sqlite === undefined)
		throw new HistoryOff('history is off: it needs node:sqlite, which Node has since version 22.13');
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

type Sqlite = typeof import('node:sqlite');

/** `undefined` where Node has none. Node's warning that it is experimental is for us, not for users. */
function loadSqlite(): Sqlite | undefined {
	const warn = process.emitWarning;
	process.emitWarning = () => {};
	try {
		// Absent before Node 20.16.
		return process.getBuiltinModule?.('node:sqlite');
	} finally {
		process.emitWarning = warn;
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

/** SQLite's result codes. */
const failed = 1;
const busy = 5;
const corrupt = 11;
const notDatabase = 26;

/** The primary result code of an error of SQLite; `undefined` for other errors. */
function resultOf(error: unknown): number | undefined {
	if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number')
		return undefined;
	return error.errcode & 0xff;
}

/** True if the file is no database, is a damaged one, or lacks our tables. */
function isDamage(error: unknown): boolean {
	const result = resultOf(error);
	if (result === corrupt || result === notDatabase || error instanceof SyntaxError) return true;
	return (
		result === failed &&
		error instanceof Error &&
		/^no such (?:table|column)|has no column|already exists/.test(error.message)
	);
}

function offFor(error: unknown, file: string): HistoryOff {
	if (error instanceof HistoryOff) return error;
	if (error instanceof NewerSchema)
		return new HistoryOff(`history is off: ${file} was written by a later version of buildrepo`);
	if (resultOf(error) === busy) return new HistoryOff(`history is off: ${file} is locked by another program`);
	return new HistoryOff(`history is off: ${file}: ${error instanceof Error ? error.message : String(error)}`);
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
