/** Programs run in isolation: a minimal environment, limits that hold, and nothing left behind. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { IsolatedOutcome } from '../../server/src/base/isolatedRun.ts';
import { isolatedRunner } from '../../server/src/node/nodeIsolated.ts';
import { isAlive } from '../../server/src/node/nodeRuns.ts';
import { findPython } from '../support/python.ts';

const program = findPython();
const limits = { timeLimit: 20_000, outputLimit: 1000 };

function runPython(source: string, more: Partial<typeof limits> = {}): Promise<IsolatedOutcome> {
	return isolatedRunner()({ program, arguments: ['-c', source], ...limits, ...more });
}

test('the environment holds four names at most, and standard input is empty', async () => {
	process.env.METRO_TEST_SECRET = 'a secret';
	try {
		const outcome = await runPython(
			'import os, sys; print(*os.environ, sys.stdin.read() == "", os.getcwd())',
		);
		assert.equal(outcome.kind, 'exited');
		const words = outcome.kind === 'exited' ? outcome.output.split(/\s+/) : [];
		// Python itself adds LC_CTYPE if there is no locale; a wrapper script may add variables too.
		assert.ok(words.includes('PATH'));
		assert.ok(!words.includes('METRO_TEST_SECRET'));
		assert.deepEqual(words.slice(-3), ['True', '/', '']);
	} finally {
		delete process.env.METRO_TEST_SECRET;
	}
});

const endings: readonly (readonly [string, string, Partial<typeof limits>, IsolatedOutcome])[] = [
	['an answer', 'print("ä")', {}, { kind: 'exited', status: 0, output: 'ä\n', complaint: '' }],
	[
		'a complaint',
		'import sys; sys.exit("first\\nlast")',
		{},
		{ kind: 'exited', status: 1, output: '', complaint: 'last' },
	],
	['no end', 'while True: pass', { timeLimit: 300 }, { kind: 'too-slow' }],
	['output without end', 'while True: print("x" * 999)', {}, { kind: 'too-much' }],
	[
		'complaints without end',
		'import sys\nwhile True: sys.stderr.write("x" * 999)',
		{ timeLimit: 500 },
		{ kind: 'too-slow' },
	],
	['a signal', 'import os; os.kill(os.getpid(), 15)', {}, { kind: 'killed', signal: 'SIGTERM' }],
];

for (const [name, source, more, expected] of endings) {
	test(name, async () => assert.deepEqual(await runPython(source, more), expected));
}

test('the program may read only a part of its standard input', async () => {
	const long = `ä${'x'.repeat(1_000_000)}`;
	const run = (source: string): Promise<IsolatedOutcome> =>
		isolatedRunner()({ program, arguments: ['-c', source], input: long, ...limits });
	const answered = { kind: 'exited', status: 0, complaint: '' };
	const length = 'import sys; print(len(sys.stdin.buffer.read()))';
	assert.deepEqual(await run(length), { ...answered, output: '1000002\n' });
	assert.deepEqual(await run('print(1)'), { ...answered, output: '1\n' });
});

test('one run is ended by its own signal', async () => {
	const run = isolatedRunner();
	const abort = new AbortController();
	const request = { program, arguments: ['-c', 'while True: pass'], ...limits };
	const running = run({ ...request, signal: abort.signal });
	abort.abort();
	await assert.rejects(running, { name: 'AbortError' });
	await assert.rejects(run({ ...request, signal: abort.signal }), { name: 'AbortError' });
	assert.equal((await run({ ...request, arguments: ['-c', ''] })).kind, 'exited');
});

const cannotStart = [
	['/nowhere/python3', /no such program/],
	['/etc/passwd', /permission denied/],
	['with\0nul', /null bytes/],
] as const;

for (const [other, reason] of cannotStart) {
	test(`${JSON.stringify(other)} cannot be started`, async () => {
		const outcome = await isolatedRunner()({ program: other, arguments: [], ...limits });
		assert.ok(outcome.kind === 'failed');
		assert.match(outcome.reason, reason);
	});
}

const leavers = [
	['when its time is over', 'time.sleep(1000)', 1500],
	['when it is done', 'pass', 20_000],
] as const;

for (const [when, last, timeLimit] of leavers) {
	test(`its child processes end with it ${when}`, async (t) => {
		const folder = await mkdtemp(join(tmpdir(), 'metro-isolated-'));
		t.after(() => rm(folder, { recursive: true, force: true }));
		const note = join(folder, 'pid');
		const source = `import subprocess, time
child = subprocess.Popen(['sleep', '1000'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
open(${JSON.stringify(note)}, 'w').write(str(child.pid))
${last}`;
		await runPython(source, { timeLimit });
		const pid = Number(readFileSync(note, 'utf8'));
		assert.ok(pid > 1);
		assert.ok(await isGone(pid), `process ${pid} is still there`);
	});
}

/** Waits a moment, because an orphan is reaped by the process that adopted it. */
async function isGone(pid: number): Promise<boolean> {
	for (let attempt = 0; attempt < 40; attempt++) {
		if (!isAlive(pid) || isZombie(pid)) return true;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return false;
}

function isZombie(pid: number): boolean {
	try {
		return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return true;
	}
}

test('a cancelled call ends it', async () => {
	const interest = new AbortController();
	const run = isolatedRunner(interest.signal);
	const request = { program, arguments: ['-c', 'while True: pass'], ...limits };
	setTimeout(() => interest.abort(), 200);
	await assert.rejects(run(request), { name: 'AbortError' });
	await assert.rejects(run(request), { name: 'AbortError' });
});
