/** How far digestgen and verify say they have come: standard output stays Metro's own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type TestMachine } from '../support/testHost.ts';

const days = ['2015-02-01', '2015-02-02', '2015-02-03', '2015-02-04'];

function farm(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put('/home/.buildbot', 'builds = ("current",)\narches = ("x86",)\nsubarches = ("i686",)\n');
	for (const day of days) files.put(`/mirror/current/x86/i686/${day}/stage3-${day}.tar.xz`, 'x');
	return files;
}

const run = (words: readonly string[], machine: Partial<TestMachine> = {}) =>
	buildrepo(words, { files: farm(), ...machine });

test('digestgen --progress: a line for each percent, on standard error alone', async () => {
	const told = await run(['digestgen', '--progress']);
	const quiet = await run(['digestgen']);
	assert.equal(told.stderr, '25 % of 4\n50 % of 4\n75 % of 4\n100 % of 4\n');
	assert.equal(quiet.stderr, '');
	assert.equal(told.stdout, quiet.stdout);
	assert.equal(told.status, 0);
});

test('digestgen --progress: no line comes twice, however much there is to do', async () => {
	const files = farm();
	for (let i = 0; i < 296; i++) files.put(`/mirror/current/x86/i686/2015-02-01/more-${i}.tar.xz`, 'x');
	const lines = (await run(['digestgen', '--progress'], { files })).stderr.trimEnd().split('\n');
	assert.deepEqual(
		lines,
		Array.from({ length: 101 }, (_, percent) => `${percent} % of 300`),
	);
});

test('digestgen --progress: archives that have a hash file do not count', async () => {
	const files = farm();
	files.put('/mirror/current/x86/i686/2015-02-01/stage3-2015-02-01.tar.xz.hash.txt', 'sha256 x\n');
	assert.match(
		(await run(['digestgen', '--progress'], { files })).stderr,
		/^33 % of 3\n66 % of 3\n100 % of 3\n$/,
	);
});

test('on a terminal, digestgen shows it after its dots and removes it', async () => {
	const { stderr, stdout } = await run(['digestgen'], { isTerminal: true });
	assert.match(stderr, /\u001b7\u001b\[\?7l 50 % of 4\u001b\[K\u001b\[\?7h\u001b8/);
	assert.ok(stderr.endsWith('\u001b[K# 4 archives hashed\n'));
	assert.equal(stdout, (await run(['digestgen'])).stdout);
	assert.equal((await run(['digestgen'], { isTerminal: true, env: { NO_COLOR: '1' } })).stderr, '');
});

test('on a terminal verify shows it, too; elsewhere nothing', async () => {
	const files = farm();
	assert.match((await run(['verify'], { isTerminal: true, files })).stderr, /100 % of 4.*\u001b\[K$/);
	assert.equal((await run(['verify'], { files })).stderr, '');
});
