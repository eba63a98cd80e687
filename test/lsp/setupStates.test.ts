/** Unusable set-ups, and those that became unusable: reported, and recovered automatically. */
import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { jaguar, type MetroHome, makeMetroHome } from '../support/metroHome.ts';
import { openSession } from './openSession.ts';

const troubles: readonly [
	name: string,
	spoil: (home: MetroHome) => Promise<void>,
	state: string,
	message: RegExp,
][] = [
	['no .metro', ({ home }) => rm(join(home, '.metro')), 'no-metro', /\.metro does not exist/],
	['.metro a directory', ({ home }) => replaceByFolder(join(home, '.metro')), 'bad-metro', /no regular file/],
	['.metro not UTF-8', (home) => writeBytes(home, '.metro'), 'bad-metro', /not UTF-8/],
	['.metro nonsense', (home) => home.write('.metro', '[nonsense x]\n'), 'bad-metro', /\.metro line 1/],
	['.metro without a mirror', (home) => home.write('.metro', 'a: b\n'), 'no-mirror', /path\/mirror/],
	[
		'.buildbot in the mirror, as later Metro has it, and faulty',
		async ({ home, write }) => {
			await rm(join(home, '.buildbot'));
			await write('mirror/.buildbot', 'builds = 1\n');
		},
		'bad-buildbot',
		/mirror\/\.buildbot line 1/,
	],
	['no .buildbot', ({ home }) => rm(join(home, '.buildbot')), 'no-buildbot', /\.buildbot does not exist/],
	[
		'.buildbot a directory',
		({ home }) => replaceByFolder(join(home, '.buildbot')),
		'bad-buildbot',
		/no regular file/,
	],
	['.buildbot not UTF-8', (home) => writeBytes(home, '.buildbot'), 'bad-buildbot', /not UTF-8/],
	[
		'.buildbot nonsense',
		(home) => home.write('.buildbot', 'builds = (\n'),
		'bad-buildbot',
		/\.buildbot line 1/,
	],
	[
		'no mirror',
		({ mirror }) => rm(mirror, { recursive: true }),
		'no-mirror',
		/does not exist.*\.metro line 5$/,
	],
	['mirror a file', (home) => fileInsteadOfMirror(home), 'bad-mirror', /not a directory/],
	['nothing in the mirror', () => Promise.resolve(), 'empty', /^$/],
];

for (const [name, spoil, state, message] of troubles) {
	test(`${name}: said with a remedy, and mended by itself`, async (t) => {
		const home = await makeMetroHome(t);
		await spoil(home);
		const { until, summary, rows } = await openSession(t, home);
		const found = await summary();
		assert.equal(found.state, state);
		assert.match(found.message ?? '', message);
		assert.deepEqual(await rows(), []);
		await rm(join(home.home, '.metro'), { recursive: true, force: true });
		await rm(join(home.home, '.buildbot'), { recursive: true, force: true });
		await rm(home.mirror, { recursive: true, force: true });
		await mkdir(home.mirror);
		await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
		await home.write('.metro', `[section path/mirror]\n\n: ${home.mirror}\n`);
		await home.write('.buildbot', jaguar);
		await until(summary, (now) => now.state === 'ready' && now.datedBuilds === 1);
	});
}

async function replaceByFolder(path: string): Promise<void> {
	await rm(path);
	await mkdir(path);
}

async function writeBytes({ home }: MetroHome, name: string): Promise<void> {
	await writeFile(join(home, name), Buffer.from([0x61, 0xff, 0xfe, 0x0a]));
}

async function fileInsteadOfMirror(home: MetroHome): Promise<void> {
	await rm(home.mirror, { recursive: true });
	await home.write('mirror', 'a file');
}

const upgrades: readonly (readonly [name: string, path: string, text: string])[] = [
	[
		'the installation',
		'metro/scripts/buildrepo',
		'def map_build(build, subarch, full, full_date, release):\n\tpass\n',
	],
	['.buildbot', '.buildbot', `${jaguar}def get_subarches(hostname=None, release=None):\n\treturn ()\n`],
];

