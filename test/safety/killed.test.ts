/** `compress` killed as a real process: its compressor ends with it, and the next run cleans up. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { isAlive } from '../../server/src/node/nodeRuns.ts';
import { buildrepoProgram } from '../support/programs.ts';

const diesWithUs =
	spawnSync('setpriv', ['--help'], { encoding: 'utf8' }).stdout?.includes('--pdeathsig') === true;

interface Place {
	readonly home: string;
	readonly build: string;
	/** With a compressor that runs until it is killed; else with the real one. */
	start(hangs: boolean): ChildProcess;
}

function lay(t: TestContext): Place {
	const home = mkdtempSync(join(tmpdir(), 'killed-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const build = join(home, 'mirror/b/a/s/2019-11-01');
	mkdirSync(build, { recursive: true });
	mkdirSync(join(home, 'bin'));
	writeFileSync(join(home, 'bin/gzip'), `#!/bin/sh\necho $$ > ${home}/pid\nexec sleep 600\n`, {
		mode: 0o755,
	});
	writeFileSync(
		join(home, '.metro'),
		`[section path]\nmirror: ${home}/mirror\n[section target]\ncompression: gz\n`,
	);
	writeFileSync(join(home, '.buildbot'), 'builds = ("b",)\narches = ("a",)\nsubarches = ("s",)\n');
	writeFileSync(join(build, 'stage3.tar'), 'content');
	writeFileSync(join(build, 'stage3.tar.cme'), '');
	const start = (hangs: boolean): ChildProcess =>
		spawn(process.execPath, [buildrepoProgram, 'compress', join(home, 'mirror')], {
			env: {
				HOME: home,
				PATH: `${hangs ? `${home}/bin:` : ''}${process.env.PATH}`,
				BUILDREPO_DIALECT: '2019',
			},
			stdio: 'ignore',
		});
	return { home, build, start };
}

async function until(what: string, holds: () => boolean): Promise<void> {
	for (let tries = 0; !holds(); tries++) {
		assert.ok(tries < 3000, what);
		await wait(20);
	}
}

/** Ended, and waiting for an init that may not be there in a container. */
function isZombie(pid: number): boolean {
	try {
		return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return true;
	}
}

function ended(child: ChildProcess): Promise<number | null> {
	return new Promise((resolve) => child.once('exit', resolve));
}

const skip = diesWithUs ? false : 'needs setpriv';
test('the compressor ends with a run that is killed; the next run takes over', { skip }, async (t) => {
	const { home, build, start } = lay(t);
	const pidFile = join(home, 'pid');
	const isRunning = (): boolean => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n');
	const child = start(true);
	const end = ended(child);
	await until('the compressor starts', isRunning);
	const compressor = Number(readFileSync(pidFile, 'utf8'));
	child.kill('SIGKILL');
	await end;
	await until('the compressor ends', () => !isAlive(compressor) || isZombie(compressor));
	assert.ok(!existsSync(join(build, 'stage3.tar.gz')));
	assert.ok(existsSync(join(build, 'stage3.tar.cme.run')));
	assert.equal(await ended(start(false)), 0);
	assert.deepEqual(readdirSync(build), ['stage3.tar.gz']);
	assert.equal(execFileSync('gzip', ['-dc', join(build, 'stage3.tar.gz')], { encoding: 'utf8' }), 'content');
});

test('an interrupted run leaves archive and mark as they were', async (t) => {
	const { home, build, start } = lay(t);
	const child = start(true);
	const end = ended(child);
	await until('the compressor starts', () => existsSync(join(home, 'pid')));
	child.kill('SIGTERM');
	assert.equal(await end, 130);
	assert.deepEqual(readdirSync(build).sort(), ['stage3.tar', 'stage3.tar.cme']);
});
