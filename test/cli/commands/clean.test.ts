/** `clean --apply`: removing, after a question. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FileError } from '../../../server/src/base/fileSystem.ts';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('clean --apply', () => {
	const sample: Sample = {
		rules: 'keep_num = 1',
		files: {
			...builds('corei7', '2015-02-01', '2015-02-02', '2015-02-19'),
			'corei7/strange/x': '',
			'/mirror/funtoo-current/snapshots/portage-2015-01-01.tar.xz': 's',
			'/mirror/funtoo-current/snapshots/portage-2015-01-01.tar.xz.hash.txt': 's',
			'/mirror/funtoo-current/snapshots/portage-2015-01-02.tar.xz': 's',
		},
	};
	const snapshots = '/mirror/funtoo-current/snapshots';

	test('removes what clean lists, and reports the freed space', async () => {
		const { lines, status, files } = await call('clean --apply --yes', sample);
		assert.equal(status, 0);
		assert.deepEqual(lines, [
			`Removing ${top}/corei7/2015-02-01...`,
			`Removing ${top}/corei7/2015-02-02...`,
			`Removing ${snapshots}/portage-2015-01-01.tar.xz...`,
			`Removing ${snapshots}/portage-2015-01-01.tar.xz.hash.txt...`,
			'Freed 24 KiB in 4 removals.',
		]);
		assert.deepEqual([...files.dump('/mirror').keys()].filter((path) => !path.endsWith('/')).sort(), [
			'funtoo-current/snapshots/portage-2015-01-02.tar.xz',
			'funtoo-current/x86-64bit/corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz',
			'funtoo-current/x86-64bit/corei7/strange/x',
		]);
	});

	for (const word of [`${top}/corei7/2015-02-01`, 'funtoo-current/x86-64bit/corei7/2015-02-01'])
		test(`--keep ${word} holds it back`, async () => {
			const { lines, status, files } = await call(`clean --apply --yes --keep ${word}`, sample);
			assert.equal(status, 0);
			assert.equal(lines.at(-1), 'Freed 16 KiB in 3 removals.');
			assert.notEqual(await files.status(`${top}/corei7/2015-02-01`), undefined);
			assert.equal(await files.status(`${top}/corei7/2015-02-02`), undefined);
		});

	test('the script says what is held back, and has another SHA-256', async () => {
		const keep = `--keep ${top}/corei7/2015-02-02 --keep ${snapshots}/portage-2015-01-01.tar.xz`;
		const { lines } = await call(`clean ${keep}`, sample);
		assert.deepEqual(
			lines.filter((line) => line.includes('held back') || line.startsWith('rm')),
			[
				`rm -rf ${top}/corei7/2015-02-01`,
				`# keeping ${top}/corei7/2015-02-02 (held back)`,
				`# keeping ${snapshots}/portage-2015-01-01.tar.xz (held back)`,
			],
		);
	});

	test('what a build that is held back leads to stays, too', async () => {
		const links = { 'corei7/2015-02-01/stage3.tar.xz': '../2015-02-02/stage3-corei7-2015-02-02.tar.xz' };
		const { stderr, lines } = await call(`clean --keep ${top}/corei7/2015-02-01`, { ...sample, links });
		assert.equal(stderr, '');
		assert.ok(
			lines.includes(`# keeping ${top}/corei7/2015-02-02 (something that stays leads to it, or may do so)`),
		);
	});

	test('a misspelled --keep removes nothing', async () => {
		const { status, stderr, files } = await call('clean --apply --yes --keep corei7/2015-02-01', sample);
		assert.equal(status, 2);
		assert.match(stderr, /there is no such build or snapshot/);
		assert.notEqual(await files.status(`${top}/corei7/2015-02-01`), undefined);
	});

	test('asks first, and does nothing without a yes', async () => {
		const no = await call('clean --apply', sample, { answers: ['n'] });
		assert.equal(no.status, 1);
		assert.notEqual(await no.files.status(`${top}/corei7/2015-02-01`), undefined);
		const yes = await call('clean --apply', sample, { answers: ['y'] });
		assert.equal(yes.status, 0);
		assert.equal(await yes.files.status(`${top}/corei7/2015-02-01`), undefined);
		const nobody = await call('clean --apply', sample);
		assert.equal(nobody.status, 2);
		assert.match(nobody.stderr, /add --yes/);
		assert.notEqual(await nobody.files.status(`${top}/corei7/2015-02-01`), undefined);
	});

	test('failed removals are named, the rest is removed', async () => {
		const files = layOut(sample);
		const stubborn = {
			...files,
			async removeTree(path: string): Promise<number> {
				if (path.endsWith('2015-02-01')) throw new FileError('denied', path, `${path}: denied`);
				return files.removeTree(path);
			},
		};
		const { status, stderr } = await buildrepo(['clean', '--apply', '--yes'], { files: stubborn, now });
		assert.equal(status, 1);
		assert.match(stderr, /corei7\/2015-02-01/);
		assert.equal(await files.status(`${top}/corei7/2015-02-02`), undefined);
	});

	test('--yes alone means nothing', async () => {
		assert.equal((await call('clean --yes', sample)).status, 2);
	});
});
