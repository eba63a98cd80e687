import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { civilMidnight } from '../../server/src/base/civilTime.ts';
import {
	dialect2015,
	dialect2019,
	neverBuilt,
	nextInRotation,
	type Repository,
	type RepositoryPolicy,
	rotationStatuses,
	scanRepository,
	scanSubarch,
	whyPartial,
	whyUnknown,
} from '../../server/src/repository/index.ts';
import { machine } from '../support/machine.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

function policy(more: Partial<RepositoryPolicy> = {}): RepositoryPolicy {
	return {
		builds: ['b'],
		arches: ['a'],
		subarches: ['s'],
		allBuilds: ['b'],
		allArches: ['a'],
		allSubarches: ['s', 't'],
		staleDays: 3,
		maxFailcount: 3,
		keepNum: 3,
		indexIgnoreBuilds: [],
		...more,
	};
}

function world(files: MemoryFileSystem) {
	return { files, ...machine(), signal: neverAborted };
}

function scan(files: MemoryFileSystem, rules = policy(), dialect = dialect2015): Promise<Repository> {
	return scanRepository('/m', rules, dialect, world(files));
}

test('reads only the directories of builds', async () => {
	const files = createMemoryFileSystem();
	files.put('/m/b/a/s/2015-02-01/stage3-s.tar.xz', 'x');
	files.put('/m/b/a/s/2015-02-01/log/stage3.txt', 'x');
	files.put('/m/b/a/s/.control/other', 'x');
	files.put('/m/b/a/unknown/2015-02-01/stage3-s.tar.xz', 'x');
	files.put('/m/b/other/s/2015-02-01/stage3-s.tar.xz', 'x');
	files.putDirectory('/m/b/a/t');
	await scan(files);
	assert.deepEqual(files.takeCalls().sort(), [
		'list /m',
		'list /m/b',
		'list /m/b/a',
		'list /m/b/a/s',
		'list /m/b/a/s/.control',
		'list /m/b/a/s/2015-02-01',
		'list /m/b/a/t',
		'list /m/b/a/t/.control',
		'status /m',
		'status /m',
	]);
});

test('one subarch can be rescanned alone', async () => {
	const files = createMemoryFileSystem();
	files.putDirectory('/m/b/a/s');
	const before = await scan(files);
	const place = before.subarches[0];
	assert.ok(place);
	files.put('/m/b/a/s/2015-02-01/stage3-s.tar.xz', 'x');
	files.put('/m/b/a/s/.control/.failcount', '2');
	files.takeCalls();
	const { subarch } = await scanSubarch(place, dialect2015, world(files));
	assert.equal(subarch?.latest?.name, '2015-02-01');
	assert.deepEqual(subarch?.failcount, { kind: 'count', count: 2 });
	assert.deepEqual(subarch, (await scan(files)).subarches[0]);
	assert.equal(
		(await scanSubarch({ ...place, path: '/m/b/a/gone' }, dialect2015, world(files))).subarch,
		undefined,
	);
});

