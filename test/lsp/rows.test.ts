/** The rows of a repository and its summary, asked of the real server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type RowAnswer, requests } from '../../server/src/protocol/index.ts';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';
import { openSession } from './openSession.ts';

test('the tree of a repository, from build to archive', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-10', 'full');
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	await home.write('mirror/funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount', '2');
	const { rows, summary } = await openSession(t, home);
	const { state, failing, datedBuilds, subarches } = await summary();
	assert.deepEqual(
		{ state, failing, datedBuilds, subarches },
		{ state: 'ready', failing: 1, datedBuilds: 2, subarches: 1 },
	);
	let parent: string | undefined;
	const seen: string[] = [];
	for (let depth = 0; depth < 5; depth++) {
		const [row] = await rows(parent);
		assert.ok(row);
		seen.push(`${row.kind} ${row.label} ${row.badge?.text ?? '-'}`);
		parent = row.id;
	}
	assert.deepEqual(seen, [
		'build funtoo-current 2',
		'arch x86-64bit 2',
		'subarch amd64-jaguar 2',
		'dated-build 2015-02-18 -',
		'file stage3-….tar.xz -',
	]);
});

test('every row can be asked for by its id, with its parent', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	await home.write('mirror/funtoo-current/x86-64bit/amd64-jaguar/2015-02-18/log/stage3.txt', 'log');
	const { rows, client } = await openSession(t, home);
	const visit = async (parent?: string): Promise<void> => {
		for (const row of await rows(parent)) {
			const answer = await client.connection.sendRequest<RowAnswer | null>(requests.row.method, {
				home: home.home,
				id: row.id,
			});
			assert.deepEqual(answer, { row, ...(parent !== undefined && { parent }) });
			if (row.expandable) await visit(row.id);
		}
	};
	await visit();
});

test('the cause of a failed build is requested by its row', async (t) => {
	const home = await makeMetroHome(t);
	const build = 'funtoo-current/x86-64bit/amd64-jaguar/2015-02-18';
	await home.write(
		`mirror/${build}/log/stage3.txt`,
		' * ERROR: sys-libs/glibc-2.19-r3 failed (compile phase):\n',
	);
	const { client } = await openSession(t, home);
	const ask = (id: string, since: number) =>
		client.connection.sendRequest(requests.failure.method, { home: home.home, id, since });
	const expected = {
		target: 'stage3',
		name: 'glibc',
		ebuild: 'sys-libs/glibc-2.19-r3',
		phase: 'compile',
		more: 0,
	};
	assert.deepEqual(await ask(build, 0), expected);
	assert.equal(await ask(build, Date.now() + 60_000), null);
	assert.equal(await ask('funtoo-current/x86-64bit/amd64-jaguar', 0), null);
	assert.equal(await ask('../x', 0), null);
});

test('zap would reset the failcounts of builds made here', async (t) => {
	const home = await makeMetroHome(
		t,
		`${jaguar}\nall_subarches = subarches + ("atom",)\nall_builds = builds\nall_arches = arches\n`,
	);
	for (const subarch of ['amd64-jaguar', 'atom']) {
		await home.build(`funtoo-current/x86-64bit/${subarch}/2015-02-18`);
		await home.write(`mirror/funtoo-current/x86-64bit/${subarch}/.control/.failcount`, '3');
	}
	const { summary } = await openSession(t, home);
	const { failing, outOfRotation, zappable, keptFailcounts } = await summary();
	assert.deepEqual(
		{ failing, outOfRotation, zappable, keptFailcounts },
		{ failing: 0, outOfRotation: 1, zappable: 1, keptFailcounts: 1 },
	);
});

test('the next build and its reason', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18', 'full');
	const { summary } = await openSession(t, home);
	const { next } = await summary();
	assert.deepEqual(
		{ build: next?.build, arch: next?.arch, subarch: next?.subarch, target: next?.target },
		{ build: 'funtoo-current', arch: 'x86-64bit', subarch: 'amd64-jaguar', target: 'freshen' },
	);
	assert.match(next?.reason ?? '', /stale/);
});
