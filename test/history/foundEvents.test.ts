/** What the disk shows of past events; nothing unknown is claimed. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import type { HistoryEntry, HistoryEvent } from '../../server/src/history/event.ts';
import { findEvents } from '../../server/src/history/foundEvents.ts';
import type { KnownFailcount } from '../../server/src/history/historyStore.ts';
import {
	dialect2015,
	dialect2019,
	type Repository,
	scanRepository,
} from '../../server/src/repository/index.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

const top = '/mirror/current/x86/atom';
const name = 'current/x86/atom';
const now = Date.parse('2015-02-20T12:00:00Z');
const hour = 60 * 60_000;

async function scan(files: MemoryFileSystem, dialect = dialect2015): Promise<Repository> {
	const policy = {
		builds: ['current'],
		arches: ['x86'],
		subarches: ['atom'],
		allBuilds: ['current'],
		allArches: ['x86'],
		allSubarches: ['atom'],
		staleDays: 3,
		maxFailcount: 3,
		keepNum: 3,
		indexIgnoreBuilds: [],
		indexIgnoreSubarches: [],
	};
	return scanRepository('/mirror', policy as never, dialect, {
		files,
		hostName: 'host',
		isAlive: (pid) => pid === 77,
		hasEnded: () => false,
		now: () => now,
		signal: neverAborted,
	});
}

async function found(
	files: MemoryFileSystem,
	known: Readonly<Record<string, KnownFailcount>> = {},
	dialect = dialect2015,
): Promise<readonly HistoryEntry[]> {
	return findEvents(await scan(files, dialect), new Map(Object.entries(known)), now, files);
}

const eventsOf = (entries: readonly HistoryEntry[]): readonly HistoryEvent[] =>
	entries.map(({ event }) => event);

suite('complete builds', () => {
	test('by the time of the stage3, oldest first', async () => {
		const files = createMemoryFileSystem();
		files.put(`${top}/2015-02-11/stage3-atom.tar.xz`, 'x', now - hour);
		files.put(`${top}/2015-02-10/stage3-atom.tar.xz`, 'x', now - 2 * hour);
		files.put(`${top}/2015-02-12/stage1-atom.tar.xz`, 'x', now);
		assert.deepEqual(eventsOf(await found(files)), [
			{ kind: 'build-ended', at: now - 2 * hour, name, result: 'succeeded', day: '2015-02-10' },
			{ kind: 'build-ended', at: now - hour, name, result: 'succeeded', day: '2015-02-11' },
		]);
	});

	test('by the time of the status, where the dialect has one', async () => {
		const files = createMemoryFileSystem();
		files.put(`${top}/2015-02-10/stage3-atom.tar.xz`, 'x', now - 2 * hour);
		files.put(`${top}/2015-02-10/status`, 'ok', now - hour);
		const [first] = eventsOf(await found(files, {}, dialect2019));
		assert.equal(first?.at, now - hour);
	});

	test('the key stays when archives are compressed and hashed, and changes when the day is built again', async () => {
		const files = createMemoryFileSystem();
		files.put(`${top}/2015-02-10/stage3-atom.tar.gz`, 'x', now - 2 * hour + 250);
		const [first] = await found(files);
		await files.remove(`${top}/2015-02-10/stage3-atom.tar.gz`);
		files.put(`${top}/2015-02-10/stage3-atom.tar.xz`, 'y', now - 2 * hour);
		files.put(`${top}/2015-02-10/stage3-atom.tar.xz.hash.txt`, 'y', now);
		const [second] = await found(files);
		assert.deepEqual(second?.key, first?.key);
		files.put(`${top}/2015-02-10/stage3-atom.tar.xz`, 'z', now - hour);
		const [third] = await found(files);
		assert.notDeepEqual(third?.key, first?.key);
	});

	for (const time of [Number.NaN, 8e15, -8e15]) {
		test(`none is told of a file from ${time}`, async () => {
			const files = createMemoryFileSystem();
			files.put(`${top}/2015-02-10/stage3-atom.tar.xz`, 'x', time);
			assert.deepEqual(await found(files), []);
		});
	}
});

suite('failcounts', () => {
	const failed = (count: string, modified = now - hour): MemoryFileSystem => {
		const files = createMemoryFileSystem();
		files.put(`${top}/.control/.failcount`, count, modified);
		return files;
	};
	const stamp = Math.floor((now - hour) / 1000);

	test('a new one is a failed build and a change', async () => {
		const files = failed('1');
		files.put(
			`${top}/2015-02-20/log/stage1.txt`,
			' * ERROR: sys-libs/glibc-2.19-r3::gentoo failed (compile phase):\n',
			now - hour - 5000,
		);
		const failure = {
			target: 'stage1',
			name: 'glibc',
			ebuild: 'sys-libs/glibc-2.19-r3',
			phase: 'compile',
			more: 0,
		};
		assert.deepEqual(eventsOf(await found(files, { [name]: { count: 0 } })), [
			{ kind: 'build-ended', at: now - hour, name, result: 'failed', day: '2015-02-20', failure },
			{ kind: 'failcount', at: now - hour, name, from: 0, to: 1, stamp },
		]);
	});

	test('an old log says nothing about it', async () => {
		const files = failed('1');
		const line = ' * ERROR: a/b-1 failed (compile phase):\n';
		files.put(`${top}/2015-02-10/log/stage1.txt`, line, now - 30 * hour);
		const [ended] = eventsOf(await found(files));
		assert.deepEqual(ended, { kind: 'build-ended', at: now - hour, name, result: 'failed' });
	});

	test('nor does the log of a build that is under way', async () => {
		const files = failed('1');
		const line = ' * ERROR: a/b-1 failed (compile phase):\n';
		files.put(`${top}/2015-02-20/log/stage1.txt`, line, now - hour);
		files.put(`${top}/.control/.multi_progress`, '77');
		const [ended] = eventsOf(await found(files));
		assert.deepEqual(ended, { kind: 'build-ended', at: now - hour, name, result: 'failed' });
	});

	test('a known one is no event', async () => {
		assert.deepEqual(await found(failed('2'), { [name]: { count: 2, stamp } }), []);
	});

	test('where it is not known before, nothing is said of before', async () => {
		const [, changed] = eventsOf(await found(failed('3')));
		assert.deepEqual(changed, { kind: 'failcount', at: now - hour, name, to: 3, stamp });
	});

	for (const content of ['many', '', '-1']) {
		test(`an unreadable one (${JSON.stringify(content)}) is unknown`, async () => {
			assert.deepEqual(await found(failed(content), { [name]: { count: 2, stamp: 5 } }), []);
		});
	}

	test('one that cannot be read is not gone', async () => {
		const files = failed('2');
		files.failAt(`${top}/.control/.failcount`, 'denied');
		assert.deepEqual(await found(files, { [name]: { count: 2, stamp: 5 } }), []);
	});

	test('one that is gone went with the build that succeeded since', async () => {
		const files = createMemoryFileSystem();
		files.put(`${top}/2015-02-20/stage3-atom.tar.xz`, 'x', now - 1000);
		const last = eventsOf(await found(files, { [name]: { count: 2, stamp } })).at(-1);
		assert.deepEqual(last, { kind: 'failcount', at: now - 1000, name, from: 2, to: 0 });
	});

	test('otherwise it is gone since it is seen', async () => {
		const files = createMemoryFileSystem();
		files.putDirectory(top);
		const [gone] = eventsOf(await found(files, { [name]: { count: 2, stamp } }));
		assert.deepEqual(gone, { kind: 'failcount', at: now, name, from: 2, to: 0 });
	});

	test('one that came after the scan is not taken for gone', async () => {
		const files = createMemoryFileSystem();
		files.putDirectory(top);
		const repository = await scan(files);
		files.put(`${top}/.control/.failcount`, '1', now - hour);
		const known = new Map([[name, { count: 1, stamp }]]);
		assert.deepEqual(await findEvents(repository, known, now, files), []);
	});
});
