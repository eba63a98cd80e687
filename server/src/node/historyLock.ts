/**
 * Keeps those who use the history apart from the one who sets it aside. SQLite finds the files that belong to a database by their
 * names: who had opened a damaged one before it was renamed would take the next one's files for its own, and spoil them.
 */
import { whileBusy } from './historyTurns.ts';
import { toNative } from './nodePath.ts';
import type { Sqlite } from './sqlite.ts';

/** The last statement takes the lock, and is tried until it can. SQLite's locks end with the process, however that ends. */
const statements = {
	/** Any number of processes at once. */
	shared: ['BEGIN', 'SELECT 1 FROM sqlite_schema'],
	/** One process, and nobody shares meanwhile. */
	exclusive: ['BEGIN EXCLUSIVE'],
} as const;

/**
 * Does something while it holds the lock of a history.
 * @param file the history; its lock is a file beside it, which stays empty
 * @param patience how long other processes may keep us waiting, in milliseconds
 */
export async function whileLocked<T>(
	{ DatabaseSync }: Sqlite,
	file: string,
	mode: keyof typeof statements,
	patience: number,
	work: () => T | Promise<T>,
): Promise<T> {
	const lock = new DatabaseSync(toNative(`${file}.lock`));
	try {
		for (const statement of ['PRAGMA busy_timeout = 0', ...statements[mode]])
			await whileBusy(patience, () => lock.exec(statement));
		return await work();
	} finally {
		lock.close();
	}
}