suite('trouble', () => {
	test('an unreadable subarch is listed, but neither built nor cleaned', async () => {
		const files = createMemoryFileSystem();
		files.putDirectory('/m/b/a/s');
		files.failAt('/m/b/a/s', 'denied');
		const { subarches, troubles } = await scan(files);
		assert.deepEqual(
			subarches.map(({ readable, builds }) => [readable, builds]),
			[[false, []]],
		);
		assert.deepEqual(
			troubles.map(({ code, path }) => [code, path]),
			[['unreadable-directory', '/m/b/a/s']],
		);
	});

	test('a build that cannot be read is left alone', async () => {
		const files = createMemoryFileSystem();
		files.putDirectory('/m/b/a/s/2015-02-01');
		files.failAt('/m/b/a/s/2015-02-01', 'denied');
		const { subarches, troubles } = await scan(files);
		assert.equal(subarches[0]?.builds[0]?.state, 'unreadable');
		assert.equal(troubles.length, 1);
	});

	test('a status that is a directory does not make a build complete', async () => {
		const files = createMemoryFileSystem();
		files.putDirectory('/m/b/a/s/2015-02-01/status');
		const { subarches, troubles } = await scan(files, policy(), dialect2019);
		assert.equal(subarches[0]?.builds[0]?.state, 'incomplete');
		assert.deepEqual(troubles, []);
	});

	test('names that lead elsewhere are ignored', async () => {
		const files = createMemoryFileSystem();
		files.put('/secret/a/s/2015-02-01/stage3-s.tar.xz', 'x');
		const builds = ['../secret', '..', '.', '', 'x/y', 'n\0l'];
		const { subarches, troubles } = await scan(files, policy({ allBuilds: builds }));
		assert.deepEqual(subarches, []);
		assert.equal(troubles.filter(({ code }) => code === 'bad-name').length, builds.length);
	});

	test('a build directory that vanishes during the scan is not a build', async () => {
		const files = createMemoryFileSystem();
		files.putDirectory('/m/b/a/s/2015-02-01');
		const vanishing = {
			...files,
			list: async (path: string) => (path.endsWith('2015-02-01') ? undefined : files.list(path)),
		};
		const { subarches } = await scanRepository('/m', policy(), dialect2015, {
			files: vanishing,
			...machine(),
			signal: neverAborted,
		});
		assert.deepEqual(subarches[0]?.builds, []);
	});
});

suite('unreadable files are unknown, and never get the good default', () => {
	const control = '/m/b/a/s/.control';
	function mirror(): MemoryFileSystem {
		const files = createMemoryFileSystem();
		files.put('/m/b/a/s/2015-02-01/stage3-s.tar.xz', 'x');
		files.put(`${control}/.failcount`, '0');
		files.put(`${control}/.multi_progress`, '77');
		files.put(`${control}/version/stage3`, '2015-02-01');
		return files;
	}
	/** A directory that only its owner may read also hides its contents. */
	function shut(files: MemoryFileSystem): void {
		for (const name of ['', '/.failcount', '/.multi_progress', '/version/stage3'])
			files.failAt(`${control}${name}`, 'denied');
	}

	test('.control: neither failcount nor lock nor seed is known', async () => {
		const files = mirror();
		shut(files);
		const { subarches, troubles } = await scan(files);
		const [subarch] = subarches;
		assert.ok(subarch);
		assert.deepEqual(
			[subarch.failcount.kind, subarch.lock.kind, subarch.seed.kind],
			['unreadable', 'live', 'unreadable'],
		);
		assert.match(whyUnknown(subarch) ?? '', /unreadable/);
		assert.ok(troubles.some(({ path }) => path === control));
		const day = civilMidnight(2016, 1, 1) ?? 0;
		assert.equal(nextInRotation(subarches, policy(), day).turn, undefined);
		assert.equal(rotationStatuses(subarches, policy(), day).get(subarch)?.kind, 'unreadable');
	});

	test('.control that can be searched though not listed: its files tell', async () => {
		const files = mirror();
		files.failAt(control, 'denied');
		const { subarches } = await scan(files);
		assert.deepEqual(subarches[0]?.failcount, { kind: 'count', count: 0 });
		assert.deepEqual(subarches[0]?.lock, { kind: 'stale', pid: 77 });
	});

	test('if the latest build may be unreadable, the subarch is passed over, and not called never built', async () => {
		const files = mirror();
		files.putDirectory('/m/b/a/s/2015-02-09');
		files.failAt('/m/b/a/s/2015-02-09', 'other');
		const { subarches } = await scan(files);
		const day = civilMidnight(2016, 1, 1) ?? 0;
		assert.equal(nextInRotation(subarches, policy(), day).turn, undefined);
		files.failAt('/m/b/a/s/2015-02-01', 'other');
		assert.deepEqual(neverBuilt((await scan(files)).subarches), []);
	});

	test('the target of a stage: the build is not called incomplete', async () => {
		const files = createMemoryFileSystem();
		files.putLink('/m/b/a/s/2015-02-01/stage3-s.tar.xz', '/pool/x');
		files.failAt('/m/b/a/s/2015-02-01/stage3-s.tar.xz', 'denied');
		assert.equal((await scan(files)).subarches[0]?.builds[0]?.state, 'unreadable');
	});

	test('directories that vanish during the scan make it incomplete', async () => {
		for (const path of ['/m', '/m/b', '/m/b/a', '/m/b/a/s', '/m/b/a/s/2015-02-01']) {
			const files = mirror();
			const vanishing = {
				...files,
				list: async (asked: string) => (path === asked ? undefined : files.list(asked)),
			};
			const world = { files: vanishing, ...machine(), signal: neverAborted };
			const repository = await scanRepository('/m', policy(), dialect2015, world);
			assert.equal(whyPartial(repository).length, 1, path);
		}
	});

	test('a mirror mounted during the scan is noticed', async () => {
		const files = mirror();
		let looks = 0;
		const swapped = {
			...files,
			status: async (path: string) => {
				const status = await files.status(path);
				return status && path === '/m' ? { ...status, identity: String(looks++) } : status;
			},
		};
		const world = { files: swapped, ...machine(), signal: neverAborted };
		assert.match(whyPartial(await scanRepository('/m', policy(), dialect2015, world)).join(), /\/m/);
	});
});

