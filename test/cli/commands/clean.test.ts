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
			'Freed 24KB in 4 removals.',
		]);
		assert.deepEqual([...files.dump('/mirror').keys()].filter((path) => !path.endsWith('/')).sort(), [
			'funtoo-current/snapshots/portage-2015-01-02.tar.xz',
			'funtoo-current/x86-64bit/corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz',
			'funtoo-current/x86-64bit/corei7/strange/x',
		]);
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
