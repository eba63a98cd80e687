/** Programs that the scripts start: none of them outlives what started it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
	descendants,
	endGroup,
	isRunning,
	programOnPath,
	runQuietly,
	startGroup,
} from '../../scripts/vscode/processes.ts';

let folder: string;

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'metro-processes-'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** A program that starts one in its own group and one that leads a group, as a terminal does, and prints their ids. */
const parent = (ignoresSignals: boolean): string => `
	const { spawn } = require('node:child_process');
	const idle = ${JSON.stringify(`${ignoresSignals ? "process.on('SIGTERM', () => {});" : ''} setInterval(() => {}, 1000);`)};
	const children = [false, true].map((detached) => spawn(process.execPath, ['-e', idle], { detached }));
	console.log(children.map((child) => child.pid).join(' '));
	setInterval(() => {}, 1000);`;

async function startFamily(
	name: string,
	ignoresSignals: boolean,
): Promise<{ leader: number; children: number[] }> {
	const logFile = join(folder, name);
	const { leader } = startGroup(process.execPath, ['-e', parent(ignoresSignals)], { logFile });
	for (let tries = 0; ; tries++) {
		const line = readFileSync(logFile, 'utf8');
		if (line.endsWith('\n')) return { leader, children: line.trim().split(' ').map(Number) };
		assert.ok(tries < 500, 'the program did not start');
		await sleep(20);
	}
}

for (const ignoresSignals of [false, true]) {
	test(`a group is ended with all its processes${ignoresSignals ? ', even if they ignore signals' : ''}`, async () => {
		const { leader, children } = await startFamily(`family-${ignoresSignals}`, ignoresSignals);
		assert.deepEqual(descendants(leader).sort(), children.sort());
		if (ignoresSignals) await sleep(200);
		await endGroup(leader, 300);
		assert.deepEqual([leader, ...children].filter(isRunning), []);
	});
}

test('a group ends with the process that started it, when that exits or gets a signal', async () => {
	for (const [name, ending] of [
		['exit', 'process.exit(0)'],
		['signal', "process.kill(process.pid, 'SIGTERM')"],
	]) {
		const module = JSON.stringify(join(import.meta.dirname, '../../scripts/vscode/processes.ts'));
		const script = `
			import { exitOnSignals, startGroup } from ${module};
			exitOnSignals();
			const { leader } = startGroup(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
				logFile: ${JSON.stringify(join(folder, `${name}.log`))},
			});
			console.log(leader);
			setTimeout(() => ${ending}, 50);`;
		const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const [[text]] = await Promise.all([once(child.stdout, 'data'), once(child, 'exit')]);
		const leader = Number(text);
		assert.ok(leader > 0);
		for (let tries = 0; isRunning(leader); tries++) {
			assert.ok(tries < 100, `${name}: the group is still there`);
			await sleep(20);
		}
	}
});

test('a program that fails is reported with what it said', async () => {
	assert.equal(await runQuietly(process.execPath, ['-e', 'console.log(1)']), '1\n');
	const failing = runQuietly(process.execPath, ['-e', 'console.error("no disk"); process.exit(3)']);
	await assert.rejects(failing, /ended with status 3:\nno disk$/);
});

test('programs are found on PATH, the first of several names first', () => {
	assert.equal(programOnPath(['no such program', 'sh'])?.endsWith('/sh'), true);
	assert.equal(programOnPath(['no such program']), undefined);
});
