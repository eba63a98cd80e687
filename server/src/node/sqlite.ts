/** Node's own SQLite, where it has one. */
import { HistoryOff } from '../history/historyStore.ts';

export type Sqlite = typeof import('node:sqlite');

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

/** Throws `HistoryOff` where Node has none. */
export function requireSqlite(): Sqlite {
	const sqlite = loadSqlite();
	if (sqlite !== undefined) return sqlite;
	throw new HistoryOff('history is off: it needs node:sqlite, which Node has since version 22.13');
}
