/** `publish` as a real process, with real programs: order, resumption, removals, and maintain with kills at any moment. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { programOnPath } from '../../scripts/vscode/processes.ts';
import { downloadsIn } from '../../server/src/repository/index.ts';
import { canServe, startMaster } from '../support/loopbackMaster.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { randomNumbers } from '../support/randomNumbers.ts';

const top = mkdtempSync(join(tmpdir(), 'publish-'));
const mirror = join(top, 'mirror');
const target = join(top, 'target');
const subarch = 'b/a/s';
after(() => rmSync(top, { recursive: true }));

function put(path: string, content: string | Uint8Array = 'x'): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, content);
}

function addBuild(day: string, size = 10): void {
	put(join(mirror, subarch, day, `stage3-s-b-${day}.tar.xz`), Buffer.alloc(size, day));
}

/** @param more lines of `[section publish]` */
function configure(...more: readonly string[]): void {
	const lines = ['[section path]', '', `mirror: ${mirror}`, '', '[section publish]', '', ...more, ''];
	put(join(top, '.metro'), lines.join('\n'));
}

function layOut(): void {
	for (const name of readdirSync(top)) rmSync(join(top, name), { recursive: true });
	configure(`target: ${target}`);
	put(join(top, '.buildbot'), "builds = ('b',)\narches = ('a',)\nsubarches = ('s',)\nkeep_num = 1\n");
	mkdirSync(target);
	addBuild('2015-02-18');
	put(join(mirror, subarch, '.control/version/stage3'));
}

const env = {
	PATH: process.env.PATH,
	HOME: top,
	BUILDREPO_DIALECT: '2015',
	BUILDREPO_NOW: '2015-12-31T12:00:00Z',
};

function call(...argv: readonly string[]) {
	return callIn({}, ...argv);
}

function callIn(more: Readonly<Record<string, string>>, ...argv: readonly string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [buildrepoProgram, ...argv], {
		env: { ...env, ...more },
		encoding: 'utf8',
	});
	return { status, stdout, stderr };
}

/** How long a call takes, in milliseconds. */
function timeOf(...argv: readonly string[]): number {
	const begin = performance.now();
	assert.equal(call(...argv).status, 0);
	return performance.now() - begin;
}

/** Brings the mirror into the state in which it can be published. */
function prepare(): void {
	call('latest');
	assert.equal(call('index.xml').status, 0);
}

function filesBelow(directory: string, below = ''): readonly string[] {
	return readdirSync(join(directory, below), { withFileTypes: true }).flatMap((entry) => {
		const name = below === '' ? entry.name : `${below}/${entry.name}`;
		return entry.isDirectory() ? filesBelow(directory, name) : [name];
	});
}

/** What the published index names, all of which must be whole; the days that it names. */
function requireWholeIndex(): readonly string[] {
	const path = join(target, 'index.xml');
	if (!existsSync(path)) return [];
	const text = readFileSync(path, 'utf8');
	const names = downloadsIn(text);
	for (const name of names) {
		const there = readFileSync(join(target, name));
		const [day = ''] = /\d{4}-\d\d-\d\d/.exec(name) ?? [];
		assert.ok(there.length > 0 && there.equals(Buffer.alloc(there.length, day)), `${name} is whole`);
	}
	return names;
}

const skip = programOnPath(['rsync']) === undefined ? 'rsync is missing' : false;

