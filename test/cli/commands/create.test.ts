/** `create` makes the directories that `.buildbot` names; `empties --missing`, `explain` and `status` tell of them. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { layOut, type Sample } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

const now = '2015-02-20T12:00:00Z';
const buildbot = `builds = ("current", "hardened")
arches = ("x86-64bit", "pure64")
subarches = ("corei7", "atom_64", "odd")
`;
const sample: Sample = {
	buildbot,
	files: { '/mirror/current/x86-64bit/corei7/2015-02-19/stage3-x.tar.xz': 'x' },
};

async function call(line: string, given = layOut(sample)) {
	const outcome = await buildrepo(line.split(' '), { files: given, now });
	return { ...outcome, files: given };
}

suite('create', () => {
	test('without arguments, it creates all directories whose arch is known', async () => {
		const { status, stdout, files } = await call('create');
		assert.equal(status, 0);
		assert.deepEqual(stdout.trimEnd().split('\n'), [
			'Created /mirror/current/x86-64bit/atom_64',
			'Created /mirror/hardened/x86-64bit/corei7',
			'Created /mirror/hardened/x86-64bit/atom_64',
		]);
		assert.equal((await files.status('/mirror/hardened/x86-64bit/atom_64'))?.kind, 'directory');
		assert.equal(await files.status('/mirror/current/pure64'), undefined);
		assert.match((await call('create', files)).stderr, /the arch of odd is not known: use buildrepo create/);
	});

	for (const word of ['current/pure64/odd', '/mirror/current/pure64/odd']) {
		test(`one: ${word}`, async () => {
			const { status, stdout, files } = await call(`create ${word}`);
			assert.deepEqual([status, stdout], [0, 'Created /mirror/current/pure64/odd\n']);
			assert.equal((await files.status('/mirror/current/pure64/odd'))?.kind, 'directory');
			// It is in the rotation from now on.
			assert.match(
				(await call('nextbuild', files)).stdout,
				/^build=current\narch_desc=pure64\nsubarch=odd\n/,
			);
		});
	}

	for (const [word, said] of [
		['atom_64', /is ambiguous: name one of current\/x86-64bit\/atom_64, hardened\/x86-64bit\/atom_64/],
		['current/x86-64bit/atom_46', /did you mean current\/x86-64bit\/atom_64\?/],
		['current/x86-64bit/corei7', /\.buildbot names no subarch .* whose directory is missing/],
		['../../etc', /\.buildbot names no subarch/],
	] as const) {
		test(`refused: ${word}`, async () => {
			const before = layOut(sample).dump('/');
			const { status, stderr, files } = await call(`create ${word}`);
			assert.equal(status, 2);
			assert.match(stderr, said);
			assert.deepEqual(files.dump('/'), before);
		});
	}

	test('a file in place of a directory is left alone and reported', async () => {
		const files = layOut({ ...sample, files: { ...sample.files, '/mirror/hardened': 'x' } });
		const { status, stderr } = await call('create hardened/x86-64bit/atom_64', files);
		assert.equal(status, 1);
		assert.match(stderr, /left alone: \/mirror\/hardened exists and is not a directory/);
	});

	test('nothing is created through a link that leads out of the mirror', async () => {
		const files = layOut({ ...sample, links: { '/mirror/hardened': '/elsewhere' } });
		files.putDirectory('/elsewhere');
		const { status, stderr } = await call('create hardened/x86-64bit/atom_64', files);
		assert.equal(status, 1);
		assert.match(stderr, /leads through a link/);
		assert.deepEqual([...files.dump('/elsewhere').keys()], []);
	});

	test('the repository itself, with the directories above it', async () => {
		const files = layOut({ buildbot });
		await files.removeTree('/mirror');
		const missing = await call('create', files);
		assert.equal(missing.status, 2);
		assert.match(missing.stderr, /\/mirror does not exist/);
		const { status, stdout } = await call('create --repository --mirror /srv/new/mirror', files);
		assert.deepEqual([status, stdout], [0, 'Created /srv/new/mirror\n']);
		assert.equal((await files.status('/srv/new/mirror'))?.kind, 'directory');
		const again = await call('create --repository --mirror /srv/new/mirror', files);
		assert.deepEqual([again.status, again.stdout], [0, 'Nothing to create: no directory is missing.\n']);
	});
});

suite('a subarch without a directory', () => {
	test('empties --missing lists it; empties itself goes on as before', async () => {
		const { stdout } = await call('empties --missing');
		assert.deepEqual(stdout.trimEnd().split('\n'), [
			'/mirror/current/x86-64bit/atom_64',
			'/mirror/current/{x86-64bit,pure64}/odd',
			'/mirror/hardened/x86-64bit/corei7',
			'/mirror/hardened/x86-64bit/atom_64',
			'/mirror/hardened/{x86-64bit,pure64}/odd',
		]);
		const plain = await call('empties');
		assert.equal(plain.stdout, '');
		assert.match(
			plain.stderr,
			/# \/mirror\/current\/x86-64bit\/atom_64 does not exist: "buildrepo create" creates it/,
		);
		const letter = await call('empties --dialect 2015');
		assert.deepEqual([letter.stdout, letter.stderr], ['', '']);
	});

	test('explain lists it last, with what to do', async () => {
		const { stdout } = await call('explain');
		assert.match(
			stdout,
			/atom_64: not built: it has no directory yet; "buildrepo create current\/x86-64bit\/atom_64" creates it\n/,
		);
		for (const word of ['current/x86-64bit/atom_64', '/mirror/current/x86-64bit/atom_64', 'atom_64']) {
			const one = await call(`explain ${word}`);
			assert.equal(one.status, 0, word);
			assert.match(
				one.stdout,
				/^\/mirror\/current\/x86-64bit\/atom_64\n {2}not built: it has no directory yet/,
			);
		}
	});

	test('status lists it', async () => {
		assert.match((await call('status')).stdout, /^no directory {4}\/mirror\/current\/x86-64bit\/atom_64$/m);
	});

	test('buildbot, nextbuild and forecast name the reason where none has a directory', async () => {
		const files = layOut({ buildbot, files: { '/metro/metro': '#!' } });
		const words = /no subarch that is built here has a directory/;
		assert.match((await call('buildbot', files)).stdout, words);
		const next = await call('nextbuild', files);
		assert.deepEqual([next.status, next.stdout], [1, '']);
		assert.match(next.stderr, words);
		assert.equal((await call('nextbuild --dialect 2015', files)).stderr, '');
		assert.match((await call('forecast', files)).stderr, words);
	});
});
