/** Failing disks have one wording and one remedy, whoever meets them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diskTroubleIn, diskTroubleOf } from '../../server/src/base/diskTroubles.ts';
import { toFileError } from '../../server/src/node/nodeError.ts';

const words: readonly (readonly [code: string, system: string, says: string, remedy: string])[] = [
	['ENOSPC', 'No space left on device', 'no space left', 'free some space, then run the command again'],
	['EDQUOT', 'Disk quota exceeded', 'no space left (quota)', 'free some space, then run the command again'],
	[
		'EFBIG',
		'File too large',
		'file too large for the file system',
		'use one for large files, or raise the limit that "ulimit -f" shows',
	],
	['EROFS', 'Read-only file system', 'read-only file system', 'mount it for writing'],
	['ESTALE', 'Stale file handle', 'stale mount (NFS)', 'mount it again'],
	['ENOTCONN', 'Transport endpoint is not connected', 'disconnected mount', 'mount it again'],
	['EIO', 'Input/output error', 'input/output error', "see what the system's log says of that disk"],
];

for (const [code, system, says, remedy] of words)
	test(`${code}: the same here, by rsync and by rclone`, () => {
		const error = Object.assign(new Error(system), { code });
		assert.equal(toFileError(error, '/m/x').message, `/m/x: ${says}: ${remedy}`);
		for (const complaint of [`rsync: [receiver] "/x": ${system} (1)`, `write /x: ${system.toLowerCase()}`])
			assert.equal(diskTroubleIn(complaint, 'there'), `${says} there: ${remedy}`);
		assert.equal(diskTroubleIn(`rsync: [sender] "/x": ${system} (1)`, 'there'), `${says} here: ${remedy}`);
	});

test('what is no trouble of a disk is none', () => {
	assert.equal(diskTroubleOf('ENOENT'), undefined);
	assert.equal(diskTroubleIn('Permission denied', 'there'), undefined);
});
