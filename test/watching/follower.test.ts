/** Every change to what was read from disk is reported, whatever the system's events and whenever it happens. */
import assert from 'node:assert/strict';
import {
	appendFileSync,
	chmodSync,
	mkdirSync,
	mkdtempSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import type { Watcher } from '../../server/src/base/watcher.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { nodeWatcher } from '../../server/src/node/nodeWatcher.ts';
import { createFollower } from '../../server/src/watching/follower.ts';
import { waysTo } from '../../server/src/watching/waysTo.ts';

/** A change of the home below, and how it is made. */
const changes: readonly [name: string, change: (home: string) => void][] = [
	[
		'a file is written in place, with the same size',
		(home) => writeFileSync(`${home}/mirror/sub/count`, '2'),
	],
	['a file is replaced by rename', (home) => replace(`${home}/mirror/sub/count`, '2')],
	[
		'a file is written, and its time put back',
		(home) => {
			const { atime, mtime } = statSync(`${home}/mirror/sub/count`);
			writeFileSync(`${home}/mirror/sub/count`, '2');
			utimesSync(`${home}/mirror/sub/count`, atime, mtime);
		},
	],
	['a file is removed', (home) => rmSync(`${home}/mirror/sub/count`)],
	['a file comes that was not there', (home) => writeFileSync(`${home}/mirror/none`, '')],
	['a directory comes where there was none', (home) => mkdirSync(`${home}/gone`)],
	['a directory gets an entry', (home) => writeFileSync(`${home}/mirror/sub/new`, '')],
	['a directory is made anew', (home) => [rmSync(`${home}/mirror/sub`, all), tree(`${home}/mirror`)]],
	['a directory is replaced by rename', (home) => exchange(`${home}/mirror/sub`)],
	['the directory above is replaced by rename', (home) => exchange(`${home}/mirror`)],
	['the directory above that is replaced by rename', (home) => exchange(home)],
	['a link on the way is pointed elsewhere', (home) => link(`${home}/other`, `${home}/link`)],
	['a link to the link is pointed elsewhere', (home) => link(`${home}/other`, `${home}/second`)],
	['a link that was read is pointed elsewhere', (home) => link(`${home}/other`, `${home}/read`)],
	[
		'a directory gives place to a link',
		(home) => [exchange(`${home}/mirror`), linkInstead(`${home}/mirror`)],
	],
];

const all = { recursive: true, force: true } as const;

/** Watches that tell all, watches that say nothing, and none at all. */
const watchers: readonly [name: string, watcher: Watcher][] = [
	['with watches', nodeWatcher],
	['with watches that tell nothing', { ...nodeWatcher, watch: () => ({ close() {} }) }],
	['without watches', { ...nodeWatcher, watch: () => 'exhausted' }],
	['on a remote disk', { watch: () => ({ close() {} }), isRemote: async () => true }],
];

for (const [kind, watcher] of watchers) {
	describe(kind, { concurrency: true }, () => {
		for (const [name, change] of changes) {
			test(name, async (t) => {
				const { home, isTold, follow } = begin(t, watcher);
				await follow();
				change(home);
				await isTold;
			});

			test(`${name} while it is being read`, async (t) => {
				const { home, isTold, follow } = begin(t, watcher);
				await follow(() => change(home));
				await isTold;
			});
		}
	});
}

test('a file written repeatedly is reported each time, once it has been read again', async (t) => {
	const { home, topic, told, readAll } = begin(t, nodeWatcher);
	for (let round = 0; round < 20; round++) {
		const { footprint, directories, ways } = await readAll();
		const count = told.length;
		topic.cover({ footprint, directories, ways });
		if (round % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 50));
		writeFileSync(`${home}/mirror/sub/count`, String(round % 10));
		while (told.length === count) await new Promise((resolve) => setTimeout(resolve, 5));
	}
});

test('unchanged files are not reported', async (t) => {
	const { home, follow, told } = begin(t, nodeWatcher);
	await follow();
	writeFileSync(`${home}/unread`, '');
	chmodSync(`${home}/unread`, 0o600);
	appendFileSync(`${home}/unread`, 'more');
	rmSync(`${home}/unread`);
	await new Promise((resolve) => setTimeout(resolve, 5000));
	assert.deepEqual(told, []);
});

function begin(t: TestContext, watcher: Watcher) {
	const parent = mkdtempSync(join(tmpdir(), 'metro-follow-'));
	const home = join(parent, 'home');
	tree(`${home}/mirror`);
	tree(`${home}/other`);
	symlinkSync('mirror', `${home}/link`);
	symlinkSync('link', `${home}/second`);
	symlinkSync('mirror', `${home}/read`);
	const follower = createFollower(openFileSystem(), watcher, Date.now);
	t.after(() => {
		follower.dispose();
		rmSync(parent, all);
	});
	const told: number[] = [];
	let tell = (): void => {};
	const isTold = new Promise<void>((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error('nothing was told')), 30_000);
		tell = () => {
			clearTimeout(timer);
			resolve();
		};
		t.after(() => clearTimeout(timer));
	});
	isTold.catch(() => {});
	const topic = follower.topic(() => {
		told.push(Date.now());
		tell();
	});
	const readAll = async () => {
		const recorder = follower.record();
		for (const path of ['mirror/sub', 'second/sub', 'gone']) await recorder.list(`${home}/${path}`);
		for (const path of ['mirror/sub/count', 'second/sub/count', 'mirror/none'])
			await recorder.read(`${home}/${path}`);
		await recorder.readLink(`${home}/read`);
		return {
			footprint: recorder.footprint,
			directories: [`${home}/mirror/sub`, `${home}/mirror`, home],
			ways: [
				...(await waysTo(`${home}/second`, openFileSystem())),
				...(await waysTo(home, openFileSystem())),
			],
		};
	};
	/** Reads all; `meanwhile` comes after the last read, and before anything is watched. */
	const follow = async (meanwhile: () => void = () => {}): Promise<void> => {
		const coverage = await readAll();
		meanwhile();
		topic.cover(coverage);
	};
	return { home, told, topic, isTold, readAll, follow };
}

function tree(path: string): void {
	mkdirSync(`${path}/sub`, { recursive: true });
	writeFileSync(`${path}/sub/count`, '1');
}

function replace(path: string, content: string): void {
	writeFileSync(`${path}.new`, content);
	renameSync(`${path}.new`, path);
}

/** Puts a directory that looks the same in the place of another. */
function exchange(path: string): void {
	const copy = join(dirname(path), 'copy');
	if (path.endsWith('sub')) mkdirSync(copy);
	else tree(path.endsWith('home') ? `${copy}/mirror` : copy);
	renameSync(path, `${path}.old`);
	renameSync(copy, path);
}

function link(target: string, path: string): void {
	symlinkSync(target, `${path}.new`);
	renameSync(`${path}.new`, path);
}

function linkInstead(path: string): void {
	renameSync(path, `${path}.real`);
	symlinkSync(`${path}.real`, path);
}
