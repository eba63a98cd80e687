/** The history in a real SQLite file: what is recorded stays, and whatever the file is like, nothing falls over. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { suite, type TestContext, test } from 'node:test';
import type { HistoryEntry, HistoryEvent } from '../../server/src/history/event.ts';
import { HistoryOff, type HistoryStore } from '../../server/src/history/historyStore.ts';
import { migrate, migrations, NewerSchema } from '../../server/src/node/historySchema.ts';
import { type HistoryLimits, openHistory } from '../../server/src/node/nodeHistory.ts';

interface Place {
	readonly directory: string;
	readonly file: string;
	readonly store: HistoryStore;
	/** What was said of a damaged file. */
	readonly told: readonly string[];
}

function place(t: TestContext, limits?: HistoryLimits): Place {
	const top = mkdtempSync(join(tmpdir(), 'metro-history-'));
	t.after(() => rmSync(top, { recursive: true }));
	const directory = join(top, 'state', 'metro-vscode');
	const file = join(directory, 'history.db');
	const told: string[] = [];
	return { directory, file, store: openHistory(file, (message) => told.push(message), limits), told };
}

const mirror = '/mirror';

function index(at: number, name = 'index.xml'): HistoryEntry {
	return { key: ['index', name, at], seenBy: 'run', event: { kind: 'index', at, name } };
}

const all = Number.NEGATIVE_INFINITY;

async function times(store: HistoryStore): Promise<readonly number[]> {
	return (await store.read(mirror, all)).map(({ at }) => at);
}

suite('what is recorded', () => {
	test('is read back, oldest first, since a moment, by mirror', async (t) => {
		const { store, file, directory } = place(t);
		await store.record(mirror, [index(3), index(1)]);
		await store.record('/other', [index(2)]);
		await store.record(mirror, [index(2.4)]);
		assert.deepEqual(await times(store), [1, 2.4, 3]);
		assert.deepEqual((await store.read(mirror, 2)).length, 2);
		assert.deepEqual((await store.read('/other', all)).length, 1);
		assert.deepEqual(readdirSync(directory), ['history.db', 'history.db.lock']);
		assert.equal(statSync(file).mode & 0o777, 0o600);
		assert.equal(statSync(directory).mode & 0o777, 0o700);
	});

	test('is recorded once, and who did it knows better than who found it', async (t) => {
		const { store } = place(t);
		const ended = (seenBy: HistoryEntry['seenBy'], event: Partial<HistoryEvent>): HistoryEntry => ({
			key: ['built', 'a', 1],
			seenBy,
			event: { kind: 'build-ended', at: 1, name: 'a', result: 'succeeded', ...event } as HistoryEvent,
		});
		const rich = ended('run', { at: 2, target: 'full' });
		for (const entry of [ended('scan', {}), ended('scan', {}), rich, rich, ended('scan', { at: 5 })])
			await store.record(mirror, [entry]);
		assert.deepEqual(await store.read(mirror, all), [rich.event]);
	});

	test('has its names to the last byte', async (t) => {
		const { store } = place(t);
		const names = [
			'a\nb',
			'\u001b[31m',
			'\u202eevil',
			'a\udcffb',
			'a\u0000b',
			"';DROP TABLE event;--",
			'"\\',
			'\ufffd',
		];
		await store.record(
			mirror,
			names.map((name) => index(1, name)),
		);
		await store.record('/mirr\udcf6r', [index(1)]);
		const read = (await store.read(mirror, all)).map(({ name }) => name);
		assert.deepEqual(read, names);
		assert.equal((await store.read('/mirr\udcf6r', all)).length, 1);
		assert.equal((await store.read('/mirr\udcf7r', all)).length, 0);
	});

	test('stays when the clock jumps back, in the order of the clock', async (t) => {
		const { store } = place(t);
		const now = Date.parse('2026-11-30');
		for (const at of [now, now - 1e9, 0, -5, now + 1e12]) await store.record(mirror, [index(at)]);
		assert.deepEqual(await times(store), [-5, 0, now - 1e9, now, now + 1e12]);
	});
});

