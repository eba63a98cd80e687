/** What the commands record, and what `history` prints of it. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { HistoryOff, type HistoryStore } from '../../../server/src/history/historyStore.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { createMemoryHistory } from '../../support/memoryHistory.ts';
import { buildrepo, type Outcome, type TestMachine } from '../../support/testHost.ts';

const top = '/mirror/current/x86';
const hour = 60 * 60_000;
const now = Date.parse('2015-02-20T12:00:00Z');

/** One subarch with builds, one that fails, one that was never built. */
function mirror(): MemoryFileSystem {
	const files = createMemoryFileSystem(() => now);
	files.put('/home/.metro', '[section path]\ninstall: /metro\nmirror: /mirror\n');
	files.put('/metro/metro', '');
	files.put(
		'/home/.buildbot',
		'builds = ("current",)\narches = ("x86",)\nsubarches = ("built", "failing", "never")\ndef map_build(*a):\n\treturn "full+lxd"\n',
	);
	for (const day of ['06', '07', '08', '09'])
		files.put(`${top}/built/2015-02-${day}/stage3-x.tar.xz`, 'x', Date.parse(`2015-02-${day}T04:00:00Z`));
	files.put(`${top}/failing/.control/.failcount`, '2', now - hour);
	files.putDirectory(`${top}/never`);
	return files;
}

interface Call {
	readonly at: string;
	readonly kind: string;
	readonly path: string;
	readonly [name: string]: unknown;
}

async function read(machine: TestMachine, ...words: readonly string[]): Promise<readonly Call[]> {
	const { status, stdout, stderr } = await buildrepo(['history', '--json', ...words], machine);
	assert.deepEqual([status, stderr], [0, '']);
	return JSON.parse(stdout) as Call[];
}

function machineWith(
	history: HistoryStore,
	files = mirror(),
): TestMachine & { readonly files: MemoryFileSystem } {
	return { files, history, env: { TZ: 'UTC' } };
}

suite('history', () => {
	test('prints what the repository tells, the latest last', async () => {
		const events = await read(machineWith(createMemoryHistory()));
		assert.deepEqual(
			events.map(({ at, kind, path }) => [at, kind, path]),
			[
				...['06', '07', '08', '09'].map((day) => [`2015-02-${day}T04:00:00Z`, 'build-ended', `${top}/built`]),
				['2015-02-20T11:00:00Z', 'build-ended', `${top}/failing`],
				['2015-02-20T11:00:00Z', 'failcount', `${top}/failing`],
			],
		);
	});

	test('keeps what is gone from the disk, and records nothing twice', async () => {
		const machine = machineWith(createMemoryHistory());
		const before = await read(machine);
		assert.deepEqual(await read(machine), before);
		await machine.files.removeTree(`${top}/built`);
		assert.deepEqual(await read(machine), before);
		assert.equal((await read(machine, 'current/x86/built')).length, 4);
		assert.equal((await read(machine, `${top}/built/2015-02-07`)).length, 1);
	});

	const parts: readonly (readonly [words: readonly string[], count: number])[] = [
		[['--since', '2015-02-08'], 4],
		[['--since', '2h'], 2],
		[['--since', '30m'], 0],
		[['/mirror'], 6],
		[['/mirror/'], 6],
		[['current'], 6],
		[[`${top}/built`], 4],
		[['built'], 4],
		[['failing', '--since', '1d'], 2],
		[['never'], 0],
		[[`${top}/never/2015-02-01/..`], 0],
	];
	for (const [words, count] of parts) {
		test(`${words.join(' ')}: ${count} events`, async () => {
			assert.equal((await read(machineWith(createMemoryHistory()), ...words)).length, count);
		});
	}

	const wrong: readonly (readonly [words: readonly string[], message: RegExp])[] = [
		[
			['--since', 'yesterday'],
			/^buildrepo: "yesterday" is not a time: give a day \(2015-02-20\), .*\(24h, 7d\)\n$/,
		],
		[['--since', ''], /^buildrepo: "" is not a time/],
		[['bilt'], /^buildrepo: there is no subarch bilt: see "buildrepo fails"/],
		[['a', 'b'], /^buildrepo: history takes one PATH, not "b" as well\n$/],
	];
	for (const [words, message] of wrong) {
		test(`${words.join(' ')} is refused`, async () => {
			const { status, stdout, stderr } = await buildrepo(
				['history', ...words],
				machineWith(createMemoryHistory()),
			);
			assert.deepEqual([status, stdout], [2, '']);
			assert.match(stderr, message);
		});
	}

	test('prints each event on one line, whatever the names', async () => {
		const name = 'a\n\u001b[31m\u202eb\udcff';
		const files = mirror();
		files.put(
			'/home/.buildbot',
			`builds = ("current",)\narches = ("x86",)\nsubarches = (${JSON.stringify(name).replace('\\udcff', '\\udcff')},)\n`,
		);
		files.put(`${top}/${name}/2015-02-06/stage3-x.tar.xz`, 'x', now);
		const { stdout } = await buildrepo(['history'], machineWith(createMemoryHistory(), files));
		assert.match(stdout, /: build of 2015-02-06 succeeded\n$/);
		assert.equal(stdout.split('\n').length, 2);
		assert.doesNotMatch(stdout, /[\u001b\u202e]/u);
	});
});

