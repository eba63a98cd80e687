/** An interrupted program is ended with everything that it has started. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { endTree } from '../../server/src/node/endTree.ts';
import {
	descendantsOf,
	listProcesses,
	orphansOf,
	type ProcessEntry,
} from '../../server/src/node/processList.ts';

const neverHurry = new AbortController().signal;
const patience = { terminate: 300, kill: 600, tidy: 4000, whole: 4500, giveUp: 6000 };

/** Runs a shell script whose `$D` is a fresh directory, and waits until it has written `ready` there. */
async function start(t: TestContext, script: string) {
	const directory = mkdtempSync(join(tmpdir(), 'metro-tree-'));
	const child = spawn('/bin/bash', ['-c', script], {
		env: { ...process.env, D: directory },
		stdio: 'ignore',
	});
	const exit = once(child, 'exit');
	t.after(() => {
		for (const name of ['pid', 'ready'])
			if (existsSync(join(directory, name))) end(Number(readFileSync(join(directory, name), 'utf8')));
		child.kill('SIGKILL');
		rmSync(directory, { recursive: true, force: true });
	});
	while (!existsSync(join(directory, 'ready'))) await new Promise((resolve) => setTimeout(resolve, 20));
	const read = (name: string): string => readFileSync(join(directory, name), 'utf8').trim();
	return { child, exit, read, has: (name: string) => existsSync(join(directory, name)) };
}

function end(pid: number): void {
	try {
		if (pid > 0) process.kill(pid, 'SIGKILL');
	} catch {
		// It has ended.
	}
}

function runs(pid: number): boolean {
	const entry = listProcesses().get(pid);
	return entry !== undefined && !entry.isZombie;
}

/** Ignores what it can, and writes its id. */
const stubborn = `bash -c 'trap "" INT TERM HUP; echo $$ > "$D/pid"; echo > "$D/ready"; while :; do sleep 0.1; done'`;

for (const [name, script] of [
	['a child that ignores signals', `${stubborn} & trap 'exit 1' INT; wait; wait`],
	[
		'a grandchild whose parent ends at once',
		`bash -c '${stubborn.replaceAll("'", "'\\''")} & wait' & trap 'exit 1' INT; wait`,
	],
	['a child in a session of its own', `setsid ${stubborn} & trap 'exit 1' INT; wait; wait`],
	[
		'a program that ignores signals itself',
		`trap '' INT TERM; echo $$ > "$D/pid"; echo > "$D/ready"; while :; do sleep 0.1; done`,
	],
] as const) {
	test(`ends ${name}`, async (t) => {
		const { child, exit, read } = await start(t, script);
		assert.deepEqual(await endTree(child, false, neverHurry, patience), []);
		await exit;
		assert.equal(runs(Number(read('pid'))), false);
	});
}

test('a program may tidy up longer than its children may ignore it', async (t) => {
	const script = `${stubborn} & trap 'sleep 1.2; echo > "$D/tidied"; exit 1' INT; wait; wait`;
	const { child, exit, read, has } = await start(t, script);
	assert.deepEqual(await endTree(child, false, neverHurry, patience), []);
	assert.deepEqual(await exit, [1, null]);
	assert.ok(has('tidied'));
	assert.equal(runs(Number(read('pid'))), false);
});

test('in a hurry, nothing is waited for', async (t) => {
	const { child, exit, read } = await start(t, `trap '' INT TERM; ${stubborn}`);
	const hurry = new AbortController();
	const ended = endTree(child, false, hurry.signal, {
		...patience,
		terminate: 60_000,
		kill: 60_000,
		tidy: 60_000,
		whole: 61_000,
		giveUp: 62_000,
	});
	hurry.abort();
	assert.deepEqual(await ended, []);
	assert.deepEqual(await exit, [null, 'SIGKILL']);
	assert.equal(runs(Number(read('pid'))), false);
});

const entry = (pid: number, parent: number, given: Partial<ProcessEntry> = {}): [number, ProcessEntry] => [
	pid,
	{ pid, parent, group: 10, session: 10, start: pid, isZombie: false, ...given },
];

const machine = new Map([
	entry(1, 0, { group: 1, session: 1 }),
	entry(10, 1),
	entry(11, 10),
	entry(20, 10),
	entry(21, 20),
	entry(22, 21, { group: 22, session: 22 }),
	entry(23, 1),
	entry(24, 10),
	entry(12, 1),
	entry(25, 1, { group: 25, session: 25 }),
]);
const program = machine.get(20);
assert.ok(program);

test('to a program belongs what descends from it, in whatever group', () => {
	assert.deepEqual(
		descendantsOf([program], machine).map(({ pid }) => pid),
		[21, 22],
	);
});

test('to a program belong orphans of its group that began after it, and nothing of others', () => {
	// 23 is one. 12 began before it; 24 is a child of another process of the group; 25 is in a group of its own.
	assert.deepEqual(
		orphansOf(program, machine).map(({ pid }) => pid),
		[23],
	);
});
