/** Argument arrays for rsync and rclone, what they print, and why they failed. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { whyTransferFailed, whyUnusable } from '../../server/src/transfer/failures.ts';
import { isDisk, rcloneLine, rcloneListing, rcloneSend } from '../../server/src/transfer/rclone.ts';
import {
	fileList,
	listedFile,
	rsyncList,
	rsyncPercent,
	rsyncProbe,
	rsyncRemove,
	rsyncSend,
} from '../../server/src/transfer/rsync.ts';

suite('argument arrays', () => {
	const options = { to: 'me@host:/srv', rsh: 'ssh -o BatchMode=yes', bandwidth: '2m' };
	const calls: readonly (readonly string[])[] = [
		rsyncSend({ ...options, from: '/mirror', links: 'keep' }),
		rsyncProbe(options),
		rsyncList(options, '/empty'),
		rsyncRemove(options, '/empty'),
	];
	for (const [index, words] of calls.entries())
		test(`rsync ${index}: places come after --, and are directories`, () => {
			const places = words.slice(words.indexOf('--') + 1);
			assert.ok(places.includes('me@host:/srv/'));
			assert.ok(places.every((place) => place.endsWith('/')));
			assert.ok(words.includes('--bwlimit=2m') && words.includes('--rsh=ssh -o BatchMode=yes'));
			assert.ok(words.slice(0, -places.length - 1).every((word) => word.startsWith('--')));
		});

	test('removal names exactly what goes, never a whole tree', () => {
		const words = rsyncRemove({ to: '/srv' }, '/empty');
		assert.ok(words.includes('--delete-missing-args') && words.includes('--files-from=-'));
		assert.ok(!words.some((word) => /^--(?:delete|delete-excluded|force|recursive)$/.test(word)));
	});

	test('no name is taken for a comment or an option', () => {
		assert.equal(fileList(['#x', '-y', 'a/b']), './#x\0./-y\0./a/b\0');
	});

	test('indexes are sent whatever their size and time', () => {
		const index = { from: '/staged', to: 'b2:x', links: 'copy' } as const;
		assert.ok(rcloneSend({ ...index, always: true }).includes('--ignore-times'));
		assert.ok(rsyncSend({ ...index, to: '/srv', checksum: true }).includes('--checksum'));
	});
});

suite('output', () => {
	test('files of rsync', () => {
		const lines: readonly (readonly [string, object | undefined])[] = [
			['>12 a/b c', { name: 'a/b c', isDirectory: false, size: 12 }],
			['>0 a/', { name: 'a', isDirectory: true, size: 0 }],
			['>1 a\\#012b', { name: 'a\nb', isDirectory: false, size: 1 }],
			['>4096 ./', undefined],
			['deleting a', undefined],
		];
		for (const [line, file] of lines) assert.deepEqual(listedFile(line), file);
	});

	test('progress of rsync', () => {
		assert.equal(rsyncPercent('        32,768  10%    5.00MB/s    0:00:01 (xfr#1, to-chk=0/1)'), 10);
		assert.equal(rsyncPercent('>12 a 10% b'), undefined);
	});

	test('the log of rclone', () => {
		const stats = '{"level":"notice","msg":"x","stats":{"bytes":5,"totalBytes":10,"transfers":2}}';
		assert.deepEqual(rcloneLine(stats), { sent: { bytes: 5, totalBytes: 10, files: 2 } });
		assert.deepEqual(rcloneLine('{"level":"error","msg":"no space","object":"a"}'), {
			problem: 'a: no space',
		});
		assert.deepEqual(rcloneLine('{"level":"info","msg":"x"}'), {});
		const unsaved = 'Failed to save config after 10 tries: open /h/rclone.conf: read-only file system';
		assert.deepEqual(rcloneLine(JSON.stringify({ level: 'error', msg: unsaved })), {});
		assert.deepEqual(rcloneLine(`2026/11/30 ERROR : ${unsaved}`), {});
		assert.deepEqual(rcloneListing('[{"Path":"a","IsDir":true,"Size":-1}]'), [
			{ name: 'a', isDirectory: true, size: undefined },
		]);
		assert.equal(rcloneListing('[{"Path":'), undefined);
	});

	test('remotes that are disks', () => {
		assert.ok(isDisk('{\n\t"Name": "s",\n\t"String": "sftp://me@host:22/x",\n'));
		assert.ok(!isDisk('{\n\t"String": "S3 bucket x",\n'));
	});
});

suite('failures', () => {
	const failures: readonly (readonly ['rsync' | 'rclone', string, RegExp])[] = [
		[
			'rsync',
			'me@h: Permission denied (publickey,password).\nrsync: connection unexpectedly closed',
			/h does not let us in.*ssh-copy-id h/,
		],
		[
			'rsync',
			'@@@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @@@\nHost key verification failed.',
			/the host key of h has changed/,
		],
		['rsync', 'Host key verification failed.', /not known here: connect once/],
		[
			'rsync',
			'ssh: Could not resolve hostname nowhere: Name or service not known',
			/no host called h: correct the target in \.metro/,
		],
		['rsync', 'ssh: connect to host h port 22: Connection refused', /h refuses the connection/],
		['rsync', 'ssh: connect to host h port 22: Connection timed out', /cannot be reached/],
		[
			'rsync',
			'rsync: [receiver] write failed on "/srv/x": No space left on device (28)',
			/^no space left there: free some space, then run the command again$/,
		],
		['rsync', 'bash: line 1: rsync: command not found', /there is no rsync on h/],
		['rsync', 'rsync: on remote machine: --delete-missing-args: unknown option', /both need 3\.1 or later/],
		['rsync', 'protocol version mismatch -- is your shell clean?', /the login shell on h writes lines/],
		['rsync', "@ERROR: Unknown module 'x'", /no module x/],
		[
			'rsync',
			'rsync: [Receiver] change_dir#1 "/srv/x" failed: No such file or directory (2)',
			/does not exist there/,
		],
		['rsync', 'rsync: [sender] link_stat "/m/a" failed: No such file or directory (2)', /vanished/],
		[
			'rsync',
			'rsync: [generator] recv_generator: mkdir "/srv/x" failed: Permission denied (13)',
			/permission denied at \/srv\/x/,
		],
		['rsync', 'rsync: read error: Stale file handle (116)', /^stale mount \(NFS\) there: mount it again$/],
		[
			'rsync',
			'rsync: [sender] read errors mapping "/m/a": Input/output error (5)',
			/^input\/output error here: see what/,
		],
		['rclone', 'open /x: transport endpoint is not connected', /^disconnected mount there: mount it again$/],
		[
			'rsync',
			'rsync: connection unexpectedly closed (0 bytes received so far) [sender]\nrsync error: x (code 12)',
			/goes on where it stopped/,
		],
		['rsync', 'something else\nrsync error: x (code 5) at y', /rsync ended with status 5: something else/],
		['rsync', '', /rsync ended with status 5$/],
		[
			'rclone',
			'Failed to create file system for "x:": didn\'t find section in config file',
			/rclone listremotes/,
		],
		['rclone', 'dial tcp: lookup h: no such host', /check the network/],
		['rclone', 'ssh: handshake failed: ssh: unable to authenticate', /login was refused/],
		['rclone', 'ssh: handshake failed: knownhosts: key mismatch', /host key/],
		['rclone', 'write /x: no space left on device', /no space left/],
		['rclone', 'open /x: permission denied', /permission denied/],
		['rclone', 'Update ReadFrom failed: sftp: "Failure" (SSH_FX_FAILURE)', /disk full, or mounted read-only/],
		['rclone', 'error listing: directory not found', /does not exist there/],
	];
	for (const [program, complaint, says] of failures)
		test(`${program}: ${complaint.split('\n')[0] || 'nothing'}`, () =>
			assert.match(whyTransferFailed(program, complaint, 'status 5', 'h'), says));

	test('programs that cannot be used', () => {
		assert.match(
			whyUnusable('rsync', { reason: 'no such program' }, [3, 1, 0]) ?? '',
			/apt-get install rsync/,
		);
		assert.match(
			whyUnusable('rsync', 'rsync  version 3.0.9  protocol version 30', [3, 1, 0]) ?? '',
			/3\.0\.9 is too old/,
		);
		assert.equal(whyUnusable('rsync', 'rsync  version 3.5.0  protocol version 32', [3, 1, 0]), undefined);
		assert.equal(whyUnusable('rclone', 'rclone v1.60.1-DEV\n- os/version: debian', [1, 53, 0]), undefined);
		assert.match(whyUnusable('rclone', 'rclone v1.49.5', [1, 53, 0]) ?? '', /too old/);
		assert.match(whyUnusable('rclone', 'what', [1, 53, 0]) ?? '', /does not say/);
	});
});