test('the failcount recorded last is known, whatever the clock says', async (t) => {
	const { store } = place(t);
	const failcount = (name: string, at: number, to: number, stamp: number): HistoryEntry => ({
		key: ['failcount', name, stamp],
		seenBy: 'scan',
		event: { kind: 'failcount', at, name, to, stamp },
	});
	const zapped: HistoryEntry = { key: ['reset'], seenBy: 'run', event: { kind: 'zapped', at: 1, name: 'b' } };
	await store.record(mirror, [
		failcount('a', 9, 1, 9),
		failcount('b', 2, 3, 2),
		failcount('a', 3, 2, 3),
		zapped,
	]);
	assert.deepEqual(
		await store.failcounts(mirror),
		new Map([
			['a', { count: 2, stamp: 3 }],
			['b', { count: 0 }],
		]),
	);
	assert.deepEqual(await store.failcounts('/other'), new Map());
});

test('a large history drops its oldest events for good', async (t) => {
	const size = 200_000;
	const { store, file } = place(t, { size });
	const name = 'x'.repeat(200);
	const entries = Array.from({ length: 2000 }, (_, at) => index(at + 1, name));
	await store.record(mirror, entries.slice(0, 1500));
	await store.record(mirror, entries.slice(1500));
	const kept = await times(store);
	assert.ok(kept.length > 50 && kept.length < 1000, `${kept.length} events`);
	assert.deepEqual(
		kept,
		entries.slice(-kept.length).map(({ event }) => event.at),
	);
	const before = statSync(file).size;
	await store.record(mirror, entries);
	assert.deepEqual(await times(store), kept);
	// A batch is written before the oldest events go; their space is used again.
	assert.ok(before < 1e6, `${before} bytes`);
	assert.equal(statSync(file).size, before);
	await store.record(mirror, [index(1e6)]);
	assert.equal((await times(store)).at(-1), 1e6);
});

suite('the schema', () => {
	const steps = ['CREATE TABLE a (x) STRICT', 'CREATE TABLE b (x ANY) STRICT; INSERT INTO b VALUES (1)'].map(
		(step) => step.replace('(x) STRICT', '(x ANY) STRICT'),
	);
	const version = (database: DatabaseSync): unknown =>
		database.prepare('PRAGMA user_version').get()?.user_version;

	test('is brought up step by step, each step once', () => {
		const database = new DatabaseSync(':memory:');
		migrate(database, steps.slice(0, 1));
		assert.equal(version(database), 1);
		database.exec('INSERT INTO a VALUES (7)');
		for (let time = 0; time < 2; time++) migrate(database, steps);
		assert.equal(version(database), 2);
		assert.equal(database.prepare('SELECT count(*) AS n FROM b').get()?.n, 1);
		assert.equal(database.prepare('SELECT x FROM a').get()?.x, 7);
	});

	test('a step that fails changes nothing', () => {
		const database = new DatabaseSync(':memory:');
		migrate(database, steps.slice(0, 1));
		assert.throws(() => migrate(database, [...steps.slice(0, 1), 'CREATE TABLE c (x ANY) STRICT; nonsense']));
		assert.equal(version(database), 1);
		assert.throws(() => database.exec('SELECT * FROM c'), /no such table/);
	});

	test('of a later version is left alone', async (t) => {
		const database = new DatabaseSync(':memory:');
		database.exec('PRAGMA user_version = 3');
		assert.throws(() => migrate(database, steps), NewerSchema);
		const { store, file, told, directory } = place(t);
		await store.record(mirror, [index(1)]);
		const later = new DatabaseSync(file);
		later.exec(`PRAGMA user_version = ${migrations.length + 1}`);
		later.close();
		const before = readFileSync(file);
		await assert.rejects(store.record(mirror, [index(2)]), isOff(/later version/));
		await assert.rejects(store.read(mirror, all), isOff(/later version/));
		assert.deepEqual(readFileSync(file), before);
		assert.deepEqual([told, readdirSync(directory)], [[], ['history.db', 'history.db.lock']]);
	});
});

