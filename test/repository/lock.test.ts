/** Locks of all forms: what their text says, who holds them, and when they may be taken for stale. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Lock, readLock } from '../../server/src/repository/index.ts';
import { machine } from '../support/machine.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

const path = '/m/.control/.multi_progress';
const alive = 77;
const world = machine([alive]);

async function lockOf(content: string | Uint8Array, modified = 0): Promise<Lock> {
	const files = createMemoryFileSystem();
	files.put(path, content, modified);
	return readLock(path, { files, ...world });
}

/** A lock, its holder or process id, in one line. */
function said(lock: Lock): string {
	if (lock.kind === 'none') return 'none';
	if (lock.kind === 'stale') return `stale ${lock.pid}`;
	const { holder } = lock;
	if (holder.kind === 'process') return `live ${holder.pid}`;
	if (holder.kind === 'unknown') return 'unknown';
	return `foreign ${holder.host} ${holder.pid}${holder.starting === true ? ', starting' : ''}`;
}

suite('a lock whose text is', () => {
	const cases: readonly (readonly [text: string, expected: string])[] = [
		// The form of 2015 and 2019. Metro itself silently removes a lock that is not a number, or is 0.
		['77', 'live 77'],
		[' 77\n', 'live 77'],
		['+077', 'live 77'],
		['78', 'stale 78'],
		['0', 'stale undefined'],
		['+0', 'stale undefined'],
		['-77', 'unknown'],
		['77\n78', 'stale undefined'],
		['77 78', 'stale undefined'],
		['2147483647', 'stale 2147483647'],
		['2147483648', 'unknown'],
		['99999999999999999999', 'unknown'],
		['-99999999999999999999', 'unknown'],
		['replaceme', 'stale undefined'],
		['', 'stale undefined'],
		// The form of a mirror that several machines share.
		['buildhost:77', 'live 77'],
		['buildhost: 77 \n', 'live 77'],
		['buildhost:78', 'stale 78'],
		['buildhost:0', 'unknown'],
		['buildhost:-1', 'unknown'],
		['buildhost:99999999999999999999', 'unknown'],
		['buildhost:abc', 'unknown'],
		['buildhost:', 'unknown'],
		['buildhost: \n', 'unknown'],
		['buildhost:77 78', 'unknown'],
		[':', 'unknown'],
		['otherhost:77', 'foreign otherhost 77'],
		['otherhost:78', 'foreign otherhost 78'],
		// Left to a Metro that is about to start there.
		['otherhost:2147483647', 'foreign otherhost , starting'],
		['buildhost:2147483647', 'stale 2147483647'],
		['Buildhost:78', 'foreign Buildhost 78'],
		['buildhost.example.org:78', 'foreign buildhost.example.org 78'],
		['otherhost:', 'foreign otherhost '],
		['otherhost:abc', 'foreign otherhost abc'],
		[':78', 'unknown'],
		['buildhost:78:9', 'unknown'],
		['fe80::1:78', 'unknown'],
	];
	for (const [text, expected] of cases) {
		test(JSON.stringify(text), async () => assert.equal(said(await lockOf(text)), expected));
	}

	test('not UTF-8', async () => assert.equal(said(await lockOf(Uint8Array.of(0xff))), 'unknown'));
});

test('an empty new lock may still be being written', async () => {
	assert.equal(said(await lockOf('', world.now() - 500)), 'unknown');
	assert.equal(said(await lockOf('', world.now() + 500)), 'unknown');
	assert.equal(said(await lockOf('', world.now() - 60_000)), 'stale undefined');
});

test('a missing lock is no lock; an unreadable one is live, and says why', async () => {
	const files = createMemoryFileSystem();
	assert.equal(said(await readLock(path, { files, ...world })), 'none');
	files.putDirectory(path);
	assert.equal(said(await readLock(path, { files, ...world })), 'unknown');
	for (const failure of ['denied', 'other', 'loop'] as const) {
		files.failAt(path, failure);
		const lock = await readLock(path, { files, ...world });
		assert.ok(lock.kind === 'live' && lock.holder.kind === 'unknown', failure);
		assert.match(lock.holder.reason, /\/m\/\.control\/\.multi_progress/);
	}
});
