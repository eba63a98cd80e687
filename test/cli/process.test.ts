/** buildrepo as a real process: streams, signals, exit status. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
	chmodSync,
	closeSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { listProcesses } from '../../server/src/node/processList.ts';
import { buildrepoProgram } from '../support/programs.ts';

let home = '';

before(() => {
	home = mkdtempSync(join(tmpdir(), 'process-'));
	put('.metro', `[section path]\n\ninstall: ${home}/metro\nmirror: ${home}/mirror\n`);
	put('.buildbot', "builds = ('b',)\narches = ('a',)\nsubarches = ('s',)\n");
	put('mirror/b/a/s/2015-02-01/stage3-s.tar.xz', 'x');
});

after(() => rmSync(home, { recursive: true, force: true }));

function put(path: string, content: string): void {
	mkdirSync(dirname(join(home, path)), { recursive: true });
	writeFileSync(join(home, path), content);
}

const env = (): NodeJS.ProcessEnv => ({
	PATH: process.env.PATH,
	HOME: home,
	BUILDREPO_NOW: '2015-02-20T12:00:00Z',
});

function call(...argv: string[]) {
	return spawnSync(process.execPath, [buildrepoProgram, ...argv], { env: env(), encoding: 'utf8' });
}

test('arguments in, lines and exit status out', () => {
	const fails = call('fails');
	assert.deepEqual(
		[fails.status, fails.stdout, fails.stderr],
		[0, `   0   2015-02-01 ${home}/mirror/b/a/s\n`, ''],
	);
	assert.equal(call('nonsense').status, 1);
	assert.equal(call('--nonsense').status, 2);
});

test('BUILDREPO_HOME names the Metro home instead of HOME', () => {
	const elsewhere = { ...env(), HOME: '/nonexistent', BUILDREPO_HOME: home };
	const { status, stdout } = spawnSync(process.execPath, [buildrepoProgram, 'fails'], {
		env: elsewhere,
		encoding: 'utf8',
	});
	assert.deepEqual([status, stdout], [0, `   0   2015-02-01 ${home}/mirror/b/a/s\n`]);
});

test('names that are not UTF-8 come out as their bytes', () => {
	const raw = Buffer.concat([Buffer.from(`${home}/mirror/b/a/s/x`), Buffer.of(0xff)]);
	mkdirSync(raw);
	const { stdout } = spawnSync(process.execPath, [buildrepoProgram, 'clean'], { env: env() });
	assert.ok(stdout.includes(Buffer.concat([Buffer.from('/s/x'), Buffer.of(0xff), Buffer.from(' (not')])));
	rmSync(raw, { recursive: true });
});

test('days are those of the local calendar', () => {
	const nextdate = (TZ: string, now: string): string | undefined => {
		const argv = [buildrepoProgram, 'nextbuild', '--now', now];
		const { stdout } = spawnSync(process.execPath, argv, { env: { ...env(), TZ }, encoding: 'utf8' });
		return /^nextdate=(.*)$/m.exec(stdout)?.[1];
	};
	assert.equal(nextdate('UTC', '2015-02-20T03:00:00Z'), '2015-02-20');
	assert.equal(nextdate('America/New_York', '2015-02-20T03:00:00Z'), '2015-02-19');
	assert.equal(nextdate('Asia/Tokyo', '2015-02-20T15:00:00Z'), '2015-02-21');
	// Without a zone it is a local time already.
	assert.equal(nextdate('America/New_York', '2015-02-20T00:00:00'), '2015-02-20');
	assert.equal(nextdate('America/New_York', '2015-02-20'), '2015-02-20');
});

test('a reader that closes the pipe causes no error', async () => {
	for (let i = 0; i < 3000; i++) put(`mirror/many/${i}`, '');
	writeFileSync(join(home, '.many'), `builds = ('b',)\narches = ('a',)\nsubarches = ('s',)\n`);
	for (let i = 0; i < 3000; i++) mkdirSync(join(home, `mirror/b/a/s/stranger-of-a-long-name-${i}`));
	const child = spawn(process.execPath, [buildrepoProgram, 'clean'], {
		env: env(),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let stderr = '';
	child.stderr.on('data', (data) => {
		stderr += data;
	});
	child.stdout.once('data', () => child.stdout.destroy());
	await ended(child);
	assert.equal(stderr, '');
	for (const name of readdirSync(join(home, 'mirror/b/a/s'))) {
		if (name.startsWith('stranger')) rmSync(join(home, 'mirror/b/a/s', name), { recursive: true });
	}
});

test('a full disk is an error, even for the last write', () => {
	const full = openSync('/dev/full', 'w');
	const { status, stderr } = spawnSync(process.execPath, [buildrepoProgram, 'man'], {
		env: env(),
		encoding: 'utf8',
		stdio: ['ignore', full, 'pipe'],
	});
	closeSync(full);
	assert.deepEqual(
		[status, stderr],
		[1, 'buildrepo: standard output: no space left: free some space, then run the command again\n'],
	);
});

test('an interrupt ends digestgen with 130 and no partial file', async () => {
	put('mirror/b/a/s/2015-02-01/huge.tar.xz', '');
	truncateSync(join(home, 'mirror/b/a/s/2015-02-01/huge.tar.xz'), 40 * 2 ** 30);
	const child = spawn(process.execPath, [buildrepoProgram, 'digestgen'], {
		env: env(),
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const status = ended(child);
	child.stdout.once('data', () => child.kill('SIGINT'));
	assert.equal(await status, 130);
	const names = readdirSync(join(home, 'mirror/b/a/s/2015-02-01'));
	assert.ok(!names.includes('huge.tar.xz.hash.txt'));
	assert.deepEqual(
		names.filter((name) => name.endsWith('.new')),
		[],
	);
	rmSync(join(home, 'mirror/b/a/s/2015-02-01/huge.tar.xz'));
});

test('an interrupt reaches Metro, which is waited for', async () => {
	put(
		'metro/metro',
		'#!/bin/sh\ntrap "echo tidy > $HOME/tidied; exit 5" INT\necho building\nwhile :; do sleep 0.05; done\n',
	);
	chmodSync(join(home, 'metro/metro'), 0o755);
	const child = spawn(process.execPath, [buildrepoProgram, 'buildbot'], {
		env: env(),
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	const status = ended(child);
	child.stdout.on('data', (data: Buffer) => {
		if (data.includes('building')) child.kill('SIGTERM');
	});
	assert.equal(await status, 130);
	assert.equal(readFileSync(join(home, 'tidied'), 'utf8'), 'tidy\n');
});

test('an interrupt ends what ignores it, too; the rest of the build is named, and its lock is removed', async () => {
	const program = [
		'#!/bin/bash',
		'cd "$HOME/mirror/b/a/s" && mkdir -p .control 2015-02-20/log',
		'echo started > 2015-02-20/log/stage1.txt',
		'echo $$ > .control/.multi_progress',
		`bash -c 'trap "" INT TERM; echo $$ > "$HOME/stubborn"; echo building; while :; do sleep 0.1; done' &`,
		// As Metro of 2015 does: it ends, and leaves what it has started.
		'trap "exit 1" INT; wait; wait',
	];
	put('metro/metro', `${program.join('\n')}\n`);
	chmodSync(join(home, 'metro/metro'), 0o755);
	const child = spawn(process.execPath, [buildrepoProgram, 'buildbot'], {
		env: env(),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const status = ended(child);
	let told = '';
	child.stderr.on('data', (data: Buffer) => {
		told += data.toString();
	});
	child.stdout.on('data', (data: Buffer) => {
		if (data.includes('building')) child.kill('SIGTERM');
	});
	assert.equal(await status, 130);
	// Whoever inherits it may not have looked yet.
	const stubborn = listProcesses().get(Number(readFileSync(join(home, 'stubborn'), 'utf8')));
	assert.ok(stubborn === undefined || stubborn.isZombie);
	const control = join(home, 'mirror/b/a/s/.control');
	assert.deepEqual(readdirSync(control), []);
	assert.match(told, /^# Removed .*multi_progress: process \d+ has ended$/m);
	assert.match(told, /^# The incomplete build .*2015-02-20 stays\. /m);
	rmSync(control, { recursive: true });
	rmSync(join(home, 'mirror/b/a/s/2015-02-20'), { recursive: true });
});

test('Metro’s output follows our own line, and the group may write its files', () => {
	put('metro/metro', '#!/bin/sh\necho "$@"\ntouch "$HOME/made"\numask\n');
	chmodSync(join(home, 'metro/metro'), 0o755);
	const { stdout, status } = call('buildbot');
	assert.equal(status, 0);
	assert.deepEqual(stdout.split('\n'), [
		'Building b for s (full) with date 2015-02-20',
		'-d multi: yes target/build: b target/arch_desc: a target/subarch: s target/version: 2015-02-20 multi/mode: full',
		'0002',
		'',
	]);
	assert.ok(existsSync(join(home, 'made')));
});

test('asked without a terminal, clean --apply refuses', () => {
	put('mirror/b/a/s/2015-01-01/log.txt', '');
	const { status, stderr } = call('clean', '--apply');
	assert.equal(status, 2);
	assert.match(stderr, /add --yes/);
	assert.ok(existsSync(join(home, 'mirror/b/a/s/2015-01-01')));
});

function ended(child: ChildProcess): Promise<number | null> {
	return new Promise((resolve) => {
		child.once('close', (status) => resolve(status));
	});
}
