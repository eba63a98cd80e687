/** Looks at the history without changing it: for those who may only read. */
import { statSync } from 'node:fs';
import type { HistoryEvent } from '../history/event.ts';
import { HistoryOff, type RecentEvents } from '../history/historyStore.ts';
import { migrations, NewerSchema } from './historySchema.ts';
import { isDamage, offFor } from './historyTrouble.ts';
import { toNative } from './nodePath.ts';
import { requireSqlite } from './sqlite.ts';

interface Look {
	readonly mirror: string;
	readonly since: number;
	readonly most: number;
	readonly before: RecentEvents | undefined;
}

/** See `HistoryStore.look`. Throws only `HistoryOff`. */
export function look(file: string, wait: number, { mirror, since, most, before }: Look): RecentEvents {
	const sqlite = requireSqlite();
	try {
		const version = versionOf(file);
		if (version === before?.version) return before;
		if (version === '') return { version, events: [] };
		const database = new sqlite.DatabaseSync(toNative(file), { readOnly: true });
		try {
			database.exec(`PRAGMA busy_timeout = ${wait}`);
			const schema = Number(database.prepare('PRAGMA user_version').get()?.user_version);
			if (schema > migrations.length) throw new NewerSchema();
			// The next who records brings it up to date.
			if (schema === 0) return { version, events: [] };
			const rows = database
				.prepare('SELECT event FROM event WHERE mirror = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT ?')
				.all(JSON.stringify(mirror), Math.max(Math.round(since), Number.MIN_SAFE_INTEGER), most);
			const events = rows.map(({ event }) => JSON.parse(String(event)) as HistoryEvent);
			return { version, events: events.reverse() };
		} finally {
			database.close();
		}
	} catch (error) {
		if (!isDamage(error)) throw offFor(error, file);
		throw new HistoryOff(`history is off: ${file} is damaged; the next command that records sets it aside`);
	}
}

/**
 * SQLite appends to the second file, and now and then moves its contents to the first; one that only reads leaves the second one
 * empty. An empty version: there is no history.
 */
function versionOf(file: string): string {
	const states = [file, `${file}-wal`].map((path) => {
		const status = statSync(toNative(path), { throwIfNoEntry: false });
		return status === undefined || status.size === 0
			? ''
			: [status.ino, status.size, status.mtimeMs].join(' ');
	});
	return states[0] === '' ? '' : states.join(', ');
}
