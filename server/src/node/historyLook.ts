/** Looks at the history without changing it: for those who may only read. */
import type { DatabaseSync } from 'node:sqlite';
import type { HistoryEvent } from '../history/event.ts';
import { HistoryOff, type RecentEvents } from '../history/historyStore.ts';
import type { SpaceSample } from '../history/space.ts';
import { historyStatus, requireFiles } from './historyFile.ts';
import { migrations, NewerSchema } from './historySchema.ts';
import { isDamage, offFor } from './historyTrouble.ts';
import { eachInTurns, whileBusy } from './historyTurns.ts';
import { toNative } from './nodePath.ts';
import { requireSqlite, type Sqlite } from './sqlite.ts';

interface Look {
	readonly mirror: string;
	readonly since: number;
	readonly most: number;
	readonly before: RecentEvents | undefined;
}

type Found = Omit<RecentEvents, 'version'>;

const nothing: Found = { events: [], space: [] };

/** So often, a file is read that changes meanwhile, before SQLite is left to coordinate readers and writers. */
const attempts = 3;

/** See `HistoryStore.look`. Rejects only with `HistoryOff`. */
export async function look(file: string, wait: number, asked: Look): Promise<RecentEvents> {
	const sqlite = requireSqlite();
	try {
		requireFiles(file);
		for (let attempt = 1; ; attempt++) {
			const version = versionOf(file);
			if (version === asked.before?.version) return asked.before;
			if (version === '') return { version, ...nothing };
			// SQLite puts two files of its own beside one that it may write to, and cannot where it may not write.
			const isAlone = !hasWrites(file) && attempt <= attempts;
			const found = await lookInto(openToRead(sqlite, file, isAlone), asked, wait).catch((error: unknown) => {
				if (attempt > attempts || versionOf(file) === version) throw error;
				return undefined;
			});
			if (found !== undefined && (!isAlone || versionOf(file) === version)) return { version, ...found };
		}
	} catch (error) {
		if (!isDamage(error)) throw offFor(error, file);
		throw new HistoryOff(`history is off: ${file} is damaged; the next command that records sets it aside`);
	}
}

/** @param isAlone nobody writes to it, so that no locks are needed */
function openToRead({ DatabaseSync }: Sqlite, file: string, isAlone: boolean): DatabaseSync {
	const open = (path: string | Buffer | URL): DatabaseSync => new DatabaseSync(path, { readOnly: true });
	if (!isAlone) return open(toNative(file));
	const bytes = Buffer.from(toNative(file));
	const path = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
	try {
		return open(new URL(`file:///${path.slice(3)}?immutable=1`));
	} catch (error) {
		// Before Node 22.15, a URL is no path.
		if (error instanceof TypeError) return open(toNative(file));
		throw error;
	}
}

/** Closes the database. */
async function lookInto(database: DatabaseSync, asked: Look, wait: number): Promise<Found> {
	try {
		database.exec('PRAGMA busy_timeout = 0');
		const schema = await whileBusy(wait, () =>
			Number(database.prepare('PRAGMA user_version').get()?.user_version),
		);
		if (schema > migrations.length) throw new NewerSchema();
		// The next who records brings it up to date.
		if (schema === 0) return nothing;
		const mirror = JSON.stringify(asked.mirror);
		const since = Math.max(Math.round(asked.since), Number.MIN_SAFE_INTEGER);
		const rows = database
			.prepare('SELECT event FROM event WHERE mirror = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT ?')
			.iterate(mirror, since, asked.most);
		const events = await eachInTurns(rows, ({ event }) => JSON.parse(String(event)) as HistoryEvent);
		return { events: events.reverse(), space: schema < 2 ? [] : samplesIn(database, mirror) };
	} finally {
		database.close();
	}
}

function samplesIn(database: DatabaseSync, mirror: string): readonly SpaceSample[] {
	return database
		.prepare('SELECT at, free, total FROM space WHERE mirror = ? ORDER BY at')
		.all(mirror)
		.map(({ at, free, total }) => ({ at: Number(at), free: Number(free), total: Number(total) }));
}

/** There is something that SQLite has not moved to the file yet. */
function hasWrites(file: string): boolean {
	return (historyStatus(`${file}-wal`)?.size ?? 0) > 0;
}

/**
 * SQLite appends to the second file, and now and then moves its contents to the first; one that only reads leaves the second one
 * empty. An empty version: there is no history.
 */
function versionOf(file: string): string {
	const states = [file, `${file}-wal`].map((path) => {
		const status = historyStatus(path);
		return status === undefined || status.size === 0
			? ''
			: [status.ino, status.size, status.mtimeMs].join(' ');
	});
	return states[0] === '' ? '' : states.join(', ');
}
