/** Few files may be open at one time: what we do at once must not use them up. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { buildrepoProgram } from '../support/programs.ts';

const names = Array.from({ length: 500 }, (_, index) => `s${String(index).padStart(3, '0')}`);

/** With failcounts, locks, seeds and status files to be read. */
function lay(t: TestContext, count = names.length): string {
	const home = mkdtempSync(join(tmpdir(), 'open-files-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	for (const [index, name] of names.slice(0, count).entries()) {
		const subarch = join(home, 'mirror/b/a', name);
		mkdirSync(join(subarch, '.control/version'), { recursive: true });
		writeFileSync(join(subarch, '.control/.failcount'), String(index));
		writeFileSync(join(subarch, '.control/.multi_progress'), 'elsewhere:5');
		writeFileSync(join(subarch, '.control/version/stage3'), '2015-01-01');
		mkdirSync(join(subarch, '2015-01-01'));
		writeFileSync(join(subarch, '2015-01-01/status'), 'ok');
		writeFileSync(join(subarch, '2015-01-01/stage3-x.tar.xz'), 'x');
	}
	writeFileSync(join(home, '.metro'), `[section path]\nmirror: ${home}/mirror\n`);
	writeFileSync(
		join(home, '.buildbot'),
		`builds = ("b",)\narches = ("a",)\nsubarches = ${JSON.stringify(names)}\nmax_failcount = 1000\ndef map_build(*a):\n\treturn "full"\n`,
	);
	return home;
}

/** Runs `buildrepo` with at most 64 open files. */
function limited(home: string, words: readonly string[]) {
	return spawnSync(
		'sh',
		['-c', 'ulimit -n 64 && exec "$@"', 'sh', process.execPath, buildrepoProgram, ...words],
		{
			env: { HOME: home, PATH: process.env.PATH, BUILDREPO_DIALECT: '2019' },
			encoding: 'utf8',
			maxBuffer: 1 << 28,
		},
	);
}

interface Row {
	readonly subarch: string;
	readonly failcount: number | null;
	readonly latest: string | null;
	readonly running: boolean;
	readonly unknown: string | null;
}

suite('at most 64 open files', () => {
	test('500 subarches are read completely', (t) => {
		const home = lay(t);
		const { stdout, stderr } = limited(home, ['fails', '--json']);
		const rows: readonly Row[] = JSON.parse(stdout);
		const found = rows.map(({ subarch, failcount, latest, running, unknown }) => ({
			subarch,
			failcount,
			latest,
			running,
			unknown,
		}));
		assert.equal(stderr, '');
		assert.deepEqual(
			found.sort((a, b) => a.subarch.localeCompare(b.subarch)),
			names.map((subarch, failcount) => ({
				subarch,
				failcount,
				latest: '2015-01-01',
				running: true,
				unknown: null,
			})),
		);
	});

	test('archives are hashed', (t) => {
		const home = lay(t);
		for (const name of names) rmSync(join(home, 'mirror/b/a', name, '.control'), { recursive: true });
		const { stdout, stderr, status } = limited(home, ['digestgen', '--json']);
		assert.equal(status, 0, stderr);
		assert.equal(JSON.parse(stdout).hashed, names.length);
	});

	test('a build that is 300 directories deep, and wide below, is removed', (t) => {
		const home = lay(t, 1);
		const subarch = join(home, 'mirror/b/a/s000');
		rmSync(join(subarch, '.control'), { recursive: true });
		for (const day of ['2015-01-02', '2015-01-03', '2015-01-04'])
			cpSync(join(subarch, '2015-01-01'), join(subarch, day), { recursive: true });
		const deep = join(subarch, '2015-01-01', ...Array.from({ length: 300 }, () => 'd'));
		for (const wide of ['x', 'y', 'z/z/z']) mkdirSync(join(deep, wide), { recursive: true });
		writeFileSync(join(deep, 'y/file'), 'content');
		const { stderr, status } = limited(home, ['clean', '--apply', '--yes']);
		assert.equal(status, 0, stderr);
		assert.deepEqual(readdirSync(subarch), ['2015-01-02', '2015-01-03', '2015-01-04']);
	});
});

test('a directory deeper than a path can be long is removed, links in it are not followed', async (t) => {
	const home = mkdtempSync(join(tmpdir(), 'deep-'));
	t.after(() => rmSync(home, { recursive: true, force: true }));
	const outside = join(home, 'outside');
	mkdirSync(outside);
	writeFileSync(join(outside, 'file'), 'content');
	const script = `const fs = require('node:fs');
		for (const name of ['top', ...Array(1500).fill('long')]) {
			fs.mkdirSync(name);
			process.chdir(name);
			fs.symlinkSync(${JSON.stringify(outside)}, 'link');
		}`;
	assert.equal(spawnSync(process.execPath, ['-e', script], { cwd: home }).status, 0);
	await openFileSystem().removeTree(join(home, 'top'));
	assert.deepEqual(readdirSync(home), ['outside']);
	assert.deepEqual(readdirSync(outside), ['file']);
});
