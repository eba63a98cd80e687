import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openProcesses } from '../../server/src/node/nodeProcesses.ts';

const request = { env: process.env, cwd: '/', arguments: [] };

test('a program is read: its output as it comes, its complaint, its status', async () => {
	const { pipe } = openProcesses(new AbortController().signal);
	const heard: string[] = [];
	const outcome = await pipe({
		...request,
		program: 'sh',
		arguments: ['-s'],
		input: 'echo out; echo complaint >&2; exit 3',
		onOutput: (text) => heard.push(text),
	});
	assert.deepEqual(outcome, { kind: 'exited', status: 3, output: 'out\n', complaint: 'complaint\n' });
	assert.deepEqual(heard.join(''), 'out\n');
});

test('a program that is missing, and one that leaves another holding its pipes', async () => {
	const { pipe } = openProcesses(new AbortController().signal);
	const missing = await pipe({ ...request, program: 'no-program-of-this-name' });
	assert.ok(missing.kind === 'failed');
	assert.equal(missing.reason, 'no such program');
	const left = await pipe({ ...request, program: 'sh', arguments: ['-c', 'sleep 60 & echo $!'] });
	process.kill(Number(left.output), 'SIGKILL');
	assert.equal(left.kind, 'exited');
});

test('an interrupt ends a program with what it has started', async () => {
	const interrupt = new AbortController();
	const { pipe, isAlive } = openProcesses(interrupt.signal);
	let child = 0;
	const outcome = await pipe({
		...request,
		program: 'sh',
		arguments: ['-c', 'sh -c "echo \\$\\$; exec sleep 60"; true'],
		onOutput: (text) => {
			child = Number(text);
			interrupt.abort();
		},
	});
	assert.equal(outcome.kind, 'killed');
	for (let tries = 0; isAlive(child) && tries < 100; tries++) await wait(50);
	assert.equal(isAlive(child), false);
});
