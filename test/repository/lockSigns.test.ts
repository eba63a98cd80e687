/** What shows whether the build of another host goes on: when its lock was written, and what it wrote last. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileError, type FileReader } from '../../server/src/base/fileSystem.ts';
import { sinceText } from '../../server/src/base/phrases.ts';
import { lockSignsOf, lockSignsPhrase, type Subarch } from '../../server/src/repository/index.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

const hour = 3_600_000;
const at = Date.parse('2026-03-01T12:00:00Z');
const path = '/m/b/a/s';

function subarch(state: 'complete' | 'unfinished' = 'unfinished'): Subarch {
	const build = { name: '2026-03-01', path: `${path}/2026-03-01`, date: at, state, linked: false };
	const lock = { kind: 'live', holder: { kind: 'foreign', host: 'beta', pid: '1' } };
	const inProgress =
		state === 'complete' ? { kind: 'unknown', names: [] } : { kind: 'build', name: build.name };
	return {
		path,
		lock,
		inProgress,
		builds: [{ ...build, name: 'old', date: at - 1e9 }, build],
	} as unknown as Subarch;
}

function disk(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put(`${path}/.control/.multi_progress`, 'beta:1');
	files.setModified(`${path}/.control/.multi_progress`, at - 5 * hour);
	files.put(`${path}/2026-03-01/log/stage1/build.txt`, '');
	for (const name of ['', '/log', '/log/stage1', '/log/stage1/build.txt'])
		files.setModified(`${path}/2026-03-01${name}`, at - 4 * hour);
	return files;
}

test('the newest change below the directory of the build counts, two directories down', async () => {
	const files = disk();
	assert.deepEqual(await lockSignsOf(subarch(), files), { since: at - 5 * hour, changed: at - 4 * hour });
	files.setModified(`${path}/2026-03-01/log/stage1/build.txt`, at - hour);
	assert.deepEqual(await lockSignsOf(subarch(), files), { since: at - 5 * hour, changed: at - hour });
});

test('what is older than the lock is of an earlier build', async () => {
	const files = disk();
	files.setModified(`${path}/.control/.multi_progress`, at - hour);
	assert.deepEqual(await lockSignsOf(subarch(), files), { since: at - hour });
});

test('the change of a build is unknown while it is unknown which one is in progress', async () => {
	assert.deepEqual(await lockSignsOf(subarch('complete'), disk()), { since: at - 5 * hour });
});

test('what cannot be read is unknown, and so are impossible times', async () => {
	const files = disk();
	const stale = (one: string): never => {
		throw new FileError('other', one, `${one}: stale NFS file handle`);
	};
	const broken = (part: string): FileReader => ({
		...files,
		linkStatus: async (one) => (one.includes(part) ? stale(one) : files.linkStatus(one)),
		status: async (one) => (one.includes(part) ? stale(one) : files.status(one)),
		list: async (one) => (one.includes(part) ? stale(one) : files.list(one)),
	});
	assert.deepEqual(await lockSignsOf(subarch(), broken('stage1')), { since: at - 5 * hour });
	assert.deepEqual(await lockSignsOf(subarch(), broken('.control')), { changed: at - 4 * hour });
	files.setModified(`${path}/.control/.multi_progress`, 1e300);
	assert.deepEqual(await lockSignsOf(subarch(), files), { changed: at - 4 * hour });
});

test('a moment is said by the clock here, and what is ahead of it is said to be', () => {
	const said = (moment: number): string => sinceText(moment, at);
	assert.equal(
		lockSignsPhrase({ since: at - 26 * hour, changed: at - 60_000 }, said),
		'locked 26 h 0 min ago, last change 1 min ago',
	);
	assert.equal(lockSignsPhrase({ since: at + 3 * hour }, said), 'locked 3 h 0 min ahead of the clock here');
	assert.equal(lockSignsPhrase({ since: at + 30_000 }, said), 'locked 0 s ago');
	assert.equal(lockSignsPhrase({ since: at - 80 * hour }, said), 'locked 3 days ago');
	assert.equal(lockSignsPhrase({}, said), '');
});