test('a cancelled scan ends', async () => {
	const files = createMemoryFileSystem();
	files.putDirectory('/m/b/a/s');
	await assert.rejects(
		scanRepository('/m', policy(), dialect2015, { files, ...machine(), signal: AbortSignal.abort() }),
		{ name: 'AbortError' },
	);
});

suite('what a build is', () => {
	const cases: readonly {
		readonly name: string;
		readonly files: readonly string[];
		readonly status?: string;
		readonly in2015: string;
		readonly in2019: string;
	}[] = [
		{ name: '2015-02-01', files: ['stage3-x.tar.xz'], in2015: 'complete', in2019: 'unfinished' },
		{ name: '2015-02-01', files: ['stage3-x.tar'], status: 'x', in2015: 'incomplete', in2019: 'complete' },
		{ name: '2015-02-01', files: [], status: 'ok', in2015: 'incomplete', in2019: 'complete' },
		{ name: '2015-02-01', files: [], status: 'fail', in2015: 'incomplete', in2019: 'incomplete' },
		{ name: '2015-2-1', files: ['stage3.tar.gz'], in2015: 'complete', in2019: 'unfinished' },
		{ name: '2015-02-01-abc', files: ['stage3-x.tar.xz'], in2015: 'unfinished', in2019: 'unfinished' },
		{ name: '2015-02-01-abc', files: [], status: ' ok\n', in2015: 'complete', in2019: 'complete' },
		{
			name: '2015-02-01-abc',
			files: ['stage3-x.tar.xz'],
			status: '',
			in2015: 'incomplete',
			in2019: 'incomplete',
		},
		{ name: '2015-02-29', files: ['stage3-x.tar.xz'], status: 'ok', in2015: 'none', in2019: 'none' },
		{ name: '2016-02-29', files: ['stage3-x.tar.xz'], status: 'ok', in2015: 'complete', in2019: 'complete' },
		{ name: '0000-01-01', files: ['stage3-x.tar.xz'], status: 'ok', in2015: 'none', in2019: 'none' },
		{ name: '2015-02-01x', files: ['stage3-x.tar.xz'], status: 'ok', in2015: 'none', in2019: 'none' },
	];
	for (const { name, files: names, status, in2015, in2019 } of cases) {
		test(`${name} with [${names.join(' ')}], status ${JSON.stringify(status)}`, async () => {
			const files = createMemoryFileSystem();
			files.putDirectory(`/m/b/a/s/${name}`);
			for (const file of names) files.put(`/m/b/a/s/${name}/${file}`, 'x');
			if (status !== undefined) files.put(`/m/b/a/s/${name}/status`, status);
			const states = [];
			for (const dialect of [dialect2015, dialect2019]) {
				const { subarches } = await scan(files, policy(), dialect);
				states.push(subarches[0]?.builds[0]?.state ?? 'none');
			}
			assert.deepEqual(states, [in2015, in2019]);
		});
	}
});
