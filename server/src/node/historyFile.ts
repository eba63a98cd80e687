/** The file of the history, as the disk has it, and its directory. */
import { mkdirSync, type Stats, statSync } from 'node:fs';
import { directoryOf } from '../base/posixPath.ts';
import { HistoryOff } from '../history/historyStore.ts';
import { toFileError } from './nodeError.ts';
import { toNative } from './nodePath.ts';

/**
 * `undefined` if there is none. Throws `FileError`, and `HistoryOff` if something else than a file has its name: SQLite would wait for
 * who writes to a pipe.
 */
export function historyStatus(file: string): Stats | undefined {
	const status = statusOf(file);
	if (status?.isFile() === false) throw new HistoryOff(`history is off: ${file} is no file: move it away`);
	return status;
}

/** What SQLite opens beside the history, and the lock. */
const companions = ['-journal', '-wal', '-shm', '.lock', '.lock-journal'];

/** Throws `FileError`, and `HistoryOff` if something else than a file has the name of one that SQLite would open. */
export function requireFiles(file: string): void {
	for (const ending of ['', ...companions]) historyStatus(file + ending);
}

/**
 * Makes a directory with its parents. Throws `FileError`. Node's own way to make them does not return in `/proc`, where nothing can be
 * made.
 */
export function makeDirectory(directory: string): void {
	if (statusOf(directory) !== undefined) return;
	makeDirectory(directoryOf(directory));
	try {
		mkdirSync(toNative(directory), { mode: 0o700 });
	} catch (error) {
		// Another process may have made it meanwhile.
		if (statusOf(directory) === undefined) throw toFileError(error, directory);
	}
}

function statusOf(path: string): Stats | undefined {
	try {
		return statSync(toNative(path), { throwIfNoEntry: false });
	} catch (error) {
		throw toFileError(error, path);
	}
}