suite('publish by rsync', { skip }, () => {
	beforeEach(layOut);

	test('sends what is finished, and nothing else; a second run has nothing to do', () => {
		addBuild('2015-02-19');
		put(join(mirror, subarch, '2015-02-20/log.txt'));
		put(join(mirror, subarch, '2015-02-19/stage1-s.tar.xz'));
		put(join(mirror, 'live cd/x.iso'));
		put(join(mirror, '#list.txt'));
		prepare();
		const [planned] = JSON.parse(call('publish', '--pretend', '--json').stdout);
		assert.deepEqual([planned.state, planned.files, planned.removed], ['planned', 6, 0]);
		assert.deepEqual(filesBelow(target), []);
		const { status, stdout, stderr } = call('publish');
		assert.equal(status, 0, stderr);
		assert.match(stdout, /^.*\/target: 6 files \(.*\) sent\. It is up to date\.\n$/);
		assert.match(stderr, /2015-02-20 is not published: it is not complete/);
		assert.deepEqual(filesBelow(target).toSorted(), [
			'#list.txt',
			`${subarch}/2015-02-18/stage3-s-b-2015-02-18.tar.xz`,
			`${subarch}/2015-02-19/stage3-s-b-2015-02-19.tar.xz`,
			`${subarch}/stage3-latest.tar.xz`,
			'index.xml',
			'live cd/x.iso',
		]);
		assert.equal(
			readlinkSync(join(target, subarch, 'stage3-latest.tar.xz')),
			'2015-02-19/stage3-s-b-2015-02-19.tar.xz',
		);
		assert.match(call('publish').stdout, /: 0 files /);
		const events = JSON.parse(call('history', '--json').stdout) as { kind: string; files?: number }[];
		assert.deepEqual(
			events.flatMap(({ kind, files }) => (kind === 'published' ? [files] : [])),
			[6, 0],
		);
		assert.deepEqual(readdirSync(mirror).toSorted(), ['#list.txt', 'b', 'index.xml', 'live cd']);
	});

	test('removes what was cleaned only if asked, and last', () => {
		addBuild('2015-02-19');
		prepare();
		put(join(target, 'theirs.txt'));
		call('publish');
		assert.equal(call('clean', '--apply', '--yes', 'index.xml').status, 0);
		const old = join(target, subarch, '2015-02-18');
		assert.equal(call('publish').status, 0);
		assert.ok(existsSync(old));
		configure(`target: ${target}`, 'remove: yes');
		assert.match(call('publish', '--pretend').stdout, /1 would be removed/);
		const { stdout, status } = call('publish');
		assert.equal(status, 0);
		assert.match(stdout, /1 removed/);
		assert.ok(!existsSync(old));
		assert.ok(existsSync(join(target, 'theirs.txt')));
		assert.equal(requireWholeIndex().length, 1);
	});

	test('an index that names what is gone stays as it was, and so does what it names', () => {
		addBuild('2015-02-19');
		prepare();
		call('publish');
		rmSync(join(mirror, subarch, '2015-02-19'), { recursive: true });
		const { status, stderr } = call('publish', '--remove');
		assert.equal(status, 1);
		assert.match(
			stderr,
			/index\.xml is not published: it names .*2015-02-19.*"buildrepo index\.xml" writes it anew/,
		);
		assert.equal(requireWholeIndex().length, 1);
	});

	test('over ssh, removals included; a master that does not know the key is named', async (t) => {
		if (!canServe) return t.skip('rsync or sshd is missing');
		const directory = join(top, 'sshd');
		mkdirSync(directory);
		const master = await startMaster(directory);
		const there = { PATH: master.path };
		try {
			addBuild('2015-02-19');
			prepare();
			configure(`target: ${master.host}:${target}`, 'remove: yes');
			assert.equal(callIn(there, 'publish').status, 0);
			call('clean', '--apply', '--yes');
			const { status, stdout, stderr } = callIn(there, 'publish');
			assert.equal(status, 0, stderr);
			assert.match(stdout, /1 removed/);
			assert.deepEqual(readdirSync(join(target, subarch)), ['2015-02-19', 'stage3-latest.tar.xz']);
			writeFileSync(join(directory, 'authorized'), '');
			const refused = callIn(there, 'publish');
			assert.equal(refused.status, 1);
			assert.match(refused.stderr, /master:.*\/target: master does not let us in: give it the public key/);
		} finally {
			await master.end();
		}
	});

	// PUBLISH_KILLS=100 PUBLISH_SEED=7 node --test test/cli/publish.test.ts makes it a stress run.
	test('publish and maintain killed at any moment: the index names what is there, and the next run completes', async () => {
		const random = randomNumbers(Number(process.env.PUBLISH_SEED ?? 1));
		configure(`target: ${target}`, 'remove: yes', 'bandwidth: 20m');
		const rounds = Number(process.env.PUBLISH_KILLS ?? 6);
		// A run takes as long as the machine is busy; kills are to hit all of it.
		const whole = { maintain: timeOf('maintain'), publish: timeOf('publish') };
		for (let round = 1; round <= rounds; round++) {
			const day = new Date(Date.UTC(2015, 2, round)).toISOString().slice(0, 10);
			addBuild(day, 2_000_000);
			const line = round % 2 === 0 ? 'publish' : 'maintain';
			if (line === 'publish') call('maintain', '--without', 'publish');
			const child = spawn(process.execPath, [buildrepoProgram, line], { env, stdio: 'ignore' });
			const ended = new Promise((resolve) => child.once('exit', resolve));
			await Promise.race([wait(random() * whole[line]), ended]);
			child.kill('SIGKILL');
			await ended;
			requireWholeIndex();
			if (round % 3 !== 0) continue;
			const { status, stdout, stderr } = call('maintain');
			assert.equal(status, 0, stdout + stderr);
			assert.ok(requireWholeIndex().some((name) => name.includes(day)));
			for (const place of [mirror, target])
				assert.deepEqual(
					filesBelow(place).filter((name) => /partial|progress/.test(name)),
					[],
				);
			assert.deepEqual(readdirSync(join(top, '.local/state/metro-vscode/publish')), []);
		}
	});
});

