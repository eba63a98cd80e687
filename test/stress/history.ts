/**
 * Many processes write one history, and are killed at random moments: nothing that was recorded is lost, nothing is there twice, and
 * the file stays whole. `npm run stress -- history --seed 1 --writers 20 --kills 100`.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { append } from '../../server/src/base/collections.ts';
import { openHistory } from '../../server/src/node/nodeHistory.ts';
import { randomNumbers } from '../support/randomNumbers.ts';

export interface Writers {
	readonly file: string;
	/** Starts a process that writes so many events of each of these names. */
	start(names: readonly string[], count: number): Writer;
	dispose(): void;
}

/** A process that writes; see `test/support/historyWriter.ts`. */
export interface Writer {
	/** How many events of each name it has recorded, as far as it has said so. */
	readonly said: ReadonlyMap<string, number>;
	readonly complaints: string;
	/** Resolves once it has recorded something, or has ended. */
	readonly begun: Promise<void>;
	kill(): void;
	/** Resolves with the signal that ended it. */
	readonly ended: Promise<NodeJS.Signals | null>;
}

/** A new history, and the program that writes to it as one file, which starts many times as fast as its sources. */
export async function openWriters(): Promise<Writers> {
	const directory = mkdtempSync(join(tmpdir(), 'metro-writers-'));
	const program = join(directory, 'writer.mjs');
	await build({
		entryPoints: [join(import.meta.dirname, '../support/historyWriter.ts')],
		outfile: program,
		bundle: true,
		format: 'esm',
		platform: 'node',
		logLevel: 'error',
	});
	const file = join(directory, 'state/history.db');
	return {
		file,
		start: (names, count) => follow(spawn(process.execPath, [program, file, String(count), ...names])),
		dispose: () => rmSync(directory, { recursive: true }),
	};
}

function follow(child: ChildProcess): Writer {
	const said = new Map<string, number>();
	let [unread, complaints] = ['', ''];
	const begun = new Promise<void>((resolve) => {
		child.stdout?.on('data', (chunk: Buffer) => {
			const lines = `${unread}${chunk}`.split('\n');
			// The last line may not be whole.
			unread = lines.pop() ?? '';
			for (const [name = '', number] of lines.map((line) => line.split(' '))) said.set(name, Number(number));
			if (said.size > 0) resolve();
		});
		child.on('close', () => resolve());
	});
	child.stderr?.on('data', (chunk: Buffer) => {
		complaints += chunk.toString();
	});
	const ended = new Promise<NodeJS.Signals | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (_, signal) => resolve(signal));
	});
	return {
		said,
		get complaints() {
			return complaints;
		},
		begun,
		kill: () => child.kill('SIGKILL'),
		ended,
	};
}

/** The numbers of the events that are recorded, by name; the file must be whole. */
export async function recordedIn(file: string): Promise<ReadonlyMap<string, readonly number[]>> {
	const database = new DatabaseSync(file);
	const [check] = database.prepare('PRAGMA integrity_check').all();
	database.close();
	assert.equal(check?.integrity_check, 'ok');
	const events = await openHistory(file, assert.fail).read('/mirror', Number.NEGATIVE_INFINITY);
	const numbers = new Map<string, number[]>();
	for (const { name, at } of events) append(numbers, name, at);
	return numbers;
}

export interface KillingOptions {
	readonly seed: number;
	/** How many write at a time. */
	readonly writers: number;
	readonly kills: number;
	readonly say: (line: string) => void;
}

/** Throws if something was lost. Resolves with the number of events that the killed writers had recorded. */
export async function stressHistory({ seed, writers: atOnce, kills, say }: KillingOptions): Promise<number> {
	const random = randomNumbers(seed);
	const writers = await openWriters();
	const all: Writer[] = [];
	const start = (): Writer => {
		const writer = writers.start([`writer-${all.length}`], 1e9);
		all.push(writer);
		return writer;
	};
	try {
		const running = Array.from({ length: atOnce }, start);
		for (let kill = 1; kill <= kills; kill++) {
			const index = Math.floor(random() * atOnce);
			const victim = running[index];
			assert.ok(victim);
			await victim.begun;
			await new Promise((resolve) => setTimeout(resolve, random() * 30));
			victim.kill();
			assert.deepEqual([await victim.ended, victim.complaints], ['SIGKILL', '']);
			running[index] = start();
			if (kill % 10 === 0) {
				checkRecorded(saidBy(all), await recordedIn(writers.file));
				say(`${kill} killed, ${sumOf(all)} events`);
			}
		}
		for (const writer of running) writer.kill();
		await Promise.all(all.map(({ ended }) => ended));
		checkRecorded(saidBy(all), await recordedIn(writers.file));
		assert.deepEqual(
			readdirSync(join(writers.file, '..')).filter((name) => name.includes('damaged')),
			[],
		);
		return sumOf(all);
	} finally {
		for (const writer of all) writer.kill();
		await Promise.all(all.map(({ ended }) => ended));
		writers.dispose();
	}
}

/** What the writers have said is there, and each event once and in order. */
function checkRecorded(
	said: ReadonlyMap<string, number>,
	events: ReadonlyMap<string, readonly number[]>,
): void {
	for (const [name, last] of said) {
		const numbers = events.get(name) ?? [];
		assert.deepEqual(numbers, upTo(numbers.length), name);
		assert.ok(numbers.length >= last, `${name}: ${last} were recorded, ${numbers.length} are there`);
	}
}

/** What they have recorded by now: later, there may be more. */
function saidBy(all: readonly Writer[]): ReadonlyMap<string, number> {
	return new Map(all.flatMap(({ said }) => [...said]));
}

export function upTo(last: number): readonly number[] {
	return Array.from({ length: last }, (_, index) => index + 1);
}

function sumOf(all: readonly Writer[]): number {
	return [...saidBy(all).values()].reduce((sum, last) => sum + last, 0);
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: {
			seed: { type: 'string', default: '1' },
			writers: { type: 'string', default: '20' },
			kills: { type: 'string', default: '100' },
		},
	});
	const began = performance.now();
	const events = await stressHistory({
		seed: Number(values.seed),
		writers: Number(values.writers),
		kills: Number(values.kills),
		say: (line) => {
			if (process.stdout.isTTY) console.log(line);
		},
	});
	const seconds = Math.round((performance.now() - began) / 1000);
	console.log(
		`seed ${values.seed}: ${values.writers} writers, ${values.kills} kills, ${events} events, nothing lost (${seconds} s)`,
	);
}
