/** What a user or the system calls off ends at once, however much is left to do. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { buildrepoProgram } from '../support/programs.ts';

/** Values that hold one another in circles that lax forgives: work for seconds. */
const keys = 12_000;
const circles = Array.from(
	{ length: keys },
	(_, at) => `k${at}: $[a/k${(at + 1) % keys}:lax]$[a/k${(at * 7 + 3) % keys}:lax]\n`,
).join('');

for (const command of ['config', 'check']) {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		test(`${signal} ends a busy ${command}`, async (t) => {
			const home = mkdtempSync(join(tmpdir(), 'metro-interrupted-'));
			t.after(() => rmSync(home, { recursive: true, force: true }));
			writeFileSync(join(home, '.metro'), `[section path]\nmirror: ${home}/mirror\n[section a]\n${circles}`);
			writeFileSync(join(home, '.buildbot'), 'builds = ("a",)\n');
			const child = spawn(process.execPath, [buildrepoProgram, command], {
				env: { ...process.env, HOME: home },
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			let said = '';
			child.stdout.on('data', (chunk: Buffer) => {
				said += chunk.toString();
			});
			const exit = once(child, 'exit');
			await wait(400);
			assert.equal(child.exitCode, null, 'it was not busy yet');
			child.kill(signal);
			const [status, by] = await exit;
			// By the signal itself, if it came before anything was listening.
			assert.ok(status === 130 || by === signal, `${status} ${by}`);
			assert.ok(!said.includes(`k${keys - 1}`));
		});
	}
}
