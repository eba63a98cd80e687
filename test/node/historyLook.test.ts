/** Looking at the history changes nothing, whatever the file is like. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import type { HistoryEntry } from '../../server/src/history/event.ts';
import { HistoryOff, type HistoryStore } from '../../server/src/history/historyStore.ts';
import { migrate, migrations } from '../../server/src/node/historySchema.ts';
import { openHistory } from '../../server/src/node/nodeHistory.ts';

function place(t: TestContext): { directory: string; file: string; store: HistoryStore } {
	const directory = mkdtempSync(join(tmpdir(), 'metro-look-'));
	t.after(() => rmSync(directory, { recursive: true }));
	const file = join(directory, 'history.db');
	return { directory, file, store: openHistory(file, assert.fail) };
}

function index(at: number): HistoryEntry {
	return { key: ['index', at], seenBy: 'run', event: { kind: 'index', at, name: 'index.xml' } };
}

test('no file is made', async (t) => {
	const { directory } = place(t);
	const file = join(directory, 'not/there/history.db');
	const looked = await openHistory(file, assert.fail).look('/mirror', 0, 10);
	assert.deepEqual(looked, { version: '', events: [], space: [] });
	assert.equal(existsSync(join(directory, 'not')), false);
});

test('the latest events since a moment, read again only when there are more', async (t) => {
	const { store, directory } = place(t);
	await store.record('/mirror', [index(1), index(2), index(3)]);
	await store.record('/other', [index(9)]);
	const first = await store.look('/mirror', 1, 2);
	assert.deepEqual(
		first.events.map(({ at }) => at),
		[2, 3],
	);
	assert.equal(await store.look('/mirror', 1, 2, first), first);
	await store.record('/mirror', [index(4)]);
	const second = await store.look('/mirror', 1, 2, first);
	assert.deepEqual(
		second.events.map(({ at }) => at),
		[3, 4],
	);
	assert.deepEqual(readdirSync(directory), ['history.db', 'history.db.lock']);
});

test('a damaged file stays as it is, and is said', async (t) => {
	const { store, file, directory } = place(t);
	const text = 'This is not a database.\n'.repeat(500);
	writeFileSync(file, text);
	await assert.rejects(store.look('/mirror', 0, 10), (error) => {
		assert.ok(error instanceof HistoryOff);
		assert.match(error.message, /is damaged; the next command that records sets it aside$/);
		return true;
	});
	assert.equal(readFileSync(file, 'utf8'), text);
	assert.deepEqual(readdirSync(directory), ['history.db']);
});

test('a file of a later version is left alone', async (t) => {
	const { store, file } = place(t);
	await store.record('/mirror', [index(1)]);
	const database = new DatabaseSync(file);
	database.exec('PRAGMA user_version = 99');
	database.close();
	await assert.rejects(store.look('/mirror', 0, 10), /written by a later version/);
});

test('the days of complete builds', async (t) => {
	const { store } = place(t);
	const ended = (name: string, day: string, result: 'succeeded' | 'failed'): HistoryEntry => ({
		key: [result, name, day],
		seenBy: 'scan',
		event: { kind: 'build-ended', at: 1, name, day, result },
	});
	await store.record('/mirror', [
		ended('a', '2015-02-10', 'succeeded'),
		ended('a', '2015-02-11', 'failed'),
		ended('b', '2015-02-12', 'succeeded'),
	]);
	assert.deepEqual(
		await store.builtDays('/mirror'),
		new Map([
			['a', new Set(['2015-02-10'])],
			['b', new Set(['2015-02-12'])],
		]),
	);
});

test('how full the file system was, one sample in some hours', async (t) => {
	const { store } = place(t);
	const hour = 3_600_000;
	for (const at of [0, hour, 7 * hour, 8 * hour])
		await store.recordSpace('/mirror', { at, free: 5e12 - at, total: 6e12 });
	await store.recordSpace('/other', { at: 1, free: 1, total: 2 });
	assert.deepEqual((await store.look('/mirror', 0, 10)).space, [
		{ at: 0, free: 5e12, total: 6e12 },
		{ at: 7 * hour, free: 5e12 - 7 * hour, total: 6e12 },
	]);
});

test('a file of the first version is read as it is, and brought up to date by the next record', async (t) => {
	const { store, file, directory } = place(t);
	const database = new DatabaseSync(file);
	migrate(database, migrations.slice(0, 1));
	database.close();
	const before = readFileSync(file);
	const looked = await store.look('/mirror', 0, 10);
	assert.deepEqual([looked.events, looked.space], [[], []]);
	assert.deepEqual(readFileSync(file), before);
	assert.deepEqual(readdirSync(directory), ['history.db']);
	await store.recordSpace('/mirror', { at: 1, free: 1, total: 2 });
	assert.equal((await store.look('/mirror', 0, 10)).space.length, 1);
});

test('a name that is not UTF-8, or that a URL would cut', async (t) => {
	const { directory } = place(t);
	for (const name of ['a\udcffb', 'a?mode=memory', 'a#b', 'a%20b', 'ä b']) {
		const store = openHistory(join(directory, name, 'history.db'), assert.fail);
		await store.record('/mirror', [index(1)]);
		assert.equal((await store.look('/mirror', 0, 10)).events.length, 1, name);
	}
});

test('while another process writes', async (t) => {
	const { store, file } = place(t);
	await store.record('/mirror', [index(1)]);
	const other = new DatabaseSync(file);
	t.after(() => other.close());
	other.exec('BEGIN IMMEDIATE; INSERT INTO forgotten VALUES (-1)');
	assert.equal((await store.look('/mirror', 0, 10)).events.length, 1);
	other.exec('COMMIT');
	assert.equal((await store.look('/mirror', 0, 10)).events.length, 1);
});
