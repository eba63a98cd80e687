/** The tables of the history, and how a file of an earlier version gets them. */
import type { DatabaseSync } from 'node:sqlite';

/**
 * Each step makes the next version of the schema out of the one before; the first one, out of an empty file. Steps are only ever
 * added. Names are kept as JSON, since SQLite's text cannot hold the surrogates that stand for bytes that are not UTF-8.
 */
export const migrations: readonly string[] = [
	`CREATE TABLE event (
		id INTEGER PRIMARY KEY,
		key TEXT NOT NULL UNIQUE,
		mirror TEXT NOT NULL,
		at INTEGER NOT NULL,
		name TEXT NOT NULL,
		kind TEXT NOT NULL,
		by_run INTEGER NOT NULL,
		event TEXT NOT NULL
	) STRICT;
	CREATE INDEX event_at ON event (mirror, at, id);
	CREATE INDEX event_name ON event (mirror, kind, name, id);
	CREATE TABLE forgotten (until INTEGER NOT NULL) STRICT;`,
	`CREATE TABLE space (
		mirror TEXT NOT NULL,
		slot INTEGER NOT NULL,
		at INTEGER NOT NULL,
		free INTEGER NOT NULL,
		total INTEGER NOT NULL,
		PRIMARY KEY (mirror, slot)
	) STRICT, WITHOUT ROWID;`,
];

/** The file was written by a later version of the program. */
export class NewerSchema extends Error {}

/** Brings a database to the latest version, whichever process is first. Throws `NewerSchema` if it is beyond that. */
export function migrate(database: DatabaseSync, steps: readonly string[] = migrations): void {
	if (versionOf(database) === steps.length) return;
	database.exec('BEGIN IMMEDIATE');
	try {
		const version = versionOf(database);
		if (version > steps.length) throw new NewerSchema();
		for (const step of steps.slice(version)) database.exec(step);
		database.exec(`PRAGMA user_version = ${steps.length}`);
		database.exec('COMMIT');
	} catch (error) {
		database.exec('ROLLBACK');
		throw error;
	}
}

function versionOf(database: DatabaseSync): number {
	return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}
