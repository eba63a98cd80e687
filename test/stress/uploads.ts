/**
 * Uploads that are killed at random moments, here or on the master: at no moment does the master show a build that is not whole, and the
 * next run completes it. `npm run stress -- uploads --seed 1 --kills 100`.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { descendantsOf, listProcesses } from '../../server/src/node/processList.ts';
import { type LoopbackMaster, startMaster } from '../support/loopbackMaster.ts';
import { randomNumbers } from '../support/randomNumbers.ts';
import { makeUploadWorld, type UploadWorld } from '../support/uploadWorld.ts';

export interface UploadKills {
	readonly seed: number;
	readonly kills: number;
	/** The builds of each upload. */
	readonly days: readonly string[];
	readonly say: (line: string) => void;
}

const subarch = 'funtoo-current/x86-64bit/core2_64';
/** An archive takes about half a second. */
const bytes = 500_000;
const bandwidth = '1m';

/** @returns how many kills hit an upload in progress */
export async function killUploads({ seed, kills, days, say }: UploadKills): Promise<number> {
	const random = randomNumbers(seed);
	const world = makeUploadWorld(`host: master\nindex: no\nbandwidth: ${bandwidth}`);
	mkdirSync(join(world.top, 'ssh'));
	const master = await startMaster(join(world.top, 'ssh'));
	let hits = 0;
	try {
		for (const day of days) world.build(`${subarch}/${day}`, bytes);
		const whole = new Map(days.map((day) => [day, contentsOf(join(world.mirror, subarch, day))]));
		let usual = await timeOf(world, master);
		for (let round = 1; round <= kills; round++) {
			empty(world);
			const end = new AbortController();
			const watched = watch(world, whole, end.signal);
			// Some are killed more than once before they may finish.
			for (let more = true; more; ) {
				const isHit = await killOne(world, master, random, usual);
				if (isHit) hits++;
				// One that came too late would find nothing to do the next time.
				if (!isHit) empty(world);
				assertWhole(world, whole);
				more = !isHit || random() < 0.3;
			}
			const began = performance.now();
			const finished = await run(world, master);
			usual = Math.min(usual, performance.now() - began);
			end.abort();
			const looks = await watched;
			assert.equal(finished.status, 0, `round ${round}: ${finished.stderr}`);
			assert.deepEqual(readdirSync(join(world.there, subarch)), days, `round ${round}`);
			assertWhole(world, whole);
			say(`round ${round}: whole at ${looks} looks; ${hits} kills hit an upload`);
		}
	} finally {
		await master.end();
		world.end();
	}
	return hits;
}

function empty(world: UploadWorld): void {
	rmSync(join(world.there, 'funtoo-current/x86-64bit'), { recursive: true, force: true });
	// What was uploaded before is not sent again once the master has removed it.
	rmSync(join(world.top, 'state'), { recursive: true, force: true });
}

/** Kills one upload, or something of it on the master; true if it had not ended before. */
async function killOne(
	world: UploadWorld,
	master: LoopbackMaster,
	random: () => number,
	usual: number,
): Promise<boolean> {
	const child = world.start(master.path, 'upload');
	child.stdout?.resume();
	child.stderr?.resume();
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	await wait(random() * usual);
	const isHit = child.exitCode === null;
	const all = listProcesses();
	const own = [...all.values()].filter(({ pid }) => pid === child.pid);
	const servers = [...all.values()].filter(({ pid }) => pid === master.pid);
	const remote = descendantsOf(servers, all);
	const local = descendantsOf(own, all);
	const kind = Math.floor(random() * 4);
	// This program alone, what it runs, one process on the master, or all there.
	const one = <Item>(items: readonly Item[]): readonly Item[] =>
		items.slice(0, 1 + Math.floor(random() * items.length)).slice(-1);
	const victims = [own, one(local), one(remote), remote][kind] ?? [];
	for (const { pid } of victims) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It has ended meanwhile.
		}
	}
	await ended;
	return isHit && victims.length > 0;
}

async function run(
	world: UploadWorld,
	master: LoopbackMaster,
): Promise<{ status: number | null; stderr: string }> {
	const child = world.start(master.path, 'upload');
	let stderr = '';
	child.stdout?.resume();
	child.stderr?.on('data', (chunk: Buffer) => {
		stderr += chunk;
	});
	const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
	return { status, stderr };
}

async function timeOf(world: UploadWorld, master: LoopbackMaster): Promise<number> {
	const began = performance.now();
	const { status, stderr } = await run(world, master);
	assert.equal(status, 0, stderr);
	return performance.now() - began;
}

/** Looks again and again until the end. @returns how often */
async function watch(world: UploadWorld, whole: Wholes, signal: AbortSignal): Promise<number> {
	let looks = 0;
	for (; !signal.aborted; looks++) {
		assertWhole(world, whole);
		await wait(50);
	}
	return looks;
}

/** By day, the digest of each file by its name. */
type Wholes = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What a reader of the master sees of builds is whole; everything else there is hidden. */
function assertWhole(world: UploadWorld, whole: Wholes): void {
	const directory = join(world.there, subarch);
	if (!existsSync(directory)) return;
	for (const name of readdirSync(directory)) {
		if (name.startsWith('.buildrepo-upload-')) continue;
		assert.deepEqual(contentsOf(join(directory, name)), whole.get(name), name);
	}
}

function contentsOf(directory: string): ReadonlyMap<string, string> {
	const files = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) =>
		entry.isFile(),
	);
	return new Map(
		files
			.map(({ parentPath, name }) => join(parentPath, name))
			.sort()
			.map((path) => [
				path.slice(directory.length),
				createHash('sha256').update(readFileSync(path)).digest('hex'),
			]),
	);
}

if (import.meta.main) {
	const { values } = parseArgs({
		options: { seed: { type: 'string', default: '1' }, kills: { type: 'string', default: '100' } },
	});
	const began = performance.now();
	const hits = await killUploads({
		seed: Number(values.seed),
		kills: Number(values.kills),
		days: ['2015-02-17', '2015-02-18'],
		say: (line) => {
			if (process.stdout.isTTY) console.log(line);
		},
	});
	const seconds = Math.round((performance.now() - began) / 1000);
	console.log(
		`seed ${values.seed}: ${values.kills} rounds, ${hits} kills hit an upload, nothing half shown (${seconds} s)`,
	);
}
