/** What a caller pins down: `zap --only` one subarch, `clean --apply --expect` the script that was reviewed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { suite, test } from 'node:test';
import { encodeEscaping } from '../../server/src/base/surrogateEscape.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

const builds = ['2015-01-01', '2015-01-08', '2015-01-15', '2015-01-22', '2015-02-18'];
const odd = "it's $(here)";

/** A mirror with three subarches (one of them built elsewhere), each with five complete builds and two failures. */
function farm(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put(
		'/home/.buildbot',
		`builds = ("current",)\narches = ("x86",)\nsubarches = ("i686", "${odd}")\nall_builds = builds\nall_arches = arches\nall_subarches = subarches + ("atom",)\nkeep_num = 3\n`,
	);
	for (const subarch of ['i686', odd, 'atom']) {
		for (const day of builds) files.put(`/mirror/current/x86/${subarch}/${day}/stage3-${day}.tar.xz`, 'x');
		files.put(`/mirror/current/x86/${subarch}/.control/.failcount`, '2');
	}
	return files;
}

async function failcounts(files: MemoryFileSystem): Promise<string[]> {
	const { stdout } = await buildrepo(['fails'], { files });
	return stdout
		.trimEnd()
		.split('\n')
		.map((line) => `${line.trim().split(' ')[0]} ${line.split('/').at(-1)}`)
		.sort();
}

async function dates(files: MemoryFileSystem): Promise<number> {
	const { stdout } = await buildrepo(['clean'], { files });
	return stdout.trimEnd().split('\n').length;
}

suite('zap --only', () => {
	for (const [what, word, cwd] of [
		['its directory', `/mirror/current/x86/${odd}`, '/'],
		['its name', `current/x86/${odd}`, '/'],
		['a path from here', odd, '/mirror/current/x86'],
	] as const) {
		test(`takes ${what}`, async () => {
			const files = farm();
			const outcome = await buildrepo(['zap', '--only', word], { files, cwd });
			assert.deepEqual(
				[outcome.status, outcome.stdout, outcome.stderr],
				[0, `Removing /mirror/current/x86/${odd}/.control/.failcount...\n`, ''],
			);
			assert.deepEqual(await failcounts(files), ['2 atom', '2 i686', `0 ${odd}`].sort());
		});
	}

	test('includes builds of other servers, which zap alone leaves', async () => {
		const files = farm();
		assert.equal((await buildrepo(['zap'], { files })).status, 0);
		assert.deepEqual(await failcounts(files), ['0 i686', `0 ${odd}`, '2 atom'].sort());
		assert.equal((await buildrepo(['zap', '--only', 'current/x86/atom'], { files })).status, 0);
		assert.deepEqual(await failcounts(files), ['0 i686', `0 ${odd}`, '0 atom'].sort());
	});

	test('does nothing if nothing has failed', async () => {
		const files = farm();
		await buildrepo(['zap'], { files });
		assert.equal((await buildrepo(['zap', '--only', 'current/x86/i686'], { files })).stdout, '');
	});

	test('refuses a name it does not know, with the nearest', async () => {
		const files = farm();
		const { status, stderr } = await buildrepo(['zap', '--only', 'current/x86/i868'], { files });
		assert.equal(status, 2);
		assert.match(
			stderr,
			/^buildrepo: there is no subarch current\/x86\/i868: did you mean current\/x86\/i686\?\n$/,
		);
		assert.deepEqual(await failcounts(files), ['2 atom', '2 i686', `2 ${odd}`].sort());
	});
});

suite('clean --apply --expect', () => {
	async function reviewed(files: MemoryFileSystem): Promise<string> {
		const { stdout } = await buildrepo(['clean'], { files });
		return createHash('sha256').update(stdout).digest('hex');
	}
	const apply = (files: MemoryFileSystem, hash: string): Promise<Outcome> =>
		buildrepo(['clean', '--apply', '--yes', '--expect', hash], { files });

	test('removes what the reviewed script lists', async () => {
		const files = farm();
		const { status, stderr } = await apply(files, await reviewed(files));
		assert.deepEqual([status, stderr], [0, '']);
		assert.equal(await dates(files), 9);
	});

	test('takes the hash in capitals, too', async () => {
		const files = farm();
		assert.equal((await apply(files, (await reviewed(files)).toUpperCase())).status, 0);
	});

	test('removes nothing if the script would differ now', async () => {
		const files = farm();
		const hash = await reviewed(files);
		files.put('/mirror/current/x86/i686/2015-02-19/stage3-2015-02-19.tar.xz', 'x');
		const { status, stdout, stderr } = await apply(files, hash);
		assert.deepEqual([status, stdout], [1, '']);
		assert.match(
			stderr,
			/^buildrepo: the repository has changed since the script was made: nothing was removed/,
		);
		assert.equal(await dates(files), 16);
	});

	test('--events reports that the plan is outdated, for programs that read no words', async () => {
		const files = farm();
		const hash = await reviewed(files);
		files.put('/mirror/current/x86/i686/2015-02-19/stage3-2015-02-19.tar.xz', 'x');
		const line = ['clean', '--apply', '--yes', '--expect', hash, '--events'];
		const { status, stdout } = await buildrepo(line, { files });
		const events = stdout.split('\n').filter((each) => each.includes('"outdated"'));
		assert.deepEqual([status, events], [1, ['{"event":"outdated"}']]);
	});

	test('the hash is that of the bytes: names need not be UTF-8', async () => {
		const files = farm();
		const name = '2014-01-01-\udcff';
		files.put(`/mirror/current/x86/i686/${name}/status`, 'ok');
		// The byte that is not UTF-8 was lost in this text.
		const stdout = (await buildrepo(['clean'], { files })).stdout.replace('\ufffd', '\udcff');
		assert.ok(stdout.includes(`rm -rf '/mirror/current/x86/i686/${name}'`), stdout);
		const hash = createHash('sha256').update(encodeEscaping(stdout)).digest('hex');
		assert.equal((await apply(files, hash)).status, 0);
		assert.equal(await dates(files), 9);
	});

	test('is refused without --apply, or if it is not a hash', async () => {
		const files = farm();
		assert.equal((await buildrepo(['clean', '--expect', 'a'.repeat(64)], { files })).status, 2);
		assert.equal((await apply(files, 'abc')).status, 2);
		assert.equal(await dates(files), 15);
	});
});

