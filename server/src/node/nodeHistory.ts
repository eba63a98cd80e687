/**
 * The history in a SQLite file. Each call opens the file, does its work in one transaction or several, and closes it: nothing is held
 * during a build of many hours, and a process that is killed leaves nothing half done. While another process writes, and between the
 * parts of long work, this one does other things.
 */
import { chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { directoryOf } from '../base/posixPath.ts';
import { HistoryOff, type HistoryStore } from '../history/historyStore.ts';
import { look } from './historyLook.ts';
import { builtDays, eventsSince, failcounts, record, recordSpace } from './historyQueries.ts';
import { migrate } from './historySchema.ts';
import { isDamage, offFor } from './historyTrouble.ts';
import { whileBusy } from './historyTurns.ts';
import { toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';
import { requireSqlite, type Sqlite } from './sqlite.ts';

/** Beyond this size, the oldest events are removed. */
const greatestSize = 64 * 1024 * 1024;

/** How long another process may keep us waiting, in milliseconds. */
const patience = 10_000;

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
	const wait = limits.patience ?? patience;
	const work = <T>(use: (database: DatabaseSync) => Promise<T>): Promise<T> =>
		withDatabase(file, tell, wait, use);
	return {
		async record(mirror, entries) {
			const greatest = limits.size ?? greatestSize;
			if (entries.length > 0) await work((database) => record(database, mirror, entries, { greatest, wait }));
		},
		recordSpace: (mirror, sample) => work((database) => recordSpace(database, mirror, sample, wait)),
		read: (mirror, since) => work((database) => eventsSince(database, mirror, since)),
		look: (mirror, since, most, before) => look(file, wait, { mirror, since, most, before }),
		builtDays: (mirror, names) => work((database) => builtDays(database, mirror, names)),
		failcounts: (mirror, names) => work(async (database) => failcounts(database, mirror, names)),
	};
}

/** Opens the file, and once more without what was in it if that is damaged. Throws only `HistoryOff`. */
async function withDatabase<T>(
	file: string,
	tell: (message: string) => void,
	wait: number,
	use: (database: DatabaseSync) => Promise<T>,
): Promise<T> {
	const sqlite = requireSqlite();
	const attempt = async (): Promise<T> => {
		const directory = directoryOf(file);
		makeDirectory(directory);
		const database = new sqlite.DatabaseSync(toNative(file));
		try {
			await prepare(database, wait);
			// What it tells is for this user only, as the builds may be.
			chmodSync(toNative(file), 0o600);
			return await use(database);
		} finally {
			database.close();
		}
	};
	const before = inodeOf(file);
	try {
		return await attempt();
	} catch (error) {
		if (!isDamage(error)) throw offFor(error, file);
	}
	try {
		await alone(sqlite, `${file}.lock`, wait, () => setAside(file, before, tell));
		return await attempt();
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

async function prepare(database: DatabaseSync, wait: number): Promise<void> {
	database.exec('PRAGMA busy_timeout = 0');
	await whileBusy(wait, () => database.exec('PRAGMA journal_mode = WAL'));
	await whileBusy(wait, () => migrate(database));
}

/** Does something that no other process does at the same time. SQLite's lock ends with the process, however that ends. */
async function alone(sqlite: Sqlite, file: string, wait: number, work: () => void): Promise<void> {
	const lock = new sqlite.DatabaseSync(toNative(file));
	try {
		lock.exec('PRAGMA busy_timeout = 0');
		await whileBusy(wait, () => lock.exec('BEGIN EXCLUSIVE'));
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
