/** What lies in a mirror, whatever `.buildbot` names. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { mirrorPlaces } from '../../server/src/repository/index.ts';
import { machine } from '../support/machine.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

test('directories that look like those of subarches are found, and nothing else', async () => {
	const files = createMemoryFileSystem();
	files.put('/mirror/next/x86-64bit/corei7/2015-02-18/stage3-x.tar.xz', '');
	files.put('/mirror/next/x86-64bit/new/.control/.failcount', '0');
	files.put('/mirror/next/x86-64bit/notes/2015-02-18', 'a file');
	files.put('/mirror/next/x86-64bit/other/2015/x', '');
	files.put('/mirror/next/x86-64bit/.old/2015-02-18/x', '');
	files.put('/mirror/next/snapshots/2015/2015-02-18/x', '');
	files.put('/mirror/alpha/arm/qa/2015-02-18-abc/x', '');
	files.put('/mirror/index.xml', '');
	const found = await mirrorPlaces('/mirror', { files, ...machine(), signal: neverAborted });
	assert.deepEqual(found, {
		places: [
			{ build: 'alpha', arch: 'arm', subarch: 'qa' },
			{ build: 'next', arch: 'x86-64bit', subarch: 'corei7' },
			{ build: 'next', arch: 'x86-64bit', subarch: 'new' },
		],
		unread: [],
		isCut: false,
	});
});