suite('what the commands record', () => {
	const lastOf = async (machine: TestMachine, count: number): Promise<readonly unknown[]> =>
		(await read(machine))
			.slice(-count)
			.map(({ at, path, ...rest }) => ({ ...rest, path: path.replace('/mirror', '') }));

	test('zap', async () => {
		const machine = machineWith(createMemoryHistory());
		await buildrepo(['zap'], machine);
		const path = '/current/x86/failing';
		assert.deepEqual(await lastOf(machine, 2), [
			{ kind: 'failcount', path, from: null, to: 2 },
			{ kind: 'zapped', path, from: 2 },
		]);
	});

	test('clean --apply, and before that what it removes', async () => {
		const machine = machineWith(createMemoryHistory());
		const { status } = await buildrepo(['clean', '--apply', '--yes'], machine);
		assert.equal(status, 0);
		const events = await read(machine, 'built');
		assert.deepEqual(
			events.map(({ kind, path, day }) => [kind, day ?? path]),
			[
				...['06', '07', '08', '09'].map((day) => ['build-ended', `2015-02-${day}`]),
				['removed', `${top}/built/2015-02-06`],
			],
		);
	});

	test('digestgen and index.xml, if they change something', async () => {
		const machine = machineWith(createMemoryHistory());
		for (const command of ['digestgen', 'index.xml', 'digestgen']) await buildrepo([command], machine);
		assert.deepEqual(await lastOf(machine, 2), [
			{ kind: 'digests', path: '', hashed: 4, repaired: 0, removed: 0, failed: 0 },
			{ kind: 'index', path: '/index.xml' },
		]);
	});

	/** Runs `buildbot`; `build` is what Metro does. */
	const built = (
		machine: TestMachine & { readonly files: MemoryFileSystem },
		only: string,
		outcome: TestMachine['outcome'],
		build: (files: MemoryFileSystem) => void,
	): Promise<Outcome> =>
		buildrepo(['buildbot', '--only', `current/x86/${only}`], {
			...machine,
			outcome: outcome ?? { kind: 'exited', status: 0 },
			meanwhile: () => build(machine.files),
		});

	const asked = { day: '2015-02-20', target: 'full', extras: ['lxd'], host: 'buildhost' };

	test('buildbot: start and success, and a failcount that goes', async () => {
		const machine = machineWith(createMemoryHistory());
		const path = '/current/x86/failing';
		const { status } = await built(machine, 'failing', undefined, (files) => {
			files.put(`${top}/failing/2015-02-20/stage3-x.tar.xz`, 'x', now);
			void files.remove(`${top}/failing/.control/.failcount`);
		});
		assert.equal(status, 0);
		const expected = [
			{ kind: 'build-started', path, ...asked },
			{ kind: 'build-ended', path, result: 'succeeded', ...asked, duration: 0, failure: null },
			{ kind: 'failcount', path, from: 2, to: 0 },
		];
		assert.deepEqual(await lastOf(machine, 3), expected);
	});

	test('buildbot: a failure, with the first package that failed', async () => {
		const machine = machineWith(createMemoryHistory());
		const path = '/current/x86/never';
		const { status } = await built(machine, 'never', { kind: 'exited', status: 1 }, (files) => {
			files.put(`${top}/never/2015-02-20/log/stage2.txt`, ' * ERROR: a/b-1 failed (compile phase):\n', now);
			files.put(`${top}/never/.control/.failcount`, '1', now);
		});
		assert.equal(status, 1);
		const failure = { target: 'stage2', name: 'b', ebuild: 'a/b-1', phase: 'compile', more: 0 };
		assert.deepEqual(await lastOf(machine, 3), [
			{ kind: 'build-started', path, ...asked },
			{ kind: 'build-ended', path, result: 'failed', ...asked, duration: 0, failure },
			{ kind: 'failcount', path, from: 0, to: 1 },
		]);
	});

	test('buildbot: Metro that cannot be run', async () => {
		const machine = machineWith(createMemoryHistory());
		await built(machine, 'never', { kind: 'failed', reason: 'no such program' }, () => {});
		const [last] = await lastOf(machine, 1);
		assert.equal((last as Call).result, 'not-started');
	});

	test('nothing, where they only look', async () => {
		const refusing: HistoryStore = {
			record: () => assert.fail('recorded'),
			read: () => assert.fail('read'),
			look: () => assert.fail('read'),
			recordSpace: () => assert.fail('recorded'),
			builtDays: () => assert.fail('read'),
			failcounts: () => assert.fail('read'),
		};
		for (const line of [
			'nextbuild',
			'fails',
			'empties',
			'clean',
			'status',
			'explain',
			'forecast',
			'verify',
			'buildbot --pretend',
			'check',
		])
			await buildrepo(line.split(' '), machineWith(refusing));
	});
});

suite('without a history', () => {
	const why = 'history is off: /home/.local/state/metro-vscode/history.db is locked by another program';
	const off = (): Promise<never> => Promise.reject(new HistoryOff(why));
	const none: HistoryStore = {
		record: off,
		recordSpace: off,
		read: off,
		look: off,
		builtDays: off,
		failcounts: off,
	};

	test('history says so once, and prints what the repository tells', async () => {
		const { status, stdout, stderr } = await buildrepo(
			['history', '--since', '2015-02-09'],
			machineWith(none),
		);
		assert.deepEqual([status, stderr, stdout.split('\n').length], [0, `# ${why}\n`, 4]);
	});

	for (const line of ['zap', 'clean --apply --yes', 'digestgen', 'index.xml', 'buildbot']) {
		test(`${line} does the same, and says so on a terminal only`, async () => {
			const withOne = await buildrepo(line.split(' '), machineWith(createMemoryHistory()));
			assert.deepEqual(await buildrepo(line.split(' '), machineWith(none)), withOne);
			const env = { NO_COLOR: '1' };
			const shown = await buildrepo(line.split(' '), { ...machineWith(none), env, isTerminal: true });
			assert.deepEqual([shown.status, shown.stderr.split(why).length], [withOne.status, 2]);
		});
	}
});
