import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arrivalName, isArrivalName } from '../../../server/src/base/temporaryName.ts';
import { parseBuildName } from '../../../server/src/repository/scan/buildName.ts';
import { progressReader, rsyncWords, sshWords } from '../../../server/src/repository/upload/transferWords.ts';

const patience = ['ConnectTimeout=20', 'ServerAliveInterval=15', 'ServerAliveCountMax=4'];

test('ssh is called as the user has set it up', () => {
	const options = patience.flatMap((option) => ['-o', option]);
	assert.deepEqual(sshWords({ host: 'root@master', unattended: false }), [
		'-T',
		...options,
		'--',
		'root@master',
		'sh -s',
	]);
	const words = sshWords({ host: 'root@[fe80::1%eth0]', unattended: true });
	assert.deepEqual(words.slice(0, 3), ['-T', '-o', 'BatchMode=yes']);
	assert.deepEqual(words.slice(-3), ['--', 'root@fe80::1%eth0', 'sh -s']);
});

test('rsync gets paths as they are, behind its options', () => {
	const words = rsyncWords(
		{ host: 'root@[::1]', unattended: true },
		{ from: '/mirror/a $(b)', to: "/m/it's", bandwidth: '2.5m', byContent: true },
	);
	assert.deepEqual(words.slice(-3), ['--', '/mirror/a $(b)/', "root@[::1]:/m/it's/"]);
	assert.ok(words.includes('--bwlimit=2.5m') && words.includes('--checksum') && words.includes('-s'));
	assert.ok(
		words.includes(`--rsh=ssh -o BatchMode=yes ${patience.map((option) => `-o ${option}`).join(' ')}`),
	);
	const plain = rsyncWords(
		{ host: 'm', unattended: false },
		{ from: '/a', to: '/b', bandwidth: undefined, byContent: false },
	);
	assert.ok(!plain.some((word) => /bwlimit|--checksum|BatchMode/.test(word)));
});

test('progress is read from lines and from the pieces of lines', () => {
	const told: number[] = [];
	const read = progressReader((bytes) => told.push(bytes));
	read('\r         32,768   0%    0.00kB/s    0:00:00  \r    1000000 ');
	read(' 12%    1.00MB/s    0:00:07  \r2000000  25%  1.00MB/s 0:00:06 (xfr#1, to-chk=3/5)\n');
	assert.deepEqual(told, [32768, 1000000, 2000000]);
});

test('no reader takes the directory of an arrival for a build', () => {
	for (const host of ['buildhost', 'a/b', '../x', 'häst', 'a b', '-rf', 'x'.repeat(60)]) {
		const name = arrivalName('2015-02-18', host);
		assert.equal(parseBuildName(name), undefined);
		assert.match(name, /^\.buildrepo-upload-[\w.+%-]+$/);
		assert.ok(isArrivalName(name));
		// Metro of 2015 takes shorter names for old builds.
		assert.ok(name.length > 10);
	}
	assert.notEqual(arrivalName('2015-02-18', 'a/b'), arrivalName('2015-02-18', 'a_b'));
});
