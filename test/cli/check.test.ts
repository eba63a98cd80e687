/** `buildrepo check`: the linter on a whole set-up and on single files. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

const setup: Readonly<Record<string, string>> = {
	'/home/.metro':
		'[section path]\ninstall: /metro\n[section path/mirror]\n: /mirror\n[collect /metro/etc/master.conf]\n',
	'/home/.buildbot': 'builds = ("current", "other")\narches = ("x86",)\nsubarches = ("i686",)\n',
	'/metro/etc/master.conf': '[collect ./builds/$[target/build]/build.conf]\n',
	'/metro/etc/builds/current/build.conf': '[section target]\ncompression: xz\n',
	'/metro/etc/builds/other/build.conf': '[section target]\ncompression: gz\n',
	'/metro/etc/multi-targets/full': '[section multi]\ntargets: stage3\n',
	'/metro/targets/gentoo/stage3.spec': '',
};

function disk(files: Readonly<Record<string, string>>): MemoryFileSystem {
	const created = createMemoryFileSystem();
	for (const [path, text] of Object.entries({ ...setup, ...files })) created.put(path, text);
	return created;
}

function check(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<Outcome> {
	return buildrepo(['check', ...argv], { files: disk(files), cwd: '/home' });
}

test('a set-up without trouble: nothing is printed, status 0', async () => {
	assert.deepEqual(await check({}).then(({ status, stdout, stderr }) => [status, stdout, stderr]), [
		0,
		'',
		'',
	]);
});

test('on a terminal, a check without findings says what was checked', async () => {
	const said = async (files: Readonly<Record<string, string>>, ...argv: string[]): Promise<string> =>
		(await buildrepo(['check', ...argv], { files: disk(files), cwd: '/home', isTerminal: true })).stdout;
	assert.equal(await said({}), 'Checked 7 files: no errors and no warnings.\n');
	assert.equal(await said({}, '.metro'), 'Checked 1 file: no errors and no warnings.\n');
	assert.equal(await said({}, '--json'), '[]\n');
	assert.doesNotMatch(await said({ '/metro/etc/builds/other/build.conf': 'key:value\n' }), /Checked/);
});

test('a file with several names is counted once', async () => {
	const files = disk({ '/home/a.conf': '[section a]\nx: 1\n' });
	files.putLink('/home/l.conf', 'a.conf');
	files.putLink('/home/here', '.');
	const said = async (...argv: string[]): Promise<string> =>
		(await buildrepo(['check', ...argv], { files, cwd: '/home', isTerminal: true })).stdout;
	const one = 'Checked 1 file: no errors and no warnings.\n';
	assert.equal(await said('a.conf', './a.conf', 'l.conf', 'here/a.conf'), one);
	assert.equal(await said('.metro', 'here/.metro'), one);
	assert.equal(await said('a.conf', '.metro'), 'Checked 2 files: no errors and no warnings.\n');
});

test('problems are printed with file, line, column and code, status 1', async () => {
	const { status, stdout } = await check({ '/metro/etc/builds/other/build.conf': '\nkey:value\n' });
	assert.equal(status, 1);
	assert.match(stdout, /^\/metro\/etc\/builds\/other\/build\.conf:2:1: warning: .* \[ignored-line\]\n$/);
});

test('a problem in one build only is found, and the build is named', async () => {
	const { stdout } = await check({
		'/home/.metro': `${setup['/home/.metro']}[section target]\ncompression: bz2\n`,
		'/metro/etc/builds/current/build.conf': '',
	});
	const lines = stdout.trimEnd().split('\n');
	assert.equal(lines.length, 2);
	for (const line of lines) assert.match(line, /\[duplicate-key\] \(other x86 i686 stage3 \(full\)\)$/);
});

test('a problem in one target or one mode only is found', async () => {
	const both = (key: string, word: string): string =>
		`[when ${key} is ${word}]\nx: 1\n[when target/build]\nx: 2\n`;
	const other = { '/metro/targets/gentoo/stage1.spec': '', '/metro/etc/multi-targets/freshen': '' };
	for (const [key, word] of [
		['target', 'stage1'],
		['multi/mode', 'freshen'],
	] as const) {
		const { stdout } = await check({
			...other,
			'/metro/etc/master.conf': `${setup['/metro/etc/master.conf']}${both(key, word)}`,
		});
		assert.match(stdout, new RegExp(`Multiple true conditions exist for x.*${word}`), key);
	}
});

test('.buildbot is checked as well', async () => {
	const { status, stdout } = await check({ '/home/.buildbot': 'builds = ("current")\n' });
	assert.equal(status, 1);
	assert.match(stdout, /^\/home\/\.buildbot:1:/m);
});

test('names in .buildbot are looked up in the installation, as in the editor', async () => {
	const { status, stdout } = await check({
		'/home/.buildbot':
			'builds = ("current", "othr")\narches = ("x86",)\nsubarches = ("i686",)\ndef map_build(build, subarch, full, date):\n\treturn ["freshen", "stage3"] if subarch == "i689" else "fulll"\n',
	});
	assert.equal(status, 1);
	assert.deepEqual(
		stdout
			.trimEnd()
			.split('\n')
			.filter((line) => line.startsWith('/home/.buildbot:'))
			.map((line) => /^\/home\/\.buildbot:(\S+) warning: .*\[(.*)\]$/.exec(line)?.slice(1)),
		[
			['1:23:', 'unknown-build'],
			['5:46:', 'unknown-subarch'],
			['5:11:', 'unknown-build-mode'],
			['5:58:', 'unknown-build-mode'],
		],
	);
});

const missing: readonly (readonly [
	name: string,
	directories: readonly string[],
	expected: readonly string[],
])[] = [
	['no directory anywhere', ['current/x86/other'], ['3:15: information: "i686"']],
	['one in another build, so that this one has nothing yet', ['other/x86/i686'], ['1:12: information: The']],
	['no mirror', [], []],
];

for (const [name, directories, expected] of missing) {
	test(`a subarch without a directory, ${name}: with --all`, async () => {
		const files = disk({});
		for (const directory of directories) files.putDirectory(`/mirror/${directory}`);
		const { status, stdout } = await buildrepo(['check', '--all'], { files, cwd: '/home' });
		assert.equal(status, 0);
		const lines = stdout.split('\n').filter((line) => line.endsWith('[no-directory]'));
		assert.deepEqual(
			lines.map((line) => /^\/home\/\.buildbot:(\S+ \w+: \S+)/.exec(line)?.[1]),
			expected,
		);
		const silent = await buildrepo(['check'], { files, cwd: '/home' });
		assert.equal(silent.stdout, '');
	});
}

test('a missing directory is not reported if it may be in an unreadable build', async () => {
	const files = disk({});
	files.putDirectory('/mirror/current/x86/other');
	files.putDirectory('/mirror/other');
	files.failAt('/mirror/other', 'denied');
	const { stdout } = await buildrepo(['check', '--all'], { files, cwd: '/home' });
	assert.doesNotMatch(stdout, /no-directory/);
});

test('a problem is one line, whatever names are in it', async () => {
	const { stdout } = await check({ '/home/.buildbot': 'builds = "a\\nb"\n' });
	for (const line of stdout.trimEnd().split('\n')) assert.match(line, /^\/home\/\.buildbot:.*\]$/);
	assert.match(stdout, /a\\x0ab/);
});

test('a file that belongs to no set-up is checked by itself', async () => {
	const { status, stdout } = await check({ '/elsewhere/x.conf': 'a: $[nobody]\nbc' }, '/elsewhere/x.conf');
	assert.equal(status, 1);
	assert.deepEqual(stdout.match(/\[[a-z-]+\]$/gm), ['[ignored-line]', '[no-newline-at-end]']);
});

test('a file of the set-up is checked in it, and no other file', async () => {
	const files = { '/metro/etc/master.conf': 'a: $[nobody]\n', '/metro/targets/gentoo/stage3.spec': 'x:y\n' };
	const { stdout } = await check(files, '/metro/etc/master.conf');
	assert.match(stdout, /\[undefined-variable\]/);
	assert.ok(!stdout.includes('stage3.spec:'));
});

test('--json gives places and related places, --all adds information', async () => {
	const files = { '/metro/etc/master.conf': 'my/key: 1\nmy/key: 1\n' };
	const { stdout } = await check(files, '--json', '--all');
	const reports = JSON.parse(stdout) as { code: string; line: number; related?: unknown[] }[];
	const duplicate = reports.find(({ code }) => code === 'duplicate-key');
	assert.deepEqual([duplicate?.line, duplicate?.related?.length], [2, 1]);
	assert.ok(reports.some(({ code }) => code === 'unused-key'));
});

test('without .metro, or with a file that is not there, status 2 and a remedy', async () => {
	const nothing = createMemoryFileSystem();
	nothing.putDirectory('/home');
	const missing = await buildrepo(['check'], { files: nothing, cwd: '/home' });
	assert.equal(missing.status, 2);
	assert.match(missing.stderr, /\.metro does not exist: /);
	const { status, stderr } = await check({}, '/nowhere');
	assert.equal(status, 2);
	assert.match(stderr, /\/nowhere does not exist/);
});

test('.buildbot is checked as in the editor', async () => {
	const { status, stdout } = await check(
		{
			'/home/.buildbot':
				'builds = ("current",)\narches = ("x86",)\nsubarches = ("i686", "k6")\nold = ()\nkeep_num = -1\ndef map_build(build, subarch, full, full_date):\n\treturn "full" if subarch == "i686" else None\n',
			'/mirror/current/x86/i686/2015-02-01/stage3-i686.tar.xz': '',
			'/mirror/current/x86/k7/2015-02-01/stage3-k7.tar.xz': '',
		},
		'--all',
	);
	const codes = stdout
		.split('\n')
		.filter((line) => line.startsWith('/home/.buildbot'))
		.map((line) => line.replace(/^[^:]*:(\d+):.*: (\w+): .*\[(.*)\]$/, '$1 $2 $3'));
	assert.equal(status, 1);
	assert.deepEqual(codes.filter((code) => !code.includes('unknown-')).sort(), [
		'3 information arch-not-listed',
		'3 information no-directory',
		'3 information unmanaged',
		'4 information unused-name',
		'5 warning out-of-range',
		'6 warning map-build-unusable',
	]);
});
