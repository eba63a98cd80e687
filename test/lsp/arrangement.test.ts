/** Rows that are filtered, grouped and sorted, asked of the real server. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Arrangement, type Row, type RowAnswer, requests } from '../../server/src/protocol/index.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { openSession } from './openSession.ts';

const arch = 'funtoo-current/x86-64bit';

interface Shown {
	readonly home: Awaited<ReturnType<typeof makeMetroHome>>;
	readonly session: Awaited<ReturnType<typeof openSession>>;
	rows(arrangement: Arrangement, parent?: string, limit?: number): Promise<readonly Row[]>;
	row(arrangement: Arrangement, id: string): Promise<RowAnswer | null>;
	/** All rows down to the subarches, as `group > label: description`. */
	outline(arrangement: Arrangement): Promise<readonly string[]>;
}

async function open(t: TestContext): Promise<Shown> {
	const home = await makeMetroHome(
		t,
		[
			"builds = ( 'funtoo-current', )",
			"arches = ( 'x86-64bit', 'pure64' )",
			"subarches = ( 'corei7', 'amd64-k8', 'core2_64', 'generic_64' )",
			"all_subarches = subarches + ( 'far', )",
			'def map_build(build, subarch, full, full_date):',
			"	return 'full'",
			'',
		].join('\n'),
	);
	await home.build(`${arch}/corei7/2000-01-02`);
	await home.build(`${arch}/amd64-k8/2000-01-01`);
	await home.write(`mirror/${arch}/amd64-k8/.control/.failcount`, '1');
	await home.build(`${arch}/core2_64/2000-01-03`);
	await home.write(`mirror/${arch}/core2_64/.control/.failcount`, '3');
	await home.write(`mirror/funtoo-current/pure64/generic_64/.control/x`, '');
	await home.build(`${arch}/far/2000-01-04`);
	const session = await openSession(t, home);
	const ask = <T>(method: string, params: object): Promise<T> =>
		session.client.connection.sendRequest<T>(method, { home: home.home, ...params });
	const rows: Shown['rows'] = (arrangement, parent, limit) =>
		ask(requests.rows.method, { parent, arrangement, limit });
	const outlineBelow = async (arrangement: Arrangement, parent?: Row): Promise<readonly string[]> => {
		const found = await rows(arrangement, parent?.id);
		const below = await Promise.all(
			found.map(async (row) => [
				`${row.label}: ${row.description}`,
				...(row.kind === 'build' || row.kind === 'group' || row.kind === 'arch'
					? (await outlineBelow(arrangement, row)).map((line) => `  ${line}`)
					: []),
			]),
		);
		return below.flat();
	};
	return {
		home,
		session,
		rows,
		row: (arrangement, id) => ask(requests.row.method, { id, arrangement }),
		outline: (arrangement) => outlineBelow(arrangement),
	};
}

/** Ages change from day to day. */
function withoutAges(lines: readonly string[]): readonly string[] {
	return lines.map((line) => line.replace(/\d+ days ago/g, 'N days ago'));
}

test('filters, groups and orders', async (t) => {
	const { outline } = await open(t);
	for (const [arrangement, expected] of [
		[
			{ states: ['failing', 'out-of-rotation'] },
			[
				'funtoo-current: 1 out of rotation, 1 failing',
				'  x86-64bit: 1 out of rotation, 1 failing',
				'    amd64-k8: failing, built N days ago',
				'    core2_64: out of rotation, built N days ago',
			],
		],
		[
			{ where: 'remote' },
			[
				'funtoo-current: 1 subarch, 1 remote',
				'  x86-64bit: 1 subarch, 1 remote',
				'    far: remote, built N days ago',
			],
		],
		[
			{ text: 'PURE gen' },
			[
				'funtoo-current: 1 subarch, 1 never built',
				'  pure64: 1 subarch, 1 never built',
				'    generic_64: never built, next',
			],
		],
		[{ text: 'no such' }, []],
		[
			{ groups: 'state' },
			[
				'failing: 1 subarch',
				'  amd64-k8: funtoo-current, x86-64bit, failing, built N days ago',
				'out of rotation: 1 subarch',
				'  core2_64: funtoo-current, x86-64bit, out of rotation, built N days ago',
				'stale: 1 subarch',
				'  corei7: funtoo-current, x86-64bit, stale, built N days ago',
				'never built: 1 subarch',
				'  generic_64: funtoo-current, pure64, never built, next',
				'remote: 1 subarch',
				'  far: funtoo-current, x86-64bit, remote, built N days ago',
			],
		],
		[
			{ groups: 'arch', order: 'failcount', states: ['failing', 'out-of-rotation', 'stale'] },
			[
				'x86-64bit: 3 subarches',
				'  core2_64: funtoo-current, out of rotation, built N days ago',
				'  amd64-k8: funtoo-current, failing, built N days ago',
				'  corei7: funtoo-current, stale, built N days ago',
			],
		],
	] as const) {
		assert.deepEqual(withoutAges(await outline(arrangement)), expected, JSON.stringify(arrangement));
	}
	const order = async (order: Arrangement['order']): Promise<string[]> =>
		(await outline({ where: 'local', text: 'x86', ...(order && { order }) }))
			.slice(2)
			.map((line) => line.trim().replace(/:.*/, ''));
	assert.deepEqual(await order('name'), ['amd64-k8', 'core2_64', 'corei7']);
	assert.deepEqual(await order('age'), ['amd64-k8', 'corei7', 'core2_64']);
	assert.deepEqual(await order('failcount'), ['core2_64', 'amd64-k8', 'corei7']);
	assert.deepEqual(await order(undefined), ['corei7', 'amd64-k8', 'core2_64']);
});

