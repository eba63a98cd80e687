/** Set-ups of Metro since December 2020: reported as such, not repaired as if they were older, and nothing is written. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

const later =
	'builds = ("one",)\narches = ("x86-64bit",)\nsubarches = ("generic_64",)\nall_subarches = subarches\n\n' +
	'def map_build(build, arch_desc, subarch, full, full_date):\n\treturn "full"\n';
const older = later.replace('all_subarches = subarches\n', '').replace(' arch_desc,', '');
const laterProgram = 'def map_build(build, arch_desc, subarch, full, full_date):\n\treturn "full"\n';
const olderProgram = 'def map_build(build, subarch, full, full_date):\n\treturn "full"\n';

function disk(files: Readonly<Record<string, string>>): MemoryFileSystem {
	const created = createMemoryFileSystem();
	created.put('/home/.metro', '[section path]\ninstall: /metro\n[section path/mirror]\n: /mirror\n');
	created.putDirectory('/mirror/one/x86-64bit/generic_64/2015-02-01');
	for (const [path, text] of Object.entries(files)) created.put(path, text);
	return created;
}

/** Each set-up with the files that identify it. */
const setups: readonly (readonly [
	what: string,
	files: Record<string, string>,
	args: string[],
	sign: RegExp,
])[] = [
	[
		'.buildbot in the mirror only',
		{ '/mirror/.buildbot': later },
		[],
		/\/mirror\/\.buildbot has a map_build of five arguments/,
	],
	[
		'.buildbot in the mirror only, without map_build',
		{ '/mirror/.buildbot': 'builds = ("one",)\n' },
		[],
		/\/mirror\/\.buildbot is there/,
	],
	[
		'.buildbot of the mirror is named',
		{ '/mirror/.buildbot': later },
		['--buildbot', '/mirror/.buildbot'],
		/\/mirror\/\.buildbot has a map_build of five arguments/,
	],
	[
		'the installation asks for five',
		{ '/home/.buildbot': older, '/metro/scripts/buildrepo': laterProgram },
		[],
		/\/metro\/scripts\/buildrepo calls map_build with five arguments/,
	],
];

for (const [what, files, args, sign] of setups) {
	test(`${what}: commands refuse and say why`, async () => {
		for (const command of ['nextbuild', 'clean', 'index.xml', 'zap', 'digestgen', 'status']) {
			const outcome = await buildrepo([...args, command], { files: disk(files), cwd: '/home' });
			assert.equal(outcome.status, 2, command);
			assert.match(outcome.stderr, sign);
			assert.match(outcome.stderr, /Metro since December 2020, .* is not supported yet/);
			assert.doesNotMatch(outcome.stderr, /write one|correct|create/);
		}
	});

	test(`${what}: check claims nothing about map_build`, async () => {
		const { stdout, status } = await buildrepo([...args, 'check'], { files: disk(files), cwd: '/home' });
		assert.deepEqual([stdout, status], ['', 0]);
	});
}

test('a named dialect takes precedence', async () => {
	const files = { '/home/.buildbot': older, '/metro/scripts/buildrepo': laterProgram };
	const { status, stdout } = await buildrepo(['--dialect', '2015', 'nextbuild'], {
		files: disk(files),
		cwd: '/home',
	});
	assert.equal(status, 0);
	assert.match(stdout, /^build=one$/m);
});

test('an older set-up stays one, with a file of any kind in the mirror', async () => {
	const files = {
		'/home/.buildbot': older,
		'/metro/scripts/buildrepo': olderProgram,
		'/mirror/.buildbot': later,
	};
	const { status } = await buildrepo(['nextbuild'], { files: disk(files), cwd: '/home' });
	assert.equal(status, 0);
	const foreign = { '/mirror/.buildbot': 'python:\n  - "3.8"\n' };
	const { stdout, stderr } = await buildrepo(['nextbuild'], { files: disk(foreign), cwd: '/home' });
	assert.match(stdout, /There is no \/home\/\.buildbot/);
	assert.doesNotMatch(stderr, /2020/);
});