function isOff(message: RegExp): (error: unknown) => boolean {
	return (error) =>
		error instanceof HistoryOff && /^history is off: /.test(error.message) && message.test(error.message);
}

suite('a damaged file is set aside, and said once', () => {
	const damages: readonly (readonly [what: string, damage: (file: string) => void])[] = [
		[
			'text',
			(file) =>
				writeFileSync(file, 'This is not a database, but a text that is longer than a header.'.repeat(99)),
		],
		['zeros', (file) => writeFileSync(file, Buffer.alloc(50_000, 0))],
		[
			'a database of another program',
			(file) => {
				rmSync(file);
				const other = new DatabaseSync(file);
				other.exec(`CREATE TABLE event (mine); PRAGMA user_version = ${migrations.length}`);
				other.close();
			},
		],
		['half a file', (file) => truncateSync(file, 8192)],
		[
			'pages overwritten',
			(file) => {
				const content = readFileSync(file);
				content.fill(0xa5, 4096);
				writeFileSync(file, content);
			},
		],
	];
	for (const [what, damage] of damages) {
		test(what, async (t) => {
			const { store, file, told, directory } = place(t);
			await store.record(
				mirror,
				Array.from({ length: 300 }, (_, at) => index(at)),
			);
			damage(file);
			const before = readFileSync(file);
			await store.record(mirror, [index(1), index(2)]);
			await store.record(mirror, [index(3)]);
			assert.deepEqual(await times(store), [1, 2, 3]);
			assert.equal(told.length, 1, told.join());
			assert.match(told[0] ?? '', /is damaged: it was set aside as .*history\.db\.damaged-\d{4}-/);
			const aside = readdirSync(directory).filter((name) => /damaged-[\dT-]+$/.test(name));
			assert.equal(aside.length, 1);
			assert.deepEqual(readFileSync(join(directory, aside[0] ?? '')).length, before.length);
		});
	}

	test("when nobody uses it: who has opened it would take the next one's files for its own", async (t) => {
		const { store, file, told, directory } = place(t, { patience: 50 });
		mkdirSync(directory, { recursive: true });
		writeFileSync(file, 'This is not a database.'.repeat(500));
		const other = new DatabaseSync(`${file}.lock`);
		t.after(() => other.close());
		other.exec('BEGIN; SELECT 1 FROM sqlite_schema');
		await assert.rejects(store.record(mirror, [index(1)]), isOff(/is locked by another program/));
		assert.deepEqual([told, readdirSync(directory)], [[], ['history.db', 'history.db.lock']]);
		other.exec('COMMIT');
		await store.record(mirror, [index(1)]);
		assert.equal(told.length, 1);
	});

	test('and nobody opens it meanwhile', async (t) => {
		const { store, file } = place(t, { patience: 50 });
		await store.record(mirror, [index(1)]);
		const other = new DatabaseSync(`${file}.lock`);
		t.after(() => other.close());
		other.exec('BEGIN EXCLUSIVE');
		await assert.rejects(store.record(mirror, [index(2)]), isOff(/is locked by another program/));
		other.exec('COMMIT');
		await store.record(mirror, [index(3)]);
		assert.deepEqual(await times(store), [1, 3]);
	});

	test('an empty file is a new one', async (t) => {
		const { store, file, told, directory } = place(t);
		mkdirSync(directory, { recursive: true });
		writeFileSync(file, '');
		await store.record(mirror, [index(1)]);
		assert.deepEqual([await times(store), told], [[1], []]);
	});
});

