/** What `clean` promises to free and says that it freed, on real files: several names of one file, and several cleans at once. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
	existsSync,
	linkSync,
	mkdtempSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import type { BuildrepoEvent } from '../../server/src/protocol/index.ts';
import { type CallName, interleaved } from '../support/interleaved.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { type RealSample, realSample } from '../support/realSample.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

const now = '2015-02-20T12:00:00Z';
const big = 'x'.repeat(100_000);
const archive = (day: string): string => `${day}/stage3-s-${day}.tar.xz`;

async function eventsOf(sample: RealSample, ...words: readonly string[]): Promise<readonly BuildrepoEvent[]> {
	const { stdout } = await buildrepo(['clean', ...words, '--events'], {
		files: openFileSystem(),
		now,
		env: sample.env,
	});
	return stdout
		.split('\n')
		.slice(0, -1)
		.map((line) => JSON.parse(line) as BuildrepoEvent);
}

/** Disk use of what is at these paths. */
function blocksOf(...paths: readonly string[]): number {
	return paths.reduce((sum, path) => sum + statSync(path).blocks * 512, 0);
}

suite('the plan and the removal name the same bytes', () => {
	const cases: readonly {
		readonly what: string;
		/** Links between the archives of the first build, the second and the kept one, or to elsewhere. */
		readonly links: readonly (readonly [from: string, to: string])[];
		/** How many archives the removal of each build frees. */
		readonly freed: readonly [first: number, second: number];
	}[] = [
		{ what: 'files with one name', links: [], freed: [1, 1] },
		{
			what: 'a file whose other name stays frees nothing',
			links: [['2015-01-01', '2015-01-03']],
			freed: [0, 1],
		},
		{
			what: 'a file of two that go is freed with the last',
			links: [['2015-01-01', '2015-01-02']],
			freed: [0, 1],
		},
		{
			what: 'a file of three names, one of which stays',
			links: [
				['2015-01-01', '2015-01-02'],
				['2015-01-01', '2015-01-03'],
			],
			freed: [0, 0],
		},
		{
			what: 'a file with two names in one build',
			links: [['2015-01-01', '2015-01-01/again']],
			freed: [1, 1],
		},
		{ what: 'a name outside the repository', links: [['2015-01-01', '/elsewhere']], freed: [0, 1] },
	];
	for (const { what, links, freed } of cases) {
		test(what, async (t) => {
			const sample = realSample(t, 'keep_num = 1');
			const days = ['2015-01-01', '2015-01-02', '2015-01-03'];
			for (const day of days) sample.put(archive(day), big);
			for (const [from, to] of links) {
				const name = to.startsWith('/')
					? sample.home + to
					: join(sample.subarch, to.includes('/') ? to : archive(to));
				rmSync(name, { force: true });
				linkSync(join(sample.subarch, archive(from)), name);
			}
			const expected = freed.map((archives, index) => {
				const build = join(sample.subarch, days[index] ?? '');
				return blocksOf(build) + archives * blocksOf(join(sample.subarch, archive(days[index] ?? '')));
			});
			const [plan] = await eventsOf(sample);
			assert.ok(plan?.event === 'plan');
			const planned = plan.items.flatMap(({ action, bytes }) => (action === 'remove' ? [bytes] : []));
			const events = await eventsOf(sample, '--apply', '--yes');
			const removed = events.flatMap((event) => (event.event === 'removed' ? [event.bytes] : []));
			assert.deepEqual({ planned, removed }, { planned: expected, removed: expected });
		});
	}
});

