/** Where digestgen goes about hash files and links otherwise than Metro does. Each of these is a decision, and here it is held. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, in2019, now, textOf } from '../../support/sampleCall.ts';
import { builds, layOut, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('Q39, Q44: digestgen needs no shell, and a hash file is whole and right or not there', () => {
	for (const name of ['a b', "it's", 'a;touch x', '$(touch x)', 'a&b', '-rf', 'x\ny', 'ä\u0301']) {
		test(`a name like ${JSON.stringify(name)}`, async () => {
			const path = `corei7/2015-02-19/${name}.tar.xz`;
			const { files, status } = await call('digestgen', { files: { [path]: 'content' } });
			assert.equal(status, 0);
			assert.equal(
				await textOf(files, `${top}/${path}.hash.txt`),
				'sha256 ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73\n',
			);
		});
	}

	test('an archive that cannot be read gets no hash file', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		const path = `${top}/corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz`;
		files.failAt(path, 'denied');
		const { status, stderr } = await buildrepo(['digestgen'], { files, now });
		assert.equal(status, 1);
		assert.match(stderr, /denied/);
		assert.equal(await files.status(`${path}.hash.txt`), undefined);
	});

	test('an archive whose hash file would have too long a name is reported', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		const path = `${top}/corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz.hash.txt`;
		files.failAt(path, 'name-too-long');
		const { status, stderr } = await buildrepo(['digestgen'], { files, now });
		assert.equal(status, 1);
		assert.ok(stderr.includes(path), stderr);
	});

	for (const [how, content] of [
		['grows', 'longer than before'],
		['is written anew, as long as before,', 'y'],
	] as const) {
		test(`an archive that ${how} meanwhile is left for the next time`, async () => {
			const files = layOut({ files: builds('corei7', '2015-02-19') });
			const { stderr } = await buildrepo(['digestgen'], {
				files,
				now,
				sha256: async (path) => {
					files.put(path, content, 1);
					return 'a'.repeat(64);
				},
			});
			assert.match(stderr, /changed while it was being hashed/);
			assert.equal([...files.dump('/mirror').keys()].filter((path) => path.endsWith('.hash.txt')).length, 0);
		});
	}
});

suite('Q42, Q43: links', () => {
	const archive = 'corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz';
	const files = builds('corei7', '2015-02-19');

	test('a live link whose target has no hash file, in the mirror or out of it, is left alone', async () => {
		const outcome = await call('digestgen', {
			files: { ...files, '/elsewhere/x.tar.xz': 'x', 'corei7/plain.tar': 'p' },
			links: { 'corei7/out.tar.xz': '/elsewhere/x.tar.xz', 'corei7/tar.tar.xz': 'plain.tar' },
		});
		assert.doesNotMatch(outcome.stdout, /dead/);
		assert.notEqual(await outcome.files.linkStatus(`${top}/corei7/out.tar.xz`), undefined);
		assert.notEqual(await outcome.files.linkStatus(`${top}/corei7/tar.tar.xz`), undefined);
		assert.equal(await outcome.files.status('/elsewhere/x.tar.xz.hash.txt'), undefined);
	});

	test('a link to a link gets its hash link, whichever is listed first', async () => {
		const { files: after } = await call('digestgen', {
			files,
			links: {
				'corei7/a.tar.xz': 'b.tar.xz',
				'corei7/b.tar.xz': archive.slice('corei7/'.length),
				'corei7/c.tar.xz': 'b.tar.xz',
			},
		});
		for (const name of ['a', 'b', 'c']) {
			const content = await after.read(`${top}/corei7/${name}.tar.xz.hash.txt`);
			assert.notEqual(content, undefined, name);
		}
	});

	for (const [dialect, world] of [
		['2015', {}],
		['2019', in2019],
	] as const) {
		test(`${dialect}: a dead link goes with its hash link`, async () => {
			const outcome = await call(
				'digestgen',
				{
					files,
					links: { 'corei7/x.tar.xz': 'gone.tar.xz', 'corei7/x.tar.xz.hash.txt': 'gone.tar.xz.hash.txt' },
				},
				world,
			);
			assert.match(outcome.stdout, /x\.tar\.xz dead; cleaning up\n/);
			assert.equal(await outcome.files.linkStatus(`${top}/corei7/x.tar.xz`), undefined);
			assert.equal(await outcome.files.linkStatus(`${top}/corei7/x.tar.xz.hash.txt`), undefined);
		});

		test(`${dialect}: loops of links and of directories end`, async () => {
			const { status, stdout } = await call(
				'digestgen',
				{
					files,
					links: {
						'corei7/self': '.',
						'corei7/2015-02-19/up': '..',
						'corei7/p.tar.xz': 'q.tar.xz',
						'corei7/q.tar.xz': 'p.tar.xz',
						'other/back': '../corei7',
						'corei7/over': '../other',
					},
				},
				world,
			);
			assert.equal(status, 0);
			assert.ok(stdout.endsWith('\nDone!\n'));
		});
	}

	test('2019: leftover hash files are removed even from a mirror without subarches', async () => {
		const outcome = await call('digestgen', { files: { '/mirror/old.tar.xz.hash.txt': 'x' } }, in2019);
		assert.equal(outcome.status, 0);
		assert.equal(await outcome.files.status('/mirror/old.tar.xz.hash.txt'), undefined);
	});

	test('signatures are refused if the dialect has none', async () => {
		assert.equal((await call('digestgen --sign', { files })).status, 2);
	});

	test('2019: gpg signs only on request, with an argument list', async () => {
		const plain = await call('digestgen', { files }, in2019);
		assert.deepEqual(plain.programs, []);
		assert.doesNotMatch(plain.stdout, /gpg/);
		const signed = await call('digestgen --sign', { files }, in2019);
		const path = `${top}/${archive}`;
		assert.deepEqual(
			signed.programs.map(({ program, arguments: words }) => [program, ...words]),
			[['gpg', '--batch', '--output', `${path}.gpg`, '--detach-sign', '--', path]],
		);
	});
});