suite('history is off, and says why', () => {
	test('where the state directory cannot be made', async (t) => {
		const { store, directory } = place(t);
		writeFileSync(join(directory, '../..', 'state'), 'a file');
		await assert.rejects(store.record(mirror, [index(1)]), isOff(/state\/metro-vscode: not a directory/));
	});

	test('where the file is a directory', async (t) => {
		const { store, file } = place(t);
		mkdirSync(file, { recursive: true });
		await assert.rejects(store.read(mirror, all), isOff(/history\.db is no file: move it away/));
	});

	test('where the file is a pipe', async (t) => {
		const { store, file, directory } = place(t);
		mkdirSync(directory, { recursive: true });
		execFileSync('mkfifo', [file]);
		await assert.rejects(store.look(mirror, 0, 10), isOff(/history\.db is no file: move it away/));
		await assert.rejects(store.record(mirror, [index(1)]), isOff(/history\.db is no file/));
	});

	for (const ending of ['-journal', '-wal', '-shm', '.lock', '.lock-journal'])
		test(`where the file beside it is a pipe: ${ending}`, async (t) => {
			const { store, file, directory } = place(t);
			mkdirSync(directory, { recursive: true });
			execFileSync('mkfifo', [file + ending]);
			const says = isOff(new RegExp(`history\\.db${ending} is no file: move it away`));
			await assert.rejects(store.look(mirror, 0, 10), says);
			await assert.rejects(store.record(mirror, [index(1)]), says);
		});

	test('where the file is a link to itself', async (t) => {
		const { store, file, directory } = place(t);
		mkdirSync(directory, { recursive: true });
		symlinkSync(file, file);
		await assert.rejects(store.look(mirror, 0, 10), isOff(/history\.db: links that lead in a circle/));
		await assert.rejects(store.record(mirror, [index(1)]), isOff(/history\.db: links that lead in a circle/));
	});

	test('where no directory can be made, in /proc', async () => {
		const store = openHistory('/proc/metro-vscode/history.db', assert.fail);
		await assert.rejects(store.record(mirror, [index(1)]), isOff(/\/proc\/metro-vscode: no such file/));
	});

	test('where nothing can be written', async (t) => {
		const { directory } = place(t);
		mkdirSync(directory, { recursive: true });
		symlinkSync('/proc', join(directory, 'proc'));
		const store = openHistory(join(directory, 'proc', 'history.db'), assert.fail);
		await assert.rejects(store.record(mirror, [index(1)]), isOff(/proc\/history\.db\.lock|cannot be opened/));
	});

	test('where another program has locked the file', async (t) => {
		const { store, file, told } = place(t, { patience: 50 });
		await store.record(mirror, [index(1)]);
		const other = new DatabaseSync(file);
		t.after(() => other.close());
		other.exec('BEGIN EXCLUSIVE');
		await assert.rejects(store.record(mirror, [index(2)]), isOff(/is locked by another program/));
		other.exec('COMMIT');
		await store.record(mirror, [index(3)]);
		assert.deepEqual([await times(store), told], [[1, 3], []]);
	});

	test('where Node has no node:sqlite', async (t) => {
		const { store, directory } = place(t);
		t.mock.method(process, 'getBuiltinModule', () => undefined);
		await assert.rejects(store.record(mirror, [index(1)]), isOff(/needs node:sqlite/));
		assert.equal(existsSync(directory), false);
	});
});

test("Node's warning that SQLite is experimental is not shown, and other warnings are", async (t) => {
	const { store } = place(t);
	const load = process.getBuiltinModule;
	const warned: unknown[] = [];
	t.mock.method(process, 'emitWarning', (warning: unknown) => warned.push(warning));
	t.mock.method(process, 'getBuiltinModule', (id: string) => {
		process.emitWarning('SQLite is an experimental feature', 'ExperimentalWarning');
		return load(id);
	});
	await store.record(mirror, [index(1)]);
	process.emitWarning('another');
	assert.deepEqual(warned, ['another']);
});
