/** What `buildrepo` says of a set-up that is not there or cannot be used: one line, and the right exit status. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

const metro = '[section path/mirror]\n: /mirror\n';
const buildbot = 'builds = ("current",)\narches = ("x86",)\nsubarches = ("i686",)\n';

/** A disk with these files, and an empty mirror unless one of them is it. */
function disk(files: Readonly<Record<string, string | Uint8Array>>): MemoryFileSystem {
	const made = createMemoryFileSystem();
	for (const [path, content] of Object.entries(files)) made.put(path, content);
	return made;
}

const both = { '/home/.metro': metro, '/home/.buildbot': buildbot };
const inMirror = { '/mirror/current/keep': '' };

/** What is wrong, the files, and what the one line on standard error says. */
const troubles: readonly [
	name: string,
	files: Readonly<Record<string, string | Uint8Array>>,
	said: RegExp,
][] = [
	['no .metro', { '/home/.buildbot': buildbot }, /^buildrepo: \/home\/\.metro does not exist: /],
	[
		'.metro a directory',
		{ '/home/.metro/x': '', '/home/.buildbot': buildbot },
		/\/home\/\.metro is no regular file: /,
	],
	[
		'.metro not UTF-8',
		{ ...both, '/home/.metro': new Uint8Array([97, 255, 10]) },
		/\.metro is not UTF-8 at byte 2: /,
	],
	[
		'.metro nonsense',
		{ ...both, '/home/.metro': '\n[nonsense x]\n' },
		/\.metro line 2: .*[^.]\. Metro stops here: correct this line\.$/m,
	],
	[
		'.metro collects a missing file',
		{ ...both, '/home/.metro': '[collect none.conf]\n' },
		/\.metro line 1: .*none\.conf' does not exist\. Metro stops here: correct this line\.$/m,
	],
	[
		'.metro without path/mirror',
		{ ...both, '/home/.metro': 'a: b\n' },
		/\.metro does not set path\/mirror: /,
	],
	[
		'.buildbot a directory',
		{ '/home/.metro': metro, '/home/.buildbot/x': '' },
		/\.buildbot is no regular file: /,
	],
	[
		'.buildbot not UTF-8',
		{ ...both, '/home/.buildbot': new Uint8Array([255]) },
		/\.buildbot is not UTF-8 at byte 1: /,
	],
	[
		'.buildbot nonsense',
		{ ...both, '/home/.buildbot': 'builds = (\n' },
		/\.buildbot line 1: SyntaxError: .*: /,
	],
	['no mirror', both, /The mirror \/mirror does not exist: .* path\/mirror in \/home\/\.metro line 2$/m],
	[
		'no mirror, named by a file that .metro collects',
		{
			...both,
			'/home/.metro': '[collect /home/where.conf]\n',
			'/home/where.conf': '\n\npath/mirror: /mirror\n',
		},
		/does not exist: .* path\/mirror in \/home\/where\.conf line 3$/m,
	],
	[
		'a mirror that is a file',
		{ ...both, '/mirror': '' },
		/The mirror \/mirror is not a directory: correct path\/mirror in /,
	],
];

for (const [name, files, said] of troubles) {
	for (const command of ['explain', 'status', 'forecast', 'verify', 'buildbot']) {
		test(`${name}: ${command} ends with status 2 and one line`, async () => {
			const { status, stdout, stderr } = await buildrepo([command], { files: disk(files), cwd: '/home' });
			assert.equal(status, 2);
			assert.equal(stdout, '');
			assert.match(stderr, said);
			assert.equal(stderr.indexOf('\n'), stderr.length - 1);
		});
	}
	test(`${name}: fails reports it, too`, async () => {
		const { stderr } = await buildrepo(['fails'], { files: disk(files), cwd: '/home' });
		assert.match(stderr, said);
	});
}

test('if an option names the mirror, the message names that option', async () => {
	for (const mirror of ['/elsewhere', '/home/.metro']) {
		const argv = ['--mirror', mirror, 'status'];
		const { status, stderr } = await buildrepo(argv, { files: disk(both), cwd: '/home' });
		assert.equal(status, 2);
		assert.match(
			stderr,
			/^buildrepo: The mirror \S+ (?:does not exist|is not a directory): .*correct --mirror\n$/,
		);
	}
});

test('an existing mirror is not reported', async () => {
	const { status, stderr } = await buildrepo(['fails'], {
		files: disk({ ...both, ...inMirror }),
		cwd: '/home',
	});
	assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
});

test('neither .metro nor .buildbot: an example of a .buildbot, status 1, as Metro answers', async () => {
	const { status, stdout } = await buildrepo(['fails'], { files: disk({ '/home/x': '' }), cwd: '/home' });
	assert.equal(status, 1);
	assert.match(stdout, /subarches = \(/);
});
