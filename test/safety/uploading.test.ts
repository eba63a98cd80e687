/** Uploads to a real master: an sshd of our own on this machine, and rsync. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	appendFileSync,
	chmodSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, suite, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { arrivalName } from '../../server/src/base/temporaryName.ts';
import { descendantsOf, listProcesses } from '../../server/src/node/processList.ts';
import { killUploads } from '../stress/uploads.ts';
import { canServe, type LoopbackMaster, startMaster } from '../support/loopbackMaster.ts';
import { makeUploadWorld, type UploadWorld } from '../support/uploadWorld.ts';

const subarch = 'funtoo-current/x86-64bit/core2_64';

suite('a master behind sshd', { skip: !canServe && 'there is no sshd or rsync here' }, () => {
	let world: UploadWorld;
	let master: LoopbackMaster;

	before(async () => {
		world = makeUploadWorld('host: master');
		const ssh = join(world.top, 'ssh');
		mkdirSync(join(ssh, 'own'), { recursive: true });
		master = await startMaster(ssh, `${join(ssh, 'own')}:${process.env.PATH}`);
		writeFileSync(join(ssh, 'own/buildrepo'), `#!/bin/sh\necho "$*" >>${ssh}/written\n`);
		chmodSync(join(ssh, 'own/buildrepo'), 0o755);
	});
	after(async () => {
		await master?.end();
		world?.end();
	});
	beforeEach(() => {
		rmSync(world.mirror, { recursive: true });
		mkdirSync(world.mirror);
		rmSync(world.there, { recursive: true });
		mkdirSync(join(world.there, 'funtoo-current'), { recursive: true });
		rmSync(join(world.top, 'state'), { recursive: true, force: true });
	});

	async function upload(...words: string[]) {
		const child = world.start(master.path, 'upload', ...words);
		const read = { stdout: '', stderr: '' };
		for (const stream of ['stdout', 'stderr'] as const)
			child[stream]?.on('data', (chunk: Buffer) => {
				read[stream] += chunk;
			});
		const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
		return { status, ...read };
	}

	const there = (name: string): readonly string[] => readdirSync(join(world.there, name)).sort();
	const isSame = (name: string): void =>
		void execFileSync('diff', ['-r', '--no-dereference', join(world.mirror, name), join(world.there, name)]);

	test('builds arrive whole, with odd names, times and links; index.xml is written; then there is nothing to do', async () => {
		const names = [`${subarch}/2015-02-18`, `${subarch}/2015-02-17-it's $(x)  "a"`];
		for (const name of names) world.build(name);
		world.write(join(world.mirror, `${names[1]}/status`), 'ok');
		const first = await upload();
		assert.equal(first.status, 0, first.stderr);
		assert.equal(first.stderr, '');
		for (const name of names) isSame(name);
		assert.equal(there(subarch).length, 2);
		assert.equal(readFileSync(join(world.top, 'ssh/written'), 'utf8'), 'index.xml\n');
		const second = await upload();
		assert.equal(second.stdout, `0 builds uploaded to master:${world.there}, 2 there already.\n`);
		assert.deepEqual(readdirSync(join(world.mirror, subarch, '.control')), []);
	});

	test('what has arrived before is used, and what is wrong in it is mended, even with the right size and time', async () => {
		const path = world.build(`${subarch}/2015-02-18`, 400_000);
		const hostName = execFileSync('hostname', { encoding: 'utf8' }).trim();
		const arrival = join(world.there, subarch, arrivalName('2015-02-18', hostName), '2015-02-18');
		mkdirSync(arrival, { recursive: true });
		const archive = 'stage3-core2_64-funtoo-current.tar.xz';
		execFileSync('cp', ['-a', path, join(arrival, '..')]);
		const content = readFileSync(join(path, archive));
		writeFileSync(join(arrival, 'leftover.hash.txt'), 'x');
		content[7] = (content[7] ?? 0) ^ 1;
		world.write(join(arrival, archive), content);
		rmSync(join(arrival, 'stage1-core2_64-funtoo-current.tar.xz'));
		const { status, stderr } = await upload();
		assert.equal(status, 0, stderr);
		isSame(`${subarch}/2015-02-18`);
		assert.deepEqual(there(subarch), ['2015-02-18']);
	});

	test('each failure of the connection is one line with its remedy, and the next run completes', async (t) => {
		world.build(`${subarch}/2015-02-18`);
		const config = readFileSync(master.config, 'utf8');
		const known = readFileSync(master.knownHosts, 'utf8');
		t.after(() => {
			writeFileSync(master.config, config);
			writeFileSync(master.knownHosts, known);
		});
		const cases: readonly (readonly [change: () => void, says: RegExp])[] = [
			[
				() => writeFileSync(master.config, config.replace(/Port \d+/, 'Port 1')),
				/master refuses the connection/,
			],
			[() => writeFileSync(master.knownHosts, ''), /the host key of master is not known here: connect once/],
			[
				() => writeFileSync(master.knownHosts, known.replace(/AAAA.*/, otherKey(world))),
				/the host key of master has changed/,
			],
			[
				() => writeFileSync(master.config, config.replace(/IdentityFile .*/, 'IdentityFile /nowhere')),
				/master does not let us in/,
			],
			[
				() => writeFileSync(master.config, config.replace('127.0.0.1', 'no.such.invalid')),
				/there is no host called master/,
			],
			[() => appendFileSync(master.config, '\tNonsense yes\n'), /ssh cannot read its configuration/],
			[
				() => rmSync(join(world.there, 'funtoo-current'), { recursive: true }),
				/is no mirror with funtoo-current/,
			],
			[() => rmSync(world.there, { recursive: true }), /there is no directory .*\/there on master/],
		];
		for (const [change, says] of cases) {
			change();
			const { status, stdout, stderr } = await upload();
			assert.match(stderr, says);
			assert.deepEqual([status, stdout, stderr.trimEnd().split('\n').length], [1, '', 1], stderr);
			writeFileSync(master.config, config);
			writeFileSync(master.knownHosts, known);
		}
		mkdirSync(join(world.there, 'funtoo-current'), { recursive: true });
		assert.equal((await upload()).status, 0);
	});

	test('the mirror itself, and a directory in it, are no master', async (t) => {
		world.build(`${subarch}/2015-02-18`);
		const metro = join(world.home, '.metro');
		const before = readFileSync(metro, 'utf8');
		t.after(() => writeFileSync(metro, before));
		for (const [path, says] of [
			[world.mirror, /is this mirror itself: name the master/],
			[join(world.mirror, subarch), /lies in this mirror/],
		] as const) {
			writeFileSync(metro, before.replace(world.there, path));
			assert.match((await upload()).stderr, says);
		}
	});

	test('two servers that send the same build: one is first, the other finds it there', async () => {
		world.build(`${subarch}/2015-02-18`, 2_000_000);
		const [one, other] = await Promise.all([
			upload('--no-index', '--hostname', 'one'),
			// Another server has its own mirror, where no mark of the first one lies.
			(async () => {
				await wait(50);
				return upload('--no-index', '--hostname', 'two');
			})(),
		]);
		assert.deepEqual([one.status, other.status], [0, 0], one.stderr + other.stderr);
		isSame(`${subarch}/2015-02-18`);
		assert.deepEqual(there(subarch), ['2015-02-18']);
	});

	test('a signal ends rsync and ssh, and releases the subarch', async (t) => {
		world.build(`${subarch}/2015-02-18`, 4_000_000);
		const metro = join(world.home, '.metro');
		const before = readFileSync(metro, 'utf8');
		t.after(() => writeFileSync(metro, before));
		// Slow enough for the signal to come before its end, however late.
		writeFileSync(metro, `${before}bandwidth: 100\n`);
		const child = world.start(master.path, 'upload', '--no-index', '--events');
		const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
		await new Promise<void>((resolve) => {
			child.stdout?.on('data', (chunk: Buffer) => {
				if (chunk.includes('"progress"')) resolve();
			});
		});
		const all = listProcesses();
		const own = [...all.values()].filter(({ pid }) => pid === child.pid);
		const below = descendantsOf(own, all);
		child.kill('SIGTERM');
		assert.equal(await ended, 130);
		for (const { pid, start } of below) assert.notEqual(listProcesses().get(pid)?.start, start);
		assert.equal(existsSync(join(world.mirror, subarch, '.control/.buildrepo_upload')), false);
	});
});

function otherKey({ top }: UploadWorld): string {
	const path = join(top, 'other');
	if (!existsSync(path)) execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
	return readFileSync(`${path}.pub`, 'utf8').split(' ')[1] ?? '';
}

test('uploads that are killed at random moments show nothing that is not whole, and the next run completes', {
	skip: !canServe && 'there is no sshd or rsync here',
}, async () => {
	await killUploads({ seed: 1, kills: 6, days: ['2015-02-18'], say: () => {} });
});
