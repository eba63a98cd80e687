/** Many processes write the history at once, and are killed at any moment: what was recorded stays, once each, and the file is whole. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { append } from '../../server/src/base/collections.ts';
import { openHistory } from '../../server/src/node/nodeHistory.ts';
import { randomNumbers } from '../support/randomNumbers.ts';

const writer = join(import.meta.dirname, '../support/historyWriter.ts');

interface Written {
	/** The last number that it printed. */
	readonly last: number;
	readonly complaints: string;
	readonly killed: boolean;
}

/** Runs a writer, and kills it once it has printed `killAt`. */
function write(
	file: string,
	name: string,
	count: number,
	killAt = Number.POSITIVE_INFINITY,
): Promise<Written> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [writer, file, name, String(count)]);
		let printed = '';
		let complaints = '';
		child.stdout.on('data', (chunk: Buffer) => {
			printed += chunk.toString();
			if (numbersIn(printed).length >= killAt) child.kill('SIGKILL');
		});
		child.stderr.on('data', (chunk: Buffer) => {
			complaints += chunk.toString();
		});
		child.on('error', reject);
		child.on('close', (_, signal) =>
			resolve({ last: numbersIn(printed).at(-1) ?? 0, complaints, killed: signal === 'SIGKILL' }),
		);
	});
}

/** The numbers of whole lines. */
function numbersIn(printed: string): readonly number[] {
	return printed.split('\n').slice(0, -1).map(Number);
}

function historyFile(t: TestContext): string {
	const directory = mkdtempSync(join(tmpdir(), 'metro-writers-'));
	t.after(() => rmSync(directory, { recursive: true }));
	return join(directory, 'history.db');
}

/** The numbers of the events that are recorded, by name; the file must be whole, and each event be there once. */
async function recorded(file: string): Promise<ReadonlyMap<string, readonly number[]>> {
	const database = new DatabaseSync(file);
	assert.deepEqual(
		database
			.prepare('PRAGMA integrity_check')
			.all()
			.map((row) => ({ ...row })),
		[{ integrity_check: 'ok' }],
	);
	database.close();
	const events = await openHistory(file, assert.fail).read('/mirror', Number.NEGATIVE_INFINITY);
	const numbers = new Map<string, number[]>();
	for (const { name, at } of events) append(numbers, name, at);
	return numbers;
}

function upTo(last: number): readonly number[] {
	return Array.from({ length: last }, (_, index) => index + 1);
}

test('20 writers at once', async (t) => {
	const file = historyFile(t);
	const count = 2;
	const names = upTo(20).map((number) => `writer-${number}`);
	const written = await Promise.all(names.map((name) => write(file, name, count)));
	for (const one of written) assert.deepEqual(one, { last: count, complaints: '', killed: false });
	const events = await recorded(file);
	for (const name of ['shared', ...names]) assert.deepEqual(events.get(name), upTo(count), name);
});

test('writers that are killed lose nothing that they recorded', async (t) => {
	const file = historyFile(t);
	const rounds = Number(process.env.METRO_KILLS ?? 4);
	const random = randomNumbers(Number(process.env.METRO_SEED ?? 1));
	const written = new Map<string, number>();
	for (let round = 0; round < rounds; round += 4) {
		const names = upTo(4).map((number) => `writer-${round + number}`);
		await Promise.all(
			names.map(async (name) => {
				const one = await write(file, name, 1e6, 1 + Math.floor(random() * 8));
				assert.deepEqual([one.killed, one.complaints], [true, '']);
				written.set(name, one.last);
			}),
		);
	}
	const events = await recorded(file);
	for (const [name, last] of written) {
		const numbers = events.get(name) ?? [];
		assert.deepEqual(numbers, upTo(numbers.length));
		assert.ok(numbers.length >= last, `${name}: ${numbers.length} events, ${last} were recorded`);
	}
});

test('a damaged file is set aside once, however many writers find it', async (t) => {
	const file = historyFile(t);
	writeFileSync(file, 'This is not a database.\n'.repeat(500));
	const names = upTo(3).map((number) => `writer-${number}`);
	const written = await Promise.all(names.map((name) => write(file, name, 3)));
	assert.deepEqual(
		written.map(({ last }) => last),
		names.map(() => 3),
	);
	const told = written.map(({ complaints }) => complaints).join('');
	assert.equal(told.split('\n').length, 2, told);
	assert.equal(readdirSync(join(file, '..')).filter((name) => name.includes('damaged')).length, 1);
	const events = await recorded(file);
	for (const name of ['shared', ...names]) assert.equal(events.get(name)?.length, 3, name);
});
