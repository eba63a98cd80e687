/** `clean --apply`: builds that changed since the plan was made stay, and removals that were cut short are finished. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileError } from '../../server/src/base/fileSystem.ts';
import { interleaved } from '../support/interleaved.ts';
import { now } from '../support/sampleCall.ts';
import { builds, layOut, top } from '../support/sampleRepository.ts';
import { buildrepo } from '../support/testHost.ts';

const old = `${top}/corei7/2015-02-01`;
const apply = ['clean', '--apply', '--yes'];

test('a build that became complete after the plan was made stays', async () => {
	const files = layOut({ files: { ...builds('corei7', '2015-02-19'), 'corei7/2015-02-01/log': 'x' } });
	let asked = 0;
	const finishing = interleaved(files, (_, name, path) => {
		// Where the mirror lies is asked before the look and before the removal.
		if (name === 'linkStatus' || (name === 'list' && path === old && ++asked === 2))
			files.put(`${old}/stage3-corei7.tar.xz`, 'x');
	});
	const { status, stderr } = await buildrepo(apply, { files: finishing, now });
	assert.equal(status, 1);
	assert.match(stderr, /left alone: .*2015-02-01: it is complete now/);
	assert.notEqual(await files.status(`${old}/log`), undefined);
});

test('the seed of the next build stays, and the reason is given', async () => {
	const days = ['15', '16', '17', '18', '19'].map((day) => `2015-02-${day}`);
	const files = layOut({
		files: { ...builds('corei7', ...days), 'corei7/.control/version/stage3': '2015-02-15\n' },
	});
	const { stdout } = await buildrepo(['clean'], { files, now });
	assert.match(
		stdout,
		/^# protected .*\/2015-02-15 \(the next build starts from it\)\nrm -rf .*\/2015-02-16\n/,
	);
	await buildrepo(apply, { files, now });
	assert.notEqual(await files.status(`${top}/corei7/2015-02-15`), undefined);
	assert.equal(await files.status(`${top}/corei7/2015-02-16`), undefined);
});

test('the remains of an interrupted removal are removed', async () => {
	const left = `${top}/corei7/.buildrepo-removing-0a1b`;
	const files = layOut({ files: { ...builds('corei7', '2015-02-19'), [`${left}/log`]: 'x' } });
	const { stdout } = await buildrepo(['clean'], { files, now });
	assert.match(stdout, new RegExp(`^rm -rf ${left}$`, 'm'));
	assert.equal((await buildrepo(apply, { files, now })).status, 0);
	assert.equal(await files.status(left), undefined);
});

test('the script keeps a build if it is unknown whether it contains a mount', async () => {
	const files = layOut({ files: { ...builds('corei7', '2015-02-19'), 'corei7/2015-02-01/log': 'x' } });
	const failing = interleaved(files, (_, name, path) => {
		if (name === 'mountIn') throw new FileError('denied', path, `${path}: permission denied`);
	});
	const { stdout } = await buildrepo(['clean'], { files: failing, now });
	assert.match(stdout, /^# keeping \S+\/2015-02-01 \(it is not known whether something is mounted in it\)$/m);
});

test('a snapshot that is being made stays, as digestgen leaves it alone', async () => {
	const snapshots = '/mirror/funtoo-current/snapshots';
	const names = ['15', '16', '17', '18'].map((day) => `portage-2015-02-${day}.tar.xz`);
	const files = layOut({
		files: {
			...builds('corei7', '2015-02-19'),
			...Object.fromEntries(names.map((name) => [`${snapshots}/${name}`, 'x'])),
			[`${snapshots}/.${names[0]}_progress`]: 'otherhost:55',
		},
	});
	const { status, stderr } = await buildrepo(apply, { files, now });
	assert.equal(status, 1);
	assert.match(stderr, /left alone: .*portage-2015-02-15.tar.xz: a build is in progress there/);
	assert.notEqual(await files.status(`${snapshots}/${names[0]}`), undefined);
});

test('a directory beside a snapshot does no harm', async () => {
	const snapshots = '/mirror/funtoo-current/snapshots';
	const names = ['15', '16', '17', '18'].map((day) => `${snapshots}/portage-2015-02-${day}.tar.xz`);
	const files = layOut({
		files: {
			...builds('corei7', '2015-02-19'),
			...Object.fromEntries(names.map((name) => [name, 'x'])),
			[`${names[0]}.d/file`]: 'x',
		},
	});
	const { status, stderr } = await buildrepo(apply, { files, now });
	assert.deepEqual([status, stderr], [0, '']);
	assert.equal(await files.status(names[0] ?? ''), undefined);
	assert.notEqual(await files.status(`${names[0]}.d/file`), undefined);
});

test('where something is mounted in a build, the others go; it is counted, named and reported with the reason', async () => {
	const files = layOut({
		rules: 'keep_num = 1',
		files: builds('corei7', '2015-02-01', '2015-02-02', '2015-02-03', '2015-02-19'),
	});
	files.mountAt(`${old}/chroot`);
	const { status, stdout, stderr } = await buildrepo(apply, { files, now });
	assert.equal(status, 1);
	assert.match(stdout, /^Freed 16 KiB in 2 removals, 1 left alone\.$/m);
	assert.equal(
		stderr,
		`buildrepo: left alone: ${old}: something is mounted at ${old}/chroot: unmount it first\n`,
	);
	assert.notEqual(await files.status(old), undefined);
	assert.equal(await files.status(`${top}/corei7/2015-02-02`), undefined);
});

test('the size of a build that cannot be read whole is unknown, not less', async () => {
	const files = layOut({ files: { ...builds('corei7', '2015-02-19'), 'corei7/2015-02-01/log/x': 'x' } });
	files.failAt(`${old}/log`, 'denied');
	const { stdout } = await buildrepo(['clean', '--json'], { files, now });
	const [item] = (JSON.parse(stdout) as { path: string; bytes?: number }[]).filter(
		({ path }) => path === old,
	);
	assert.ok(item !== undefined && !('bytes' in item));
});
