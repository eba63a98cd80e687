/** Paths and names on the command line mean what a shell's user takes them for. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { suite, test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { buildrepo } from '../support/testHost.ts';

function farm(home: string): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put(`${home}/.metro`, '[section path]\nmirror: /mirror\n');
	files.put(
		`${home}/.buildbot`,
		'builds = ("one", "two")\narches = ("x86",)\nsubarches = ("i686", "atom")\n',
	);
	for (const name of ['one/x86/i686', 'two/x86/i686', 'two/x86/atom'])
		files.put(`/mirror/${name}/2015-02-01/stage3-a.tar.xz`, '');
	return files;
}

suite('a home', () => {
	const homes: readonly (readonly [name: string, env: Record<string, string>, home: string])[] = [
		['HOME', { HOME: '/there' }, '/there'],
		['the password file where HOME is empty', { HOME: '' }, '/home'],
		['BUILDREPO_HOME before HOME', { HOME: '/nowhere', BUILDREPO_HOME: '/there' }, '/there'],
		['~ in BUILDREPO_HOME', { HOME: '/there', BUILDREPO_HOME: '~/metro' }, '/there/metro'],
	];
	for (const [name, env, home] of homes) {
		test(name, async () => {
			const { status, stdout, stderr } = await buildrepo(['fails'], { files: farm(home), env });
			assert.deepEqual([status, stderr, stdout.split('\n').length], [0, '', 4]);
		});
	}

	test('the password file if there is no HOME, in a real process', () => {
		const { stderr } = spawnSync(
			process.execPath,
			[buildrepoProgram, '--config', '~/no such file', 'check'],
			{
				env: { PATH: process.env.PATH },
				encoding: 'utf8',
			},
		);
		assert.ok(stderr.startsWith(`buildrepo: ${userInfo().homedir}/no such file does not exist`), stderr);
	});
});

suite('~ after = means the home as well', () => {
	const words = [
		['--config=~/a/.metro', '--buildbot=~/a/.buildbot'],
		['--config', '~/a/.metro', '--buildbot', '~/a/.buildbot', '--mirror=~/a/mirror'],
	];
	for (const options of words) {
		test(options.join(' '), async () => {
			const files = farm('/home/a');
			files.put('/home/a/mirror/one/x86/i686/2015-02-01/stage3-a.tar.xz', '');
			const { status, stdout } = await buildrepo([...options, 'fails'], { files });
			assert.equal(status, 0);
			assert.match(stdout, /one\/x86\/i686/);
		});
	}
});

suite('the end of a name', () => {
	const answers: readonly (readonly [word: string, status: number, answer: RegExp])[] = [
		['atom', 0, /^\/mirror\/two\/x86\/atom\n/],
		['x86/atom', 0, /^\/mirror\/two\/x86\/atom\n/],
		['one/x86/i686', 0, /^\/mirror\/one\/x86\/i686\n/],
		['i686', 2, /2 subarches are called i686: name one of one\/x86\/i686, two\/x86\/i686\n$/],
		['686', 2, /there is no subarch 686/],
		['om', 2, /there is no subarch om/],
	];
	for (const [word, status, answer] of answers) {
		test(word, async () => {
			const outcome = await buildrepo(['explain', word], { files: farm('/home') });
			assert.equal(outcome.status, status);
			assert.match(status === 0 ? outcome.stdout : outcome.stderr, answer);
		});
	}
});

test('--version needs no set-up', async () => {
	const { status, stdout, stderr } = await buildrepo(['--version'], { files: createMemoryFileSystem() });
	assert.deepEqual([status, stdout, stderr], [0, `buildrepo ${manifest.version}\n`, '']);
});