for (const arrangement of [
	{ groups: 'state' },
	{ groups: 'arch', order: 'name' },
	{ groups: 'build', order: 'age' },
	{ groups: 'state', states: ['stale'] },
] as const) {
	test(`each row has its parent: ${JSON.stringify(arrangement)}`, async (t) => {
		const { rows, row } = await open(t);
		const visit = async (parent?: string): Promise<void> => {
			for (const one of await rows(arrangement, parent)) {
				const answer = await row(arrangement, one.id);
				assert.deepEqual(answer, { row: one, ...(parent !== undefined && { parent }) });
				if (one.expandable) await visit(one.id);
			}
		};
		await visit();
	});
}

test('a row that is filtered is found, and says so', async (t) => {
	const { row, rows } = await open(t);
	const answer = await row({ groups: 'state', states: ['stale'] }, `${arch}/far`);
	assert.deepEqual([answer?.filtered, answer?.parent, answer?.row.label], [true, '/state/remote', 'far']);
	// What is below a filtered row can be asked for: a build that has ended is looked at.
	assert.equal((await rows({ states: ['stale'] }, `${arch}/far`))[0]?.label, '2000-01-04');
});

test('a subarch that gets another state moves to the group of that', async (t) => {
	const { home, session, rows } = await open(t);
	const arrangement = { groups: 'state' } as const;
	await rows(arrangement);
	await rows(arrangement, '/state/stale');
	await rows(arrangement, '/state/failing');
	await home.write(`mirror/${arch}/corei7/.control/.failcount`, '2');
	await session.until(
		async () => session.changes.flatMap(({ rows = [] }) => rows),
		(changes) =>
			changes.some(
				({ parent, order }) => parent === undefined && order?.includes('/state/stale') === false,
			) &&
			changes.some(
				({ parent, order }) =>
					parent === '/state/failing' && order?.join() === `${arch}/corei7,${arch}/amd64-k8`,
			),
	);
});

test('rows beyond the limit are counted in a row, and given when they are asked for', async (t) => {
	const { rows } = await open(t);
	const few = await rows({}, arch, 2);
	assert.deepEqual(
		few.map(({ label, moreOf }) => [label, moreOf]),
		[
			['corei7', undefined],
			['amd64-k8', undefined],
			['2 more', arch],
		],
	);
	assert.equal((await rows({}, arch, 4)).length, 4);
});

test('an arrangement of a client that is no arrangement shows all rows', async (t) => {
	const { rows } = await open(t);
	const all = await rows({});
	for (const odd of [null, 7, [], { states: 'stale', where: 1, text: {}, groups: 'x', order: [] }])
		assert.deepEqual(await rows(odd as never), all);
});

test('a mirror of several hosts: groups, filter and tooltips say who builds what', async (t) => {
	const home = await makeMetroHome(t);
	const shared = [
		"builds = ('next', )",
		"arches = ('x86-64bit', )",
		"all_subarches = ( 'alone', 'both', 'far', 'nobodys', 'locked' )",
		'def get_subarches(hostname, release):',
		"	if hostname == 'beta':",
		"		return ('both', 'far')",
		"	if hostname == 'gamma':",
		"		return ('locked', )",
		"	return ('alone', 'both')",
		'',
	].join('\n');
	await home.write('mirror/.buildbot', shared);
	for (const name of ['alone', 'both', 'far', 'nobodys', 'locked'])
		await home.write(`mirror/next/x86-64bit/${name}/.control/x`, '');
	await home.write('mirror/next/x86-64bit/locked/.control/.multi_progress', 'gamma:12');
	await rm(join(home.home, '.buildbot'));
	const session = await openSession(t, home, { BUILDREPO_HOSTNAME: 'alpha' });
	const ask = (arrangement: Arrangement, parent?: string): Promise<readonly Row[]> =>
		session.client.connection.sendRequest<Row[]>(requests.rows.method, {
			home: home.home,
			parent,
			arrangement,
		});
	const outline = async (arrangement: Arrangement): Promise<readonly string[]> => {
		const groups = await ask({ ...arrangement, groups: 'host' });
		const below = await Promise.all(
			groups.map(async ({ id, label }) => {
				const rows = await ask({ ...arrangement, groups: 'host' }, id);
				return `${label}: ${rows.map((row) => row.label).join(' ')}`;
			}),
		);
		return below;
	};
	assert.deepEqual(await outline({}), [
		'alpha: alone',
		'beta: far',
		'gamma: locked',
		'alpha + beta: both',
		'no host: nobodys',
	]);
	assert.deepEqual(await outline({ hosts: ['beta'] }), ['beta: far', 'alpha + beta: both']);
	assert.deepEqual(await outline({ hosts: ['gamma'], text: 'lock' }), ['gamma: locked']);
	const rows = await ask({ order: 'name' }, 'next/x86-64bit');
	const said = (label: string): string => rows.find((row) => row.label === label)?.tooltip ?? '';
	assert.match(said('alone'), /Built by alpha/);
	assert.match(said('both'), /Several hosts build it: alpha, beta/);
	assert.match(said('nobodys'), /No host builds it/);
	assert.match(said('locked'), /process 12 of gamma, locked 20.*Built by gamma/s);
	assert.match(rows.find(({ label }) => label === 'far')?.description ?? '', /remote \(beta\)/);
	assert.match(rows.find(({ label }) => label === 'locked')?.description ?? '', /^building on gamma/);
	assert.deepEqual((await session.summary()).hosts, ['alpha', 'beta', 'gamma']);
});