const laterBuildbot = `builds = ("funtoo-current",)\narches = ("x86-64bit",)\nall_subarches = ("amd64-jaguar",)\ndef get_subarches(hostname=None, release=None):\n\treturn all_subarches\n`;

for (const [name, path, text] of upgrades) {
	test(`${name} is upgraded to a later Metro, which looks for .buildbot in the mirror`, async (t) => {
		const home = await makeMetroHome(t);
		await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
		const { until, summary } = await openSession(t, home);
		assert.equal((await summary()).state, 'ready');
		await home.write(path, text);
		const found = await until(summary, ({ state }) => state !== 'ready');
		assert.equal(found.state, 'no-buildbot');
		assert.match(found.message ?? '', /\/mirror\/\.buildbot does not exist/);
		await home.write('mirror/.buildbot', laterBuildbot);
		const upgraded = await until(summary, ({ state }) => state === 'ready');
		assert.equal(upgraded.dialect, '2024');
	});
}

const halfWritten: readonly [name: string, spoil: (home: MetroHome) => Promise<void>, message: RegExp][] = [
	['.buildbot', (home) => home.write('.buildbot', 'builds = (\n'), /\.buildbot line 1/],
	['.buildbot', (home) => home.write('.buildbot', 'builds = "funtoo-current"\n'), /\.buildbot line 1/],
	['.metro', (home) => home.write('.metro', '[nonsense x]\n'), /\.metro line 1/],
	['.metro', (home) => home.write('.metro', '[section path]\n'), /path\/mirror/],
	[
		'a file that .metro has begun to collect',
		async (home) => {
			await home.write('more/new.conf', '[nonsense x]\n');
			await home.write(
				'.metro',
				`[section path]\nmirror: ${home.mirror}\n[collect ${home.home}/more/new.conf]\n`,
			);
		},
		/new\.conf line 1/,
	],
];

for (const [name, spoil, message] of halfWritten) {
	test(`${name} saved half-written (${message.source}): the rows stay, and follow the disk`, async (t) => {
		const home = await makeMetroHome(t);
		const subarch = 'funtoo-current/x86-64bit/amd64-jaguar';
		await home.build(`${subarch}/2015-02-18`);
		const { until, summary, rows } = await openSession(t, home);
		await spoil(home);
		const outdated = await until(summary, (now) => now.message !== undefined);
		assert.equal(outdated.state, 'ready');
		assert.match(outdated.message ?? '', message);
		assert.ok(outdated.place);
		assert.equal(outdated.next, undefined);
		assert.equal(outdated.mirror, home.mirror);
		await home.write(`mirror/${subarch}/.control/.failcount`, '2');
		await until(rows, (top) => top[0]?.badge?.text === '2');
		await home.build(`funtoo-current-hardened/pure64/amd64-jaguar-pure64/2015-02-18`);
		await until(summary, ({ subarches }) => subarches === 2);
		assert.match((await summary()).message ?? '', message);
		if (name.startsWith('a file')) await home.write('more/new.conf', '[section new]\n\na: b\n');
		else {
			await home.write('.metro', `[section path/mirror]\n\n: ${home.mirror}\n`);
			await home.write('.buildbot', jaguar);
		}
		// A file that is being written is empty for a moment: a .buildbot without builds, of which none is next.
		await until(summary, (now) => now.message === undefined && now.next !== undefined);
	});
}

test('after incomplete files are removed, there is no set-up', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary, rows } = await openSession(t, home);
	await home.write('.buildbot', 'builds = (\n');
	await until(summary, (now) => now.message !== undefined);
	await rm(join(home.home, '.buildbot'));
	await until(summary, ({ state }) => state === 'no-buildbot');
	assert.deepEqual(await rows(), []);
});