suite('publish by rclone', {
	skip: programOnPath(['rclone']) === undefined ? 'rclone is missing' : false,
}, () => {
	beforeEach(() => {
		layOut();
		configure(`target: disk:${target}`, 'program: rclone', 'remove: yes');
		put(join(top, '.config/rclone/rclone.conf'), '[disk]\ntype = local\n');
	});

	test('links become copies, what was cleaned goes, and the index is replaced', () => {
		addBuild('2015-02-19');
		prepare();
		const first = call('publish');
		assert.equal(first.status, 0, first.stderr);
		assert.ok(lstatSync(join(target, subarch, 'stage3-latest.tar.xz')).isFile());
		assert.ok(!existsSync(join(target, subarch, '.control')));
		addBuild('2015-02-20');
		call('clean', '--apply', '--yes');
		prepare();
		const { status, stdout, stderr } = call('publish');
		assert.equal(status, 0, stderr);
		assert.match(stdout, /2 removed/);
		assert.deepEqual(filesBelow(target).toSorted(), [
			`${subarch}/2015-02-20/stage3-s-b-2015-02-20.tar.xz`,
			`${subarch}/stage3-latest.tar.xz`,
			'index.xml',
		]);
		assert.deepEqual(readdirSync(join(target, subarch)), ['2015-02-20', 'stage3-latest.tar.xz']);
		assert.match(requireWholeIndex()[0] ?? '', /2015-02-20/);
	});

	test('to an SFTP remote: archives, hash files, copies of links, indexes and removals; a lost connection goes on later', async (t) => {
		if (!canServe) return t.skip('rsync or sshd is missing');
		const directory = join(top, 'sshd');
		mkdirSync(directory);
		const master = await startMaster(directory);
		const config = join(top, '.config/rclone/rclone.conf');
		try {
			addBuild('2015-02-19', 300_000);
			put(
				join(mirror, subarch, '2015-02-18/stage3-s-b-2015-02-18.tar.xz.hash.txt'),
				`sha256 ${'0'.repeat(64)}\n`,
			);
			put(join(mirror, subarch, "it's #1 $(x)/notes.txt"));
			prepare();
			configure(`target: sftp:${target}`, 'program: rclone', 'remove: yes');
			put(config, master.rcloneRemote);
			const first = call('publish');
			assert.equal(first.status, 0, first.stderr);
			const latest = readFileSync(join(target, subarch, 'stage3-latest.tar.xz'));
			assert.ok(latest.equals(Buffer.alloc(300_000, '2015-02-19')));
			assert.ok(existsSync(join(target, subarch, "it's #1 $(x)/notes.txt")));
			assert.deepEqual(
				[requireWholeIndex().length, filesBelow(target).filter((name) => name.endsWith('.hash.txt')).length],
				[1, 1],
			);
			const isCareful =
				Number(/v1\.(\d+)/.exec(spawnSync('rclone', ['version']).stdout.toString())?.[1]) >= 63;
			assert.equal(/writes files of this remote in place/.test(first.stderr), !isCareful);
			assert.match(call('publish').stdout, /: [01] files? /);
			addBuild('2015-02-20');
			call('clean', '--apply', '--yes');
			prepare();
			put(config, master.rcloneRemote.replace(/^port = .*$/m, 'port = 1'));
			// By itself, rclone tries again for ten seconds.
			const once = { RCLONE_LOW_LEVEL_RETRIES: '1' };
			const lost = callIn(once, 'publish');
			assert.equal(lost.status, 1);
			assert.match(lost.stderr, /the connection failed or was lost: check the network/);
			put(config, master.rcloneRemote);
			put(master.knownHosts, `[127.0.0.1]:${master.port} ssh-ed25519 ${'A'.repeat(68)}\n`);
			assert.match(callIn(once, 'publish').stderr, /the host key is not the known one/);
			put(config, master.rcloneRemote.replace(/^known_hosts_file.*$/m, ''));
			const again = call('publish');
			assert.equal(again.status, 0, again.stderr);
			assert.match(again.stdout, /3 removed/);
			assert.ok(!existsSync(join(target, subarch, '2015-02-18')));
			assert.match(requireWholeIndex()[0] ?? '', /2015-02-20/);
		} finally {
			await master.end();
		}
	});

	test('an rclone that is too old, or missing, is named with the remedy before anything is sent', () => {
		prepare();
		const bin = join(top, 'bin');
		put(join(bin, 'rclone'), '#!/bin/sh\necho rclone v1.52.3\n');
		chmodSync(join(bin, 'rclone'), 0o755);
		const old = callIn({ PATH: `${bin}:${process.env.PATH}` }, 'publish');
		assert.equal(old.status, 1);
		assert.match(old.stderr, /rclone 1\.52\.3 is too old: install rclone 1\.53\.0 or newer/);
		const missing = callIn({ PATH: dirname(process.execPath) }, 'publish');
		assert.match(
			missing.stderr,
			/rclone cannot be run \(.*\): install it \(on Debian: apt-get install rclone\)/,
		);
		assert.deepEqual(filesBelow(target), []);
	});

	test('an unknown remote', () => {
		prepare();
		configure('target: nosuch:x', 'program: rclone');
		const { status, stderr } = call('publish');
		assert.equal(status, 1);
		assert.match(stderr, /nosuch:x: rclone knows no such remote: see "rclone listremotes"/);
	});
});
