/** What changes on disk shows without a refresh, asked of the real server. */
import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';
import { openSession } from './openSession.ts';

test('a failcount written to disk is sent with the summary and only the changed rows', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	await home.build('funtoo-current/pure64/amd64-jaguar-pure64/2015-02-18');
	const { until, summary, rows, changes } = await openSession(t, home);
	assert.equal((await summary()).failing, 0);
	for (const parent of [undefined, 'funtoo-current', 'funtoo-current/x86-64bit', 'funtoo-current/pure64'])
		await rows(parent);
	changes.length = 0;
	await home.write('mirror/funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount', '3\n');
	await until(
		async () => changes.at(-1)?.summary,
		(told) => told?.failing === 0 && told.outOfRotation === 1,
	);
	const told = changes.flatMap((change) => change.rows ?? []);
	assert.deepEqual(
		new Map(
			told.map(({ parent, rows: fresh }) => [parent, fresh.map(({ id, badge }) => `${id} ${badge?.text}`)]),
		),
		new Map([
			[undefined, ['funtoo-current 3']],
			['funtoo-current', ['funtoo-current/x86-64bit 3']],
			['funtoo-current/x86-64bit', ['funtoo-current/x86-64bit/amd64-jaguar 3']],
			// It is next now.
			['funtoo-current/pure64', ['funtoo-current/pure64/amd64-jaguar-pure64 undefined']],
		]),
	);
	assert.ok(changes.every((change) => change.rows !== undefined));
	await rm(join(home.mirror, 'funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount'));
	await until(summary, ({ outOfRotation }) => outOfRotation === 0);
});

for (const [what, file] of [
	['.metro', '.metro'],
	['.buildbot', '.buildbot'],
	['a file of the installation', 'metro/etc/master.conf'],
] as const) {
	test(`a failcount is not lost when ${what} changes in the same moment`, async (t) => {
		const home = await makeMetroHome(t);
		await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
		const { until, summary, changes } = await openSession(t, home);
		const path = join(home.home, file);
		const text = await readFile(path, 'utf8').catch(() => '');
		await mkdir(dirname(path), { recursive: true });
		const failcount = 'mirror/funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount';
		for (const [round, delay] of [0, 30, 60, 90].entries()) {
			changes.length = 0;
			const count = (round % 2) + 1;
			await home.write(failcount, `${round % 2 === 0 ? 1 : 0}\n`);
			await sleep(delay);
			await writeFile(path, `${text}# ${round}\n`);
			await until(summary, ({ failing }) => failing === (count === 1 ? 1 : 0));
		}
	});
}

test('a change of a shown build’s file is sent when it grows, appears or vanishes', async (t) => {
	const home = await makeMetroHome(t);
	const build = 'funtoo-current/x86-64bit/amd64-jaguar/2015-02-18';
	await home.build(build);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-19');
	const { until, rows } = await openSession(t, home);
	const labels = async (): Promise<string> =>
		(await rows(build)).map(({ label, description }) => `${label} ${description}`).join();
	const before = await labels();
	await home.write(`mirror/${build}/stage3-amd64-jaguar-funtoo-current-2015-02-18.tar.xz`, 'x'.repeat(5000));
	const grown = await until(labels, (now) => now !== before);
	await home.write(`mirror/${build}/log/stage3.txt`, 'log');
	const logged = await until(labels, (now) => now !== grown);
	await rm(join(home.mirror, build, 'log'), { recursive: true });
	await until(labels, (now) => now !== logged && !now.includes('stage3.txt'));
});

test('a build that appears, and one that is removed, show without a refresh', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary } = await openSession(t, home);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-19');
	await until(summary, ({ datedBuilds }) => datedBuilds === 2);
	await home.build('funtoo-current-hardened/pure64/amd64-jaguar-pure64/2015-02-19');
	await until(summary, ({ subarches }) => subarches === 2);
	await rm(join(home.mirror, 'funtoo-current'), { recursive: true });
	await until(summary, ({ subarches }) => subarches === 1);
});

test('.metro and .buildbot that are links are followed where they lead', async (t) => {
	const home = await makeMetroHome(t);
	await mkdir(join(home.home, 'kept'));
	for (const name of ['metro', 'buildbot']) {
		await rename(join(home.home, `.${name}`), join(home.home, 'kept', name));
		await symlink(join('kept', name), join(home.home, `.${name}`));
	}
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary } = await openSession(t, home);
	assert.equal((await summary()).state, 'ready');
	await home.write('kept/buildbot', 'builds = (\n');
	await until(summary, ({ message }) => message !== undefined);
	await home.write('kept/buildbot', jaguar);
	await until(summary, ({ message }) => message === undefined);
	await mkdir(join(home.home, 'other'));
	await home.write('kept/metro', `[section path]\nmirror: ${home.home}/other\n`);
	await until(summary, ({ state, mirror }) => state === 'empty' && mirror === `${home.home}/other`);
});

test('a mirror that vanishes and comes back', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary } = await openSession(t, home);
	await rename(home.mirror, `${home.mirror}-away`);
	await until(summary, ({ state }) => state === 'no-mirror');
	await rename(`${home.mirror}-away`, home.mirror);
	await until(summary, ({ state }) => state === 'ready');
});
