/** `digestgen` beyond what was recorded. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, in2019, now } from '../../support/sampleCall.ts';
import { layOut, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('digestgen', () => {
	test('when interrupted, it leaves complete hash files, and later continues where it stopped', async () => {
		const names = ['a', 'b', 'c', 'd', 'e', 'f'];
		const files = layOut({
			files: Object.fromEntries(names.map((name) => [`corei7/2015-02-19/${name}.tar.xz`, name])),
		});
		for (const name of names) files.setModified(`${top}/corei7/2015-02-19/${name}.tar.xz`, 0);
		const abort = new AbortController();
		let hashed = 0;
		const sha256 = async (): Promise<string> => {
			hashed += 1;
			if (hashed === 3) abort.abort();
			return 'a'.repeat(64);
		};
		const first = await buildrepo(['digestgen'], { files, now, signal: abort.signal, sha256 });
		assert.equal(first.status, 130);
		const hashFiles = (): string[] =>
			[...files.dump('/mirror')].filter(([path]) => path.endsWith('.hash.txt')).map(([, content]) => content);
		const whole = `file ${Buffer.from(`sha256 ${'a'.repeat(64)}\n`).toString('base64')}`;
		const done = hashFiles().length;
		assert.ok(done >= 2 && done < names.length, String(done));
		assert.deepEqual(new Set(hashFiles()), new Set([whole]));
		const second = await buildrepo(['digestgen'], { files, now, sha256 });
		assert.equal(second.status, 0);
		assert.equal(hashFiles().length, names.length);
		assert.equal(second.stdout.split('\n')[1]?.replaceAll('e', '').length, names.length - done);
	});
});

const day = 'corei7/2015-02-19';
const archive = `${day}/stage3-corei7.tar.xz`;
const hashFile = `${top}/${archive}.hash.txt`;

suite('digestgen hashes finished archives only', () => {
	for (const [why, path, content, says] of [
		[
			'a live lock of its subarch',
			'corei7/.control/.multi_progress',
			'77',
			/in progress there \(process 77\)/,
		],
		['a live lock of one target', 'corei7/.control/.stage3_progress', '77', /process 77/],
		['a lock of another machine', 'corei7/.control/.multi_progress', 'other:5', /process 5 of other/],
		[
			'a lock of that form that names this machine',
			'corei7/.control/.multi_progress',
			'buildhost:77',
			/process 77/,
		],
		[
			'a lock that cannot be understood',
			'corei7/.control/.multi_progress',
			'a:b:c',
			/does not name a process/,
		],
		['a lock above it', '/mirror/funtoo-current/.control/.multi_progress', '77', /process 77/],
		[
			'a lock on the file itself, as snapshots have it',
			`${day}/.stage3-corei7.tar.xz_progress`,
			'77',
			/process 77/,
		],
		['a mark that it waits for compression', `${day}/stage3-corei7.tar.cme`, '', /tar\.cme is beside it/],
		['a mark that it is being compressed', `${day}/stage3-corei7.tar.cme.run`, '', /cme\.run is beside it/],
		['a mark under its whole name', `${day}/stage3-corei7.tar.xz.cme`, '', /xz\.cme is/],
		['a part of it', `${day}/stage3-corei7.tar.xz.part`, 'x', /\.part is beside it/],
		[
			'its compression under another name',
			`${day}/stage3-corei7.tar.xz.progress`,
			'x',
			/\.progress is beside it/,
		],
	] as const) {
		for (const world of [{}, in2019]) {
			test(`${why}, ${'env' in world ? '2019' : '2015'}: left alone and reported, until it is gone`, async () => {
				const files = { [archive]: 'x', [path]: content };
				const outcome = await call('digestgen', { files }, { ...world, alive: [77] });
				assert.equal(outcome.status, 0);
				assert.equal(await outcome.files.status(hashFile), undefined);
				assert.match(outcome.stderr, says);
				assert.match(outcome.stderr, /^# \d archives? hashed, 1 in progress and left alone$/m);
				await outcome.files.remove(path.startsWith('/') ? path : `${top}/${path}`);
				await buildrepo(['digestgen'], { files: outcome.files, now, ...world });
				assert.notEqual(await outcome.files.status(hashFile), undefined);
			});
		}
	}

	test('the lock of a process that has ended does not hold archives back', async () => {
		const files = { [archive]: 'x', 'corei7/.control/.multi_progress': '77' };
		const outcome = await call('digestgen', { files });
		assert.notEqual(await outcome.files.status(hashFile), undefined);
	});

	test('an archive whose state is unreadable counts as in progress', async () => {
		const files = layOut({ files: { [archive]: 'x' } });
		files.failAt(`${top}/corei7/.control`, 'denied');
		const { stderr } = await buildrepo(['digestgen'], { files, now });
		assert.match(stderr, /it is unknown whether it is finished/);
		assert.equal(await files.status(hashFile), undefined);
	});

	test('marks and temporary files are not archives', async () => {
		const names = ['a.tar.cme', 'a.tar.cme.run', 'a.tar.xz.progress', '.buildrepo-1-2-b-a-0.progress'];
		const files = Object.fromEntries(names.map((name) => [`${day}/${name}`, 'x']));
		const outcome = await call('digestgen', { files });
		const made = [...outcome.files.dump('/mirror').keys()].filter((path) => path.endsWith('.hash.txt'));
		assert.deepEqual(made, []);
	});
});

suite('digestgen watches what was written to just now', () => {
	const at = Date.parse(now);
	const path = `${top}/${archive}`;
	for (const [when, modified, waits] of [
		['a second ago', at - 1000, 1],
		['an hour ago', at - 3_600_000, 0],
		['in the future', at + 3_600_000, 1],
	] as const) {
		test(`written ${when}: ${waits} waits, and hashed if nothing happens`, async () => {
			const files = layOut({ files: {} });
			files.put(path, 'x', modified);
			const pauses: number[] = [];
			await buildrepo(['digestgen'], { files, now, sleep: async (pause) => void pauses.push(pause) });
			assert.equal(pauses.length, waits);
			assert.ok(pauses.every((pause) => pause > 0 && pause <= 3000));
			assert.notEqual(await files.status(hashFile), undefined);
		});
	}

	for (const [what, change] of [
		['it grows', (files: ReturnType<typeof layOut>) => files.put(path, 'xx', at)],
		['another file takes its place', (files: ReturnType<typeof layOut>) => files.put(path, 'y', at - 1000)],
		[
			'a lock that covers it is seen',
			(files: ReturnType<typeof layOut>) =>
				files.put(`${top}/corei7/.control/.multi_progress`, '77', at - 2000),
		],
		['it goes', (files: ReturnType<typeof layOut>) => files.remove(path)],
	] as const) {
		test(`${what} meanwhile: no hash file`, async () => {
			const files = layOut({ files: {} });
			files.put(path, 'x', at - 1000);
			const { status } = await buildrepo(['digestgen'], {
				files,
				now,
				alive: [77],
				sleep: async () => void (await change(files)),
			});
			assert.equal(status, 0);
			assert.equal(await files.status(hashFile), undefined);
		});
	}
});

suite('digestgen and archives that changed later', () => {
	async function hashed() {
		const files = layOut({
			files: { [archive]: 'x', [`${day}/good.tar.xz`]: 'g', [`${day}/bad.tar.xz`]: 'b' },
		});
		await buildrepo(['digestgen'], { files, now });
		files.put(`${top}/${archive}`, 'another', Date.parse(now) + 1000);
		files.put(`${top}/${day}/bad.tar.xz.hash.txt`, 'sha256 \n');
		return files;
	}

	test('are named and counted, and nothing else changes', async () => {
		const files = await hashed();
		const before = files.dump('/mirror');
		const { status, stdout, stderr } = await buildrepo(['digestgen'], { files, now });
		assert.deepEqual([status, stdout.split('\n')[1]], [0, 'eee']);
		assert.match(stderr, /^# \S+\/stage3-corei7\.tar\.xz changed after it was hashed$/m);
		assert.match(stderr, /0 archives hashed, 1 changed after/);
		assert.deepEqual(files.dump('/mirror'), before);
	});

	test('--repair hashes everything, and names and repairs wrong hash files', async () => {
		const files = await hashed();
		const { stdout, stderr } = await buildrepo(['digestgen', '--repair'], { files, now });
		assert.equal(stdout.split('\n')[1], '.e.');
		assert.match(
			stderr,
			/bad\.tar\.xz hashed again\n.*stage3-corei7\.tar\.xz hashed again\n.*2 hashed again/,
		);
		assert.equal((await buildrepo(['verify'], { files, now })).stdout, '3 of 3 archives right\n');
	});

	test('--json counts in fields', async () => {
		const files = await hashed();
		files.put(`${top}/corei7/gone.tar.xz.hash.txt`, 'x');
		files.put(`${top}/${day}/new.tar.xz`, 'x', 0);
		files.put(`${top}/${day}/half.tar.xz`, 'x', 0);
		files.put(`${top}/${day}/half.tar.cme`, '');
		const { stdout } = await buildrepo(['digestgen', '--json'], { files, now });
		const { leftAlone, ...rest } = JSON.parse(stdout);
		assert.deepEqual(rest, {
			hashed: 1,
			repaired: [],
			changedLater: [`${top}/${archive}`],
			removed: 1,
			failed: [],
		});
		assert.deepEqual(
			leftAlone.map(({ path }: { path: string }) => path),
			[`${top}/${day}/half.tar.xz`],
		);
	});
});
