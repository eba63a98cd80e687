/** `verify`: archives against their hash files. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { PublishedTarget } from '../../../server/src/protocol/events.ts';
import type { MemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { now } from '../../support/sampleCall.ts';
import { builds, layOut, top } from '../../support/sampleRepository.ts';
import { buildrepo, sha256Of } from '../../support/testHost.ts';

suite('verify', () => {
	const archive = (name: string): string => `${top}/corei7/2015-02-19/${name}.tar.xz`;

	async function world() {
		const files = layOut({ files: {} });
		for (const name of ['right', 'wrong', 'stale', 'none', 'bad']) files.put(archive(name), name);
		await buildrepo(['digestgen'], { files, now });
		const hashed = Date.parse(now);
		files.put(archive('wrong'), 'damaged', hashed - 1000);
		files.put(archive('stale'), 'another', hashed + 1000);
		files.put(`${archive('bad')}.hash.txt`, 'sha256 \n');
		files.put(`${archive('gone')}.hash.txt`, 'sha256 x\n');
		await files.remove(`${archive('none')}.hash.txt`);
		return files;
	}

	test('verify names the problems and changes nothing in the mirror', async () => {
		const files = await world();
		const before = files.dump('/mirror');
		const { status, stdout } = await buildrepo(['verify'], { files, now });
		assert.equal(status, 1);
		const lines = stdout.split('\n');
		assert.deepEqual(
			lines.slice(0, -2).map((line) => line.replace(/^.*\/([\w.]+ \w+ \w+).*$/, '$1')),
			[
				'bad.tar.xz has a',
				'none.tar.xz has no',
				'stale.tar.xz was written',
				'wrong.tar.xz does not',
				'gone.tar.xz.hash.txt is left',
			],
		);
		assert.equal(lines.at(-2), '1 of 5 archives right');
		assert.deepEqual(files.dump('/mirror'), before);
	});

	test('an archive that is cut off is not right, whatever its hash file says', async () => {
		const files = layOut({ files: {} });
		for (const name of ['hashed', 'new']) files.put(archive(name), '');
		await buildrepo(['digestgen'], { files, now });
		await files.remove(`${archive('new')}.hash.txt`);
		for (const words of [[], ['--resume']]) {
			const { status, stdout } = await buildrepo(['verify', ...words], { files, now });
			assert.equal(status, 1);
			assert.match(
				stdout,
				/hashed\.tar\.xz is cut off.*\n.*new\.tar\.xz is cut off.*\n0 of 2 archives right\n/,
			);
		}
	});

	suite('what was found wrong', () => {
		const days = ['2015-02-18', '2015-02-19'];
		const stage = (day: string): string => `${top}/corei7/${day}/stage3-corei7-${day}.tar.xz`;

		async function damaged() {
			const files = layOut({
				files: { ...builds('corei7', ...days), '/srv/': '' },
				metro: '[section publish]\n\ntarget: /srv\n',
			});
			await buildrepo(['digestgen'], { files, now });
			files.put(stage('2015-02-18'), 'damaged', Date.parse('2015-02-01'));
			await buildrepo(['verify'], { files, now });
			return files;
		}

		async function leftOut(files: MemoryFileSystem): Promise<readonly string[]> {
			const pipe = () =>
				({ kind: 'exited', status: 0, output: 'rsync  version 3.2.7\n', complaint: '' }) as const;
			const { stdout } = await buildrepo(['publish', '--pretend', '--json'], { files, now, pipe });
			const [target] = JSON.parse(stdout) as PublishedTarget[];
			return (target?.leftOut ?? []).map(({ name, reason }) => `${name}: ${reason}`);
		}

		test('is not published until it has changed', async () => {
			const files = await damaged();
			const [first = '', ...more] = await leftOut(files);
			assert.deepEqual(more, []);
			assert.match(first, /2015-02-18: stage3-corei7-2015-02-18\.tar\.xz does not match its hash file/);
			files.put(stage('2015-02-18'), 'another', Date.parse('2015-02-02'));
			assert.deepEqual(await leftOut(files), []);
		});

		test('is not published until its hash file has changed', async () => {
			const files = await damaged();
			await buildrepo(['digestgen', '--repair'], { files, now });
			assert.deepEqual(await leftOut(files), []);
		});

		test('is still known after an interruption, until a whole run finds it right', async () => {
			const files = await damaged();
			const abort = new AbortController();
			const sha256 = async (): Promise<string> => {
				abort.abort();
				return '';
			};
			await buildrepo(['verify'], { files, now, sha256, signal: abort.signal });
			assert.equal((await leftOut(files)).length, 1);
			await buildrepo(['digestgen', '--repair'], { files, now });
			await buildrepo(['verify'], { files, now });
			assert.deepEqual(await files.list('/home/.local/state/metro-vscode/verify'), []);
		});
	});

	test('as JSON, with both digests', async () => {
		const { stdout } = await buildrepo(['verify', '--json'], { files: await world(), now });
		const answer: { path: string; state: string; expected: string | null; actual: string | null }[] =
			JSON.parse(stdout);
		assert.deepEqual(
			answer.map(({ state }) => state),
			['bad-hash-file', 'no-hash', 'right', 'stale', 'wrong', 'leftover'],
		);
		assert.match(answer[4]?.expected ?? '', /^[0-9a-f]{64}$/);
		assert.match(answer[4]?.actual ?? '', /^[0-9a-f]{64}$/);
		assert.notEqual(answer[4]?.expected, answer[4]?.actual);
	});

	test('all right is status 0', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		await buildrepo(['digestgen'], { files, now });
		const { status, stdout } = await buildrepo(['verify'], { files, now });
		assert.deepEqual([status, stdout], [0, '1 of 1 archive right\n']);
	});

	test('interrupted, it ends with 130', async () => {
		const abort = new AbortController();
		const files = await world();
		const sha256 = async (): Promise<string> => {
			abort.abort();
			return '';
		};
		const { status } = await buildrepo(['verify'], { files, now, signal: abort.signal, sha256 });
		assert.equal(status, 130);
	});

	suite('resumed', () => {
		const days = ['2015-02-17', '2015-02-18', '2015-02-19'];
		const stage = (day: string): string => `${top}/corei7/${day}/stage3-corei7-${day}.tar.xz`;

		/** A verification that was interrupted after the archives of two days were hashed. */
		async function interrupted() {
			const files = layOut({ files: builds('corei7', ...days) });
			await buildrepo(['digestgen'], { files, now });
			const abort = new AbortController();
			let hashed = 0;
			const sha256 = (path: string) => {
				if (++hashed === 2) abort.abort();
				return sha256Of(files, path);
			};
			const { status } = await buildrepo(['verify'], { files, now, signal: abort.signal, sha256 });
			assert.equal(status, 130);
			return files;
		}

		async function resume(files: MemoryFileSystem, ...options: string[]) {
			const hashed: string[] = [];
			const sha256 = (path: string) => {
				hashed.push(path);
				return sha256Of(files, path);
			};
			const { stdout } = await buildrepo(['verify', ...options], { files, now, sha256 });
			return { hashed, stdout };
		}

		test('hashes only the rest, once', async () => {
			const files = await interrupted();
			assert.deepEqual(await resume(files, '--resume'), {
				hashed: [stage('2015-02-19')],
				stdout: '3 of 3 archives right (2 of them checked by the run that was interrupted)\n',
			});
			assert.equal((await resume(files, '--resume')).hashed.length, 3);
		});

		test('hashes all without the option', async () => {
			const files = await interrupted();
			assert.deepEqual(await resume(files), { hashed: days.map(stage), stdout: '3 of 3 archives right\n' });
		});

		for (const [what, change] of [
			[
				'an archive',
				(files: MemoryFileSystem) => files.put(stage('2015-02-17'), 'damaged', Date.parse(now) - 1),
			],
			[
				'a hash file',
				(files: MemoryFileSystem) =>
					files.put(`${stage('2015-02-17')}.hash.txt`, `sha256 ${'0'.repeat(64)}\n`),
			],
		] as const)
			test(`hashes again where ${what} has changed`, async () => {
				const files = await interrupted();
				change(files);
				const { hashed, stdout } = await resume(files, '--resume');
				assert.deepEqual(hashed, [stage('2015-02-17'), stage('2015-02-19')]);
				assert.match(
					stdout,
					/^2 of 3 archives right \(1 of them checked by the run that was interrupted\)$/m,
				);
			});

		for (const broken of [
			'{',
			'null',
			'{"mirror":1}',
			'{"mirror":"/mirror","right":[{"path":"PATH","digest":"DIGEST","status":{}}]}',
		])
			test(`begins anew with ${broken}`, async () => {
				const files = await interrupted();
				const directory = '/home/.local/state/metro-vscode/verify';
				for (const { name } of (await files.list(directory)) ?? []) files.put(`${directory}/${name}`, broken);
				assert.equal((await resume(files, '--resume')).hashed.length, 3);
			});
	});

	test('leaves unfinished archives alone, and counts them', async () => {
		const files = await world();
		files.put(`${top}/corei7/.control/.multi_progress`, '77', Date.parse(now) - 86_400_000);
		await files.remove(`${archive('gone')}.hash.txt`);
		const { status, stdout } = await buildrepo(['verify'], { files, now, alive: [77] });
		assert.deepEqual(
			[status, stdout.split('\n').at(-2)],
			[0, '0 of 0 archives right, 5 in progress and skipped'],
		);
	});

	test('while a build is in progress, earlier complete builds of its subarch are checked', async () => {
		const older = builds('corei7', '2015-02-17', '2015-02-18');
		const files = layOut({ files: { ...older, 'corei7/2015-02-20/stage1-corei7.tar.xz': 'x' } });
		await buildrepo(['digestgen'], { files, now });
		const damaged = `${top}/corei7/2015-02-17/stage3-corei7-2015-02-17.tar.xz`;
		files.put(damaged, 'damaged', Date.parse(now) - 1000);
		const rewritten = `${top}/corei7/2015-02-18/stage3-corei7-2015-02-18.tar.xz`;
		files.put(`${top}/corei7/.control/.multi_progress`, '77', Date.parse(now) + 1000);
		const verdicts = async (): Promise<unknown> => {
			const { stdout } = await buildrepo(['verify', '--json'], { files, now, alive: [77] });
			return JSON.parse(stdout).map(({ state }: { state: string }) => state);
		};
		assert.deepEqual(await verdicts(), ['wrong', 'right', 'in-progress']);
		await files.remove(`${rewritten}.hash.txt`);
		assert.deepEqual(await verdicts(), ['wrong', 'no-hash', 'in-progress']);
		files.put(rewritten, 'by the build', Date.parse(now) + 2000);
		assert.deepEqual(await verdicts(), ['wrong', 'in-progress', 'in-progress']);
		files.put(`${top}/corei7/.control/.stage3_progress`, 'a:b:c', Date.parse(now) + 3000);
		const { stdout } = await buildrepo(['verify'], { files, now, alive: [77] });
		assert.match(stdout, /^.*2015-02-20.* may still be written to: skipped$/m);
	});

	test('an archive that is written to meanwhile is not called wrong', async () => {
		const files = await world();
		const sleep = async (): Promise<void> => files.put(archive('wrong'), 'damaged further', Date.parse(now));
		const { stdout } = await buildrepo(['verify', '--json'], { files, now, sleep });
		const answer: { path: string; state: string }[] = JSON.parse(stdout);
		assert.equal(answer.find(({ path }) => path === archive('wrong'))?.state, 'in-progress');
	});
});