suite('what another process has removed is already gone', () => {
	test('builds and snapshots, in words and events', async (t) => {
		for (const words of [[], ['--events']]) {
			const sample = realSample(t, 'keep_num = 1');
			const builds = ['01', '02', '03', '04'].map((day) => `2015-01-${day}`);
			for (const day of builds) sample.put(archive(day), big);
			const snapshots = builds.map((day) => `${sample.snapshots}/portage-${day}.tar.xz`);
			for (const name of snapshots) for (const ending of ['', '.hash.txt']) sample.put(name + ending);
			let isDone = false;
			const files = interleaved(openFileSystem(), (_, name) => {
				if (isDone || name !== 'removeTree') return;
				isDone = true;
				rmSync(join(sample.subarch, '2015-01-02'), { recursive: true });
				for (const ending of ['', '.hash.txt']) rmSync(`${snapshots[0]}${ending}`);
				// Of this one something is left for us.
				rmSync(`${snapshots[1]}`);
			});
			const { stdout, status, stderr } = await buildrepo(['clean', '--apply', '--yes', ...words], {
				files,
				now,
				env: sample.env,
			});
			assert.equal(status, 0);
			if (words.length === 0) {
				assert.equal(stderr, '');
				assert.match(stdout, /^\S+\/2015-01-02 was already gone\.$/m);
				assert.match(stdout, /^Freed \S+ \S+ in 5 removals, 2 already gone\.$/m);
			} else {
				const events = stdout
					.split('\n')
					.slice(0, -1)
					.map((line) => JSON.parse(line) as BuildrepoEvent);
				const told = events.flatMap((event) =>
					event.event === 'removed' || event.event === 'gone'
						? [`${event.event} ${event.kind} ${event.path.split('/').at(-1)}`]
						: [],
				);
				assert.deepEqual(told, [
					'removed build 2015-01-01',
					'gone build 2015-01-02',
					'removed build 2015-01-03',
					'gone snapshot portage-2015-01-01.tar.xz',
					'removed snapshot portage-2015-01-02.tar.xz',
					'removed snapshot portage-2015-01-03.tar.xz',
				]);
			}
		}
	});

	/** Cleans while another process is at work: `meanwhile` is called before each call to the disk, until it returns true. */
	async function cleanBeside(
		sample: RealSample,
		meanwhile: (name: CallName, path: string, hasBegun: boolean) => boolean,
	): Promise<Outcome> {
		let hasBegun = false;
		let isDone = false;
		const files = interleaved(openFileSystem(), (_, name, path) => {
			hasBegun ||= name === 'removeTree';
			isDone ||= meanwhile(name, path, hasBegun);
		});
		const outcome = await buildrepo(['clean', '--apply', '--yes'], { files, now, env: sample.env });
		assert.ok(isDone, 'the moment came');
		return outcome;
	}

	function assertGone({ status, stdout, stderr }: Outcome, made: number): void {
		assert.deepEqual([status, stderr], [0, '']);
		assert.match(
			stdout,
			new RegExp(
				`^Freed \\S+ \\S+ in ${made} ${made === 1 ? 'removal' : 'removals'}, 1 already gone\\.$`,
				'm',
			),
		);
	}

	test('a link, before its last check', async (t) => {
		const sample = realSample(t, 'keep_num = 1');
		for (const day of ['2015-01-01', '2015-01-04']) sample.putBuild(day);
		sample.put(`${sample.home}/elsewhere/stage3-s.tar.xz`);
		const link = join(sample.subarch, '2015-01-02');
		symlinkSync(`${sample.home}/elsewhere`, link);
		const outcome = await cleanBeside(sample, (_, path, hasBegun) => {
			if (!hasBegun || path !== link) return false;
			rmSync(link);
			return true;
		});
		assertGone(outcome, 1);
		assert.ok(existsSync(`${sample.home}/elsewhere/stage3-s.tar.xz`));
	});

	test('a build that another clean renames in the middle of the last check', async (t) => {
		const sample = realSample(t, 'keep_num = 1', '2019');
		for (const day of ['2015-01-01', '2015-01-02', '2015-01-04']) sample.putBuild(day);
		const build = join(sample.subarch, '2015-01-02');
		const outcome = await cleanBeside(sample, (name, path, hasBegun) => {
			if (!hasBegun || name !== 'read' || path !== `${build}/status`) return false;
			renameSync(build, join(sample.subarch, '.buildrepo-removing-0a'));
			return true;
		});
		assertGone(outcome, 1);
	});

	test('a build, while the rest of its subarch is unreadable', async (t) => {
		const sample = realSample(t, 'keep_num = 1');
		for (const day of ['2015-01-01', '2015-01-02', '2015-01-04']) sample.putBuild(day);
		const outcome = await cleanBeside(sample, (name, path, hasBegun) => {
			if (!hasBegun || name !== 'list' || path !== sample.subarch) return false;
			rmSync(sample.subarch, { recursive: true });
			return true;
		});
		assertGone(outcome, 1);
	});

	test('three cleans at once free no byte twice', async (t) => {
		const sample = realSample(t, 'keep_num = 1');
		const days = Array.from({ length: 12 }, (_, day) => `2015-01-${String(day + 1).padStart(2, '0')}`);
		for (const day of days) for (let i = 0; i < 20; i++) sample.put(`${day}/log${i}`, big);
		for (const day of days) sample.putBuild(day);
		const [plan] = await eventsOf(sample);
		assert.ok(plan?.event === 'plan');
		const promised = plan.items.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
		const runs = await Promise.all([1, 2, 3].map(() => eventsOf(sample, '--apply', '--yes')));
		const freed = runs
			.flat()
			.reduce((sum, event) => sum + (event.event === 'removed' ? (event.bytes ?? 0) : 0), 0);
		assert.equal(freed, promised);
		assert.ok(runs.flat().every(({ event }) => event !== 'problem'));
		for (const day of days) assert.equal(existsSync(join(sample.subarch, day)), day === '2015-01-12');
	});
});

