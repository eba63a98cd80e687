import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRecentRsync, transferTrouble } from '../../server/src/transfer/transferTrouble.ts';

const place = { host: 'master', path: '/m' };

/** What ssh or rsync say, and what we make of it. */
const cases: readonly (readonly [
	program: 'ssh' | 'rsync',
	status: number,
	complaint: string,
	says: RegExp,
])[] = [
	[
		'ssh',
		255,
		'ssh: connect to host 10.0.0.1 port 22: Connection refused\r\n',
		/refuses the connection: see whether its server runs/,
	],
	['ssh', 255, 'ssh: connect to host 10.0.0.1 port 22: Connection timed out\r\n', /cannot be reached/],
	['ssh', 255, 'ssh: connect to host 10.0.0.1 port 22: No route to host\r\n', /cannot be reached/],
	[
		'ssh',
		255,
		'ssh: Could not resolve hostname master: Name or service not known\r\n',
		/no host called master: correct upload\/host/,
	],
	[
		'ssh',
		255,
		'@@@@@\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n@@@@@\nHost key verification failed.\r\n',
		/the host key of master has changed/,
	],
	[
		'ssh',
		255,
		'No ED25519 host key is known for [127.0.0.1]:22 and you have requested strict checking.\r\nHost key verification failed.\r\n',
		/not known here: connect once with "ssh master"/,
	],
	['ssh', 255, 'root@master: Permission denied (publickey).\r\n', /does not let us in.*ssh-copy-id/],
	[
		'ssh',
		255,
		'/root/.ssh/config: line 3: Bad configuration option: hots\r\n/root/.ssh/config: terminating, 1 bad configuration options\r\n',
		/cannot read its configuration.*terminating/,
	],
	['ssh', 255, 'kex_exchange_identification: read: Connection reset by peer\r\n', /was lost/],
	['ssh', 255, 'something new\n', /ssh cannot connect to master: something new/],
	['ssh', 255, '', /see what "ssh master" says/],
	[
		'rsync',
		12,
		'bash: line 1: rsync: command not found\nrsync: connection unexpectedly closed (0 bytes received so far) [sender]\nrsync error: error in rsync protocol data stream (code 12) at io.c(228) [sender=3.2.7]\n',
		/there is no rsync on master/,
	],
	[
		'rsync',
		12,
		'rsync: [receiver] write failed on "/m/x": No space left on device (28)\nrsync error: error in file IO (code 11) at receiver.c(378) [receiver=3.2.7]\n',
		/^no space left at \/m on master: free some space, then run the command again$/,
	],
	['rsync', 11, 'rsync: [receiver] mkstemp "/m/.x" failed: Disk quota exceeded (122)\n', /quota/],
	[
		'rsync',
		23,
		'rsync: [generator] recv_generator: mkdir "/m/x" failed: Permission denied (13)\n',
		/may not write below \/m/,
	],
	[
		'rsync',
		23,
		'rsync: [sender] send_files failed to open "/mirror/x": Permission denied (13)\n',
		/cannot be read here/,
	],
	[
		'ssh',
		1,
		"mkdir: cannot create directory './funtoo-current/x': Permission denied\n",
		/may not write below \/m/,
	],
	[
		'ssh',
		1,
		"mkdir: cannot create directory './x': Read-only file system\n",
		/^read-only file system at \/m on master: mount it for writing$/,
	],
	['ssh', 1, 'sh: 3: cd: /m: Stale file handle\n', /^stale mount \(NFS\) at \/m on master: mount it again$/],
	[
		'rsync',
		12,
		'client_loop: send disconnect: Broken pipe\r\nrsync: [sender] write error: Broken pipe (32)\n',
		/was lost: what has arrived is kept/,
	],
	[
		'rsync',
		12,
		'Timeout, server 10.0.0.1 not responding.\r\nrsync: connection unexpectedly closed (41 bytes received so far) [sender]\n',
		/was lost/,
	],
	[
		'rsync',
		2,
		'protocol version mismatch -- is your shell clean?\n(see the rsync manpage for an explanation)\n',
		/see that "ssh master true" writes nothing/,
	],
	['rsync', 1, 'rsync: on remote machine: --inplace: unknown option\n', /too old here or on master/],
	[
		'rsync',
		24,
		'file has vanished: "/mirror/x"\nrsync warning: some files vanished before they could be transferred (code 24)\n',
		/changed or went while it was sent/,
	],
	[
		'rsync',
		23,
		'rsync: [sender] oddity\nrsync error: some files could not be transferred (code 23) at main.c(1338) [sender=3.2.7]\n',
		/ended with status 23: rsync: \[sender\] oddity/,
	],
];

for (const [program, status, complaint, says] of cases) {
	test(`${program} ${status}: ${complaint.split('\n')[0]}`, () => {
		assert.match(transferTrouble({ program, status, complaint, ...place }).message, says);
	});
}

test('a program that cannot be run, or was killed', () => {
	const failed = { status: undefined, complaint: '', ...place };
	const missing = transferTrouble({ program: 'rsync', reason: 'no such program', ...failed });
	assert.deepEqual(missing, {
		message: 'rsync cannot be run: no such program: install rsync here, 3.1 or later',
		concerns: 'everything',
	});
	assert.equal(transferTrouble({ program: 'rsync', ...failed }).message, 'rsync to master was killed');
});

test('what concerns one build does not keep the others here', () => {
	const concerns = (complaint: string) =>
		transferTrouble({ program: 'rsync', status: 23, complaint, ...place }).concerns;
	assert.equal(concerns('file has vanished: "/x"\n'), 'this');
	assert.equal(concerns('rsync: write failed: No space left on device (28)\n'), 'everything');
});

test('versions of rsync', () => {
	const lines = {
		'rsync  version 3.0.9  protocol version 30': false,
		'rsync  version 2.6.9  protocol version 29': false,
		'rsync  version 3.1.0  protocol version 31': true,
		'rsync  version v3.2.7  protocol version 31': true,
		'openrsync: protocol version 29': true,
		'': true,
	};
	for (const [line, recent] of Object.entries(lines)) assert.equal(isRecentRsync(line), recent, line);
});
