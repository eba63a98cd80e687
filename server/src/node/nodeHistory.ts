/**
 * The history in a SQLite file. Each call opens the file, does its work in one transaction or several, and closes it: nothing is held
 * during a build of many hours, and a process that is killed leaves nothing half done. While another process writes, and between the
 * parts of long work, this one does other things.
 */
import { chmodSync, renameSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { directoryOf } from '../base/posixPath.ts';
import type { HistoryStore } from '../history/historyStore.ts';
import { historyStatus, makeDirectory, requireFiles } from './historyFile.ts';
import { whileLocked } from './historyLock.ts';
import { look } from './historyLook.ts';
import { builtDays, eventsSince, failcounts, record, recordSpace } from './historyQueries.ts';
import { migrate } from './historySchema.ts';
import { isDamage, offFor } from './historyTrouble.ts';
import { whileBusy } from './historyTurns.ts';
import { toNative } from './nodePath.ts';
import { requireSqlite } from './sqlite.ts';

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
	let damaged: number | undefined;
	const attempt = (): Promise<T> =>
		whileLocked(sqlite, file, 'shared', wait, async () => {
			damaged = historyStatus(file)?.ino;
			const database = new sqlite.DatabaseSync(toNative(file));
			try {
				await prepare(database, wait);
				// What it tells is for this user only, as the builds may be.
				chmodSync(toNative(file), 0o600);
				return await use(database);
			} finally {
				database.close();
			}
		});
	try {
		makeDirectory(directoryOf(file));
		requireFiles(file);
		return await attempt().catch(async (error: unknown) => {
			if (!isDamage(error)) throw error;
			await whileLocked(sqlite, file, 'exclusive', wait, () => setAside(file, damaged, tell));
			return attempt();
		});
	} catch (error) {
		throw offFor(error, file);
	}
}

async function prepare(database: DatabaseSync, wait: number): Promise<void> {
	database.exec('PRAGMA busy_timeout = 0');
	await whileBusy(wait, () => database.exec('PRAGMA journal_mode = WAL'));
	await whileBusy(wait, () => migrate(database));
}

/**
 * Renames a damaged file, unless another process has put a new one in its place meanwhile. What belongs to it goes first: SQLite
 * would read it into the next file.
 */
function setAside(file: string, inode: number | undefined, tell: (message: string) => void): void {
	const now = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
	const aside = `${file}.damaged-${now}`;
	if (inode === undefined || historyStatus(file)?.ino !== inode) return;
	for (const ending of ['-wal', '-shm', '']) {
		if (historyStatus(file + ending) !== undefined)
			renameSync(toNative(file + ending), toNative(aside + ending));
	}
	tell(`the history in ${file} is damaged: it was set aside as ${aside}, and a new one begins`);
}