const mayProtect = canProtect();

/** Whether this user and file system can make a file immutable. */
function canProtect(): boolean {
	const path = join(mkdtempSync(join(tmpdir(), 'metro-protect-')), 'file');
	writeFileSync(path, '');
	const can = spawnSync('chattr', ['+i', path]).status === 0;
	spawnSync('chattr', ['-i', path]);
	rmSync(dirname(path), { recursive: true });
	return can;
}

test('a removal that fails half-way says what it freed, and names what is in its way where that lies now', {
	skip: mayProtect ? false : 'no file can be made immutable here',
}, async (t) => {
	for (const words of [[], ['--events']]) {
		const sample = realSample(t, 'keep_num = 1');
		for (const day of ['2015-01-02', '2015-01-04']) sample.put(archive(day), big.repeat(2));
		const build = join(sample.subarch, '2015-01-02');
		sample.put('2015-01-02/sub/f');
		spawnSync('chattr', ['+i', `${build}/sub/f`]);
		const { ino } = statSync(`${build}/sub/f`);
		const size = blocksOf(join(sample.subarch, archive('2015-01-02')));
		const { stdout, status, stderr } = await buildrepo(['clean', '--apply', '--yes', ...words], {
			files: openFileSystem(),
			now,
			env: sample.env,
		});
		const told = words.length === 0 ? stderr : stdout;
		const [, place = ''] = /2015-01-02 is removed in part: (\S+): permission denied: /.exec(told) ?? [];
		assert.equal(statSync(place).ino, ino);
		spawnSync('chattr', ['-i', place]);
		assert.equal(status, 1);
		if (words.length === 0) assert.match(stdout, /^Freed 196 KiB in 0 removals, 1 removed in part\.$/m);
		else {
			const kept = stdout
				.split('\n')
				.slice(0, -1)
				.map((line) => JSON.parse(line) as BuildrepoEvent)
				.find(({ event }) => event === 'kept');
			assert.ok(kept?.event === 'kept');
			assert.equal(kept.bytes, size);
		}
		const again = await buildrepo(['clean', '--apply', '--yes'], {
			files: openFileSystem(),
			now,
			env: sample.env,
		});
		assert.deepEqual([again.status, readdirSync(sample.subarch)], [0, ['2015-01-04']]);
	}
});

const mayMount = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0;

test('a snapshot, its companion or a build that is a mount point is planned as kept', {
	skip: mayMount ? false : 'only root may mount',
}, (t) => {
	const sample = realSample(t, 'keep_num = 1');
	for (const day of ['01', '02', '03', '04']) sample.put(`${sample.snapshots}/portage-2015-01-${day}.tar.xz`);
	sample.put(`${sample.snapshots}/portage-2015-01-02.tar.xz.hash.txt`);
	for (const day of ['01', '02', '03']) sample.putBuild(`2015-01-${day}`);
	const at = (name: string): string =>
		`mount --bind '${sample.home}/.metro' '${sample.snapshots}/portage-2015-01-${name}'`;
	const script = `${at('01.tar.xz')} && ${at('02.tar.xz.hash.txt')} && mount --bind '${sample.subarch}/2015-01-02' '${sample.subarch}/2015-01-01' && exec "$0" "$1" clean --json`;
	const { stdout, stderr } = spawnSync(
		'unshare',
		['-m', '--propagation', 'private', 'sh', '-ec', script, process.execPath, buildrepoProgram],
		{
			encoding: 'utf8',
			env: { ...process.env, ...sample.env },
		},
	);
	assert.equal(stderr, '');
	const items = JSON.parse(stdout) as readonly {
		action: string;
		reason: string;
		path: string;
		removes: readonly string[];
	}[];
	assert.deepEqual(
		items.map(
			({ action, reason, path }) =>
				`${action} ${reason} ${path.slice(sample.home.length + '/mirror/b/'.length)}`,
		),
		[
			'keep mounted a/s/2015-01-01',
			'remove superseded a/s/2015-01-02',
			'keep recent a/s/2015-01-03',
			'keep mounted snapshots/portage-2015-01-01.tar.xz',
			'keep mounted snapshots/portage-2015-01-02.tar.xz',
			'remove superseded snapshots/portage-2015-01-03.tar.xz',
			'keep recent snapshots/portage-2015-01-04.tar.xz',
		],
	);
});
