/** `compress` on a real disk: whose mark holds, what comes of runs that died, and what other runs see meanwhile. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import type { FileWriter } from '../../../server/src/base/fileSystem.ts';
import { openFileSystem } from '../../../server/src/node/nodeFileSystem.ts';
import { interleaved } from '../../support/interleaved.ts';
import { buildrepo, type TestMachine } from '../../support/testHost.ts';

const build = 'mirror/b/a/s/2019-11-01';
const archive = `${build}/stage3.tar`;

function lay(t: TestContext, files: Readonly<Record<string, string>> = {}): string {
	const home = mkdtempSync(join(tmpdir(), 'compress-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const all = {
		'.metro': `[section path]\nmirror: ${home}/mirror\n[section target]\ncompression: gz\n`,
		'.buildbot': 'builds = ("b",)\narches = ("a",)\nsubarches = ("s",)\n',
		[archive]: 'content',
		[`${archive}.cme`]: '',
		...files,
	};
	for (const [path, content] of Object.entries(all)) {
		mkdirSync(dirname(join(home, path)), { recursive: true });
		writeFileSync(join(home, path), content);
	}
	return home;
}

function compress(home: string, machine: Partial<TestMachine> = {}) {
	return buildrepo(['compress', `${home}/mirror`], {
		files: openFileSystem(),
		...machine,
		env: { HOME: home, PATH: process.env.PATH ?? '', ...machine.env },
	});
}

const in2019 = { env: { BUILDREPO_DIALECT: '2019' } };
const lines = ['--dialect', '2019'];

function names(home: string): readonly string[] {
	return readdirSync(join(home, build)).sort();
}

function isMended(home: string): void {
	assert.deepEqual(names(home), ['stage3.tar.gz']);
	assert.equal(execFileSync('gzip', ['-dc', join(home, `${archive}.gz`)], { encoding: 'utf8' }), 'content');
}

test('the compressed archive has mode and time of the other one, and no stale hash file', async (t) => {
	const home = lay(t, { [`${archive}.gz`]: 'half', [`${archive}.gz.hash.txt`]: 'sha256 x\n' });
	chmodSync(join(home, archive), 0o640);
	utimesSync(join(home, archive), 1e9, 1e9);
	const { status, stdout } = await compress(home, in2019);
	assert.deepEqual([status, stdout], [0, `Compressing file ${home}/${archive}...\n`]);
	isMended(home);
	const { mode, mtimeMs } = statSync(join(home, `${archive}.gz`));
	assert.deepEqual([mode & 0o777, mtimeMs], [0o640, 1e12]);
});

suite('marks', () => {
	for (const [what, mark, machine, taken, wanted] of [
		['of a run that has ended', 'buildhost:5\n5-6-b-a\n', { ended: ['5-6-b-a'] }, true, 0],
		[
			'of a run that ended, whose process id is another one now',
			'buildhost:5\n5-6-b-a\n',
			{ ended: ['5-6-b-a'], alive: [5] },
			true,
			0,
		],
		['of a process that has ended', 'buildhost:5\n', {}, true, 0],
		['of a live process', 'buildhost:5\n5-6-b-a\n', { alive: [5] }, false, 0],
		['of another machine', 'other:5\n5-6-b-c\n', {}, false, 1],
		['of another machine with this name', 'buildhost:5\n5-6-b-c\n', {}, false, 1],
		['of unknown form', 'somebody\n', {}, false, 1],
		["of Metro's own form, which is empty", '', {}, false, 0],
	] as const) {
		test(`${what}: ${taken ? 'taken over' : 'left, and said'}, status ${wanted}`, async (t) => {
			const home = lay(t, { [`${archive}.cme.run`]: mark });
			const { status, stdout, stderr } = await compress(home, { ...machine, ...in2019 });
			assert.equal(status, wanted, stderr);
			if (taken) return isMended(home);
			assert.equal(stdout, 'Compression in progress, skipping...\n');
			assert.equal(stderr === '', mark === '');
			assert.deepEqual(names(home), ['stage3.tar', 'stage3.tar.cme', 'stage3.tar.cme.run']);
		});
	}

	test('an archive of a build in progress is left and counted', async (t) => {
		const home = lay(t, { 'mirror/b/a/s/.control/.multi_progress': '77' });
		const later = new Date(Date.now() + 60_000);
		utimesSync(join(home, archive), later, later);
		const { status, stdout, stderr } = await compress(home, { alive: [77], ...in2019 });
		assert.deepEqual([status, stdout], [0, '']);
		assert.match(stderr, /in progress there \(process 77\).*\n.*1 left alone/);
		assert.deepEqual(names(home), ['stage3.tar', 'stage3.tar.cme']);
	});

	test('the next run finishes what a dead run left after removing the archive', async (t) => {
		const home = lay(t, { [`${archive}.gz`]: 'whole', [`${archive}.cme.run`]: 'buildhost:5\n5-6-b-a\n' });
		rmSync(join(home, archive));
		const { status } = await compress(home, { ended: ['5-6-b-a'], ...in2019 });
		assert.equal(status, 0);
		assert.deepEqual(names(home), ['stage3.tar.gz']);
	});
});

test('if the compressor fails or is missing, archive and mark stay', async (t) => {
	const home = lay(t);
	for (const PATH of ['/nowhere', fakeGzip(home, 'exit 3')]) {
		const { status, stderr } = await compress(home, { env: { ...in2019.env, PATH } });
		assert.equal(status, 1);
		assert.match(stderr, /gzip could not compress/);
		assert.deepEqual(names(home), ['stage3.tar', 'stage3.tar.cme']);
	}
});

test('an archive that changes meanwhile is not compressed', async (t) => {
	const home = lay(t);
	const PATH = `${fakeGzip(home, `echo more >> ${join(home, archive)}; exec /bin/cat`)}:/bin:/usr/bin`;
	const { status, stderr } = await compress(home, { env: { ...in2019.env, PATH } });
	assert.equal(status, 1);
	assert.match(stderr, /changed while it was being compressed/);
	assert.deepEqual(names(home), ['stage3.tar', 'stage3.tar.cme']);
});

test('an unknown compression is refused, and nothing is changed', async (t) => {
	const home = lay(t);
	writeFileSync(
		join(home, '.metro'),
		`[section path]\nmirror: ${home}/mirror\n[section target]\ncompression: zstd\n`,
	);
	const { status, stderr } = await compress(home, in2019);
	assert.equal(status, 2);
	assert.match(stderr, /target\/compression is "zstd": set it to one of bz2, xz, gz/);
	assert.deepEqual(names(home), ['stage3.tar', 'stage3.tar.cme']);
});

/** A directory with a `gzip` that is a shell script. */
function fakeGzip(home: string, script: string): string {
	const directory = join(home, 'bin');
	mkdirSync(directory, { recursive: true });
	writeFileSync(join(directory, 'gzip'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
	return directory;
}

/** A disk that is gone from its nth change on, as for a run that was killed there. */
function killedAt(moment: number): { readonly files: FileWriter; reached(): boolean } {
	let changes = 0;
	const changing = new Set(['replace', 'create', 'remove', 'removeTree', 'link', 'changeOwner']);
	const files = interleaved(openFileSystem(), (_, name) => {
		if (changing.has(name) && changes++ >= moment) throw new Error('killed');
	});
	return { files, reached: () => changes > moment };
}

test('killed before any change, it leaves only what the next run repairs', async (t) => {
	let moment = 0;
	for (; ; moment++) {
		const home = lay(t);
		const disk = killedAt(moment);
		await compress(home, { files: disk.files, ...in2019 }).catch(() => {});
		const seen = await buildrepo(['digestgen', ...lines], {
			files: openFileSystem(),
			ended: ['1-2-b-a'],
			env: { HOME: home },
		});
		if (existsSync(join(home, `${archive}.cme`)))
			assert.ok(!existsSync(join(home, `${archive}.gz.hash.txt`)), seen.stderr);
		rmSync(join(home, `${archive}.gz.hash.txt`), { force: true });
		assert.equal((await compress(home, { ended: ['1-2-b-a'], ...in2019 })).status, 0);
		isMended(home);
		if (!disk.reached()) break;
	}
	assert.ok(moment >= 4, `${moment} moments`);
});

test('only one of several concurrent runs compresses, with or without a dead mark', async (t) => {
	for (const mark of [undefined, 'buildhost:5\n5-6-b-a\n']) {
		const home = lay(t, mark === undefined ? {} : { [`${archive}.cme.run`]: mark });
		const counted = `${fakeGzip(home, `echo x >> ${home}/count; exec /bin/gzip "$@"`)}:/bin:/usr/bin`;
		const machine = { ended: ['5-6-b-a'], alive: [1], env: { ...in2019.env, PATH: counted } };
		const runs = await Promise.all(Array.from({ length: 6 }, () => compress(home, machine)));
		assert.deepEqual(new Set(runs.map(({ status }) => status)), new Set([0]));
		assert.equal(readFileSync(join(home, 'count'), 'utf8'), 'x\n');
		isMended(home);
	}
});

test('files of dead runs are removed, those of live ones stay', async (t) => {
	const dead = '.buildrepo-5-6-b-a-0.progress';
	const live = '.buildrepo-7-8-b-a-0.progress';
	const home = lay(t, { [`${build}/${dead}`]: 'x', [`${build}/${live}`]: 'x', [`mirror/${dead}`]: 'x' });
	await compress(home, { ended: ['5-6-b-a'], ...in2019 });
	assert.deepEqual(names(home), [live, 'stage3.tar.gz']);
	writeFileSync(join(home, 'mirror', dead), 'x');
	for (const command of ['digestgen', 'index.xml']) {
		writeFileSync(join(home, 'mirror', dead), 'x');
		const files = openFileSystem();
		await buildrepo([command, ...lines], { files, ended: ['5-6-b-a'], env: { HOME: home } });
		assert.ok(!existsSync(join(home, 'mirror', dead)), command);
	}
	assert.deepEqual(names(home), [live, 'stage3.tar.gz', 'stage3.tar.gz.hash.txt']);
});