suite('a plan for one place is not applied in another', () => {
	/** The farm reached through a link, and another one as the new target. */
	function linked(): { readonly files: MemoryFileSystem; readonly moveAway: () => void } {
		const files = farm();
		files.put('/home/.metro', '[section path]\nmirror: /link\n');
		files.putLink('/link', '/mirror');
		for (const day of builds) files.put(`/other/current/x86/i686/${day}/stage3-${day}.tar.xz`, 'x');
		files.put('/other/current/x86/i686/.control/.failcount', '2');
		return {
			files,
			moveAway: () => {
				files.putLink('/link', '/other');
			},
		};
	}

	async function count(files: MemoryFileSystem, mirror: string): Promise<number> {
		return (await files.list(`${mirror}/current/x86/i686`))?.length ?? 0;
	}

	test('clean --apply: the link to the mirror is turned while the question stands', async () => {
		const { files, moveAway } = linked();
		const answer = (): string => {
			moveAway();
			return 'y';
		};
		const { status, stderr } = await buildrepo(['clean', '--apply'], { files, answers: [answer] });
		assert.match(stderr, /^buildrepo: the repository has changed since the script was made/);
		assert.equal(status, 1);
		assert.deepEqual([await count(files, '/mirror'), await count(files, '/other')], [6, 6]);
	});

	test('clean --apply: a kept build vanishes while the question is open', async () => {
		const files = farm();
		const answer = (): string => {
			files.putLink('/mirror/current/x86/i686/2015-02-18', '/nowhere');
			return 'y';
		};
		const { status, stderr } = await buildrepo(['clean', '--apply'], { files, answers: [answer] });
		assert.deepEqual([status, /has changed since/.test(stderr)], [1, true]);
		assert.equal(await count(files, '/mirror'), 6);
	});

	test('clean --apply: the answer to a question about the same still counts', async () => {
		const files = farm();
		const { status, stderr } = await buildrepo(['clean', '--apply'], { files, answers: ['y'] });
		assert.deepEqual([status, stderr], [0, '']);
		assert.equal(await count(files, '/mirror'), 4);
	});

	test('digestgen: the link to the mirror is turned while archives are hashed', async () => {
		const { files, moveAway } = linked();
		const sha256 = async (): Promise<string> => {
			moveAway();
			return 'a'.repeat(64);
		};
		const { status, stderr } = await buildrepo(['digestgen'], { files, sha256 });
		assert.equal(status, 1);
		assert.match(stderr, /left alone: .*\/link was replaced by another directory after the scan/);
		for (const mirror of ['/mirror', '/other']) {
			const names = await files.list(`${mirror}/current/x86/i686/2015-01-01`);
			assert.deepEqual(
				names?.map(({ name }) => name),
				['stage3-2015-01-01.tar.xz'],
			);
		}
	});

	test('zap: the link to the mirror is turned before the first failcount goes', async () => {
		const { files, moveAway } = linked();
		const turning: MemoryFileSystem = {
			...files,
			// The failcounts have been read when zap looks whether the first one is still there.
			status: async (path) => {
				const found = await files.status(path);
				if (path.endsWith('/.control/.failcount')) moveAway();
				return found;
			},
		};
		const { status, stderr } = await buildrepo(['zap'], { files: turning });
		assert.equal(status, 1);
		assert.match(stderr, /was replaced by another directory after the scan/);
		for (const mirror of ['/mirror', '/other'])
			assert.notEqual(await files.status(`${mirror}/current/x86/i686/.control/.failcount`), undefined);
	});
});
