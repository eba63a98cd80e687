/** What a set-up's configuration consists of, and how its state follows documents and disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { append } from '../../server/src/base/collections.ts';
import { textReader } from '../../server/src/base/readText.ts';
import { type ParsedFile, parse } from '../../server/src/flexdata/index.ts';
import type { ConfigLibrary } from '../../server/src/setup/configuration/configLibrary.ts';
import { contextChoices, defaultContext } from '../../server/src/setup/configuration/contextChoices.ts';
import { createSources } from '../../server/src/setup/sources.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { memorySources, openAs } from '../support/memorySources.ts';
import { installation } from './memoryInstallation.ts';

test('only configuration files of an installation are collected', async () => {
	const { library, install } = await memorySources(Object.entries(installation))
		.sources.configuration()
		.contents(neverAborted);
	assert.equal(install, '/metro');
	assert.deepEqual(
		[...library.files.keys()].filter((path) => /README|fsroot|keys/.test(path)),
		[],
	);
	assert.equal(library.files.size, 8);
});

test('files that .metro collects from elsewhere belong to the set-up, as do those that they collect', async () => {
	const { sources, disk } = memorySources(
		Object.entries({
			...installation,
			'/home/.metro': `${installation['/home/.metro']}[collect ./mine.conf]\n[collect /none.conf]\n`,
			'/home/mine.conf': '[collect sub/more.conf]\n[collect ./mine.conf]\n[collect $[a]/x.conf]\nmine: 1\n',
			'/home/sub/more.conf': '[collect $[path/install]/extra]\nmore: $[mine]\n',
			'/metro/extra': 'extra: 1\n',
		}),
	);
	const outside = async (): Promise<string[]> =>
		[...(await sources.configuration().contents(neverAborted)).library.files.keys()].filter(
			(path) => !(path in installation),
		);
	assert.deepEqual(await outside(), ['/home/mine.conf', '/home/sub/more.conf', '/metro/extra']);
	disk.put('/home/mine.conf', 'mine: 2\n');
	sources.filesChanged();
	assert.deepEqual(await outside(), ['/home/mine.conf']);
});

test('a linked file is listed once, under either name', async () => {
	const { disk, sources } = memorySources(Object.entries(installation));
	disk.putLink('/metro/etc/builds/current', '1.4');
	disk.putLink('/metro/etc/builds/packages/pure64.conf', 'x86.conf');
	sources.filesChanged();
	const { library } = await sources.configuration().contents(neverAborted);
	assert.equal(library.files.size, 8);
	assert.deepEqual(
		[library.names.builds, library.names.arches],
		[
			['1.4', 'current'],
			['x86', 'pure64'],
		],
	);
	assert.equal(library.canonical('/metro/etc/builds/current/build.conf'), '/metro/etc/builds/1.4/build.conf');
	const choices = contextChoices([], undefined, library.names);
	const context = { ...defaultContext(choices, '2015-11-20'), build: 'current' };
	const { collected, collection } = await sources.configuration().evaluation(context, neverAborted);
	assert.ok(collected.has('/metro/etc/builds/1.4/build.conf'));
	assert.ok(collection.plain.has('a'));
});

for (const [what, path] of [
	['a directory', '/metro/etc/builds'],
	['a file', '/metro/etc/master.conf'],
] as const) {
	test(`a library without ${what} that cannot be read is not complete`, async () => {
		const { disk, sources } = memorySources(Object.entries(installation));
		const isComplete = async (): Promise<boolean> => {
			sources.filesChanged();
			return (await sources.configuration().contents(neverAborted)).library.complete;
		};
		assert.ok(await isComplete());
		disk.failAt(path, 'denied');
		assert.ok(!(await isComplete()));
		disk.failAt(path, undefined);
		assert.ok(await isComplete());
	});
}

test('a loop of links is left', async () => {
	const { disk, sources } = memorySources(Object.entries(installation));
	disk.putLink('/metro/etc/builds/loop', '..');
	sources.filesChanged();
	const { library } = await sources.configuration().contents(neverAborted);
	assert.equal(library.files.size, 8);
	assert.ok(library.complete);
});

test('without an installation only .metro is known', async () => {
	const { sources } = memorySources(Object.entries({ '/home/.metro': 'a: 1\n' }));
	const { library, install, version } = await sources.configuration().contents(neverAborted);
	assert.deepEqual(
		[library.complete, install, version, library.files.size],
		[false, undefined, '2015-11', 1],
	);
});

test('the version is read off the installation', async () => {
	const versionWith = async (path: string, text: string): Promise<string> =>
		(
			await memorySources(Object.entries({ ...installation, [path]: text }))
				.sources.configuration()
				.contents(neverAborted)
		).version;
	assert.equal(await versionWith('/metro/scripts/buildrepo', 'print("release=%s")\n'), '2019-10');
	assert.equal(await versionWith('/metro/scripts/buildbot.sh', 'target/arch_desc: $arch\n'), '2015-11');
	assert.equal(await versionWith('/metro/scripts/buildbot.sh', 'target/build: $build\n'), '2015-03');
});

test('open documents take precedence over the disk, and both are followed', async () => {
	const { disk, sources, open } = memorySources(Object.entries(installation));
	const value = async (): Promise<unknown> => {
		const { library } = await sources.configuration().contents(neverAborted);
		const choices = contextChoices([], undefined, library.names);
		const { resolver } = await sources
			.configuration()
			.evaluation(defaultContext(choices, '2015-11-20'), neverAborted);
		return (await resolver.lookUp('a')).outcome;
	};
	assert.deepEqual(await value(), { kind: 'text', text: '1.4' });
	open.set('/metro/etc/builds/1.4/build.conf', parse('a: open\n'));
	sources.textChanged('/metro/etc/builds/1.4/build.conf');
	assert.deepEqual(await value(), { kind: 'text', text: 'open' });
	const before = await sources.configuration().contents(neverAborted);
	sources.textChanged('/home/somewhere-else.conf');
	assert.equal(
		await sources.configuration().contents(neverAborted),
		before,
		'a file that nobody reads changes nothing',
	);
	open.clear();
	disk.put('/metro/etc/builds/1.4/build.conf', 'a: disk\n');
	sources.filesChanged();
	assert.deepEqual(await value(), { kind: 'text', text: 'disk' });
});

test('a value that is read from a file of the repository is read again, configuration is not', async () => {
	const { disk, sources } = memorySources(
		Object.entries({
			...installation,
			'/metro/etc/builds/1.4/build.conf': 'a: << /mirror/x\n',
			'/mirror/x': '1\n',
		}),
	);
	const value = async (): Promise<unknown> => {
		const { library } = await sources.configuration().contents(neverAborted);
		const choices = contextChoices([], undefined, library.names);
		const { resolver } = await sources
			.configuration()
			.evaluation(defaultContext(choices, '2015-11-20'), neverAborted);
		return (await resolver.lookUp('a')).outcome;
	};
	assert.deepEqual(await value(), { kind: 'text', text: '1' });
	disk.put('/mirror/x', '2\n');
	disk.put('/metro/etc/builds/1.4/build.conf', 'a: changed\n');
	sources.valuesChanged();
	assert.deepEqual(await value(), { kind: 'text', text: '2' });
});

test('a long collect yields its turn, and ends when a text changes meanwhile', async () => {
	const files = 500;
	const chain = Object.fromEntries(
		Array.from({ length: files }, (_, at) => [
			`/metro/etc/builds/1.4/${at}.conf`,
			`k${at}: x\n${at + 1 < files ? `[collect ./${at + 1}.conf]\n` : ''}`,
		]),
	);
	const disk = createMemoryFileSystem();
	const build = '/metro/etc/builds/1.4/build.conf';
	for (const [path, text] of Object.entries({ ...installation, ...chain })) disk.put(path, text);
	disk.put(build, 'a: old\n[collect ./0.conf]\n');
	const open = new Map<string, ParsedFile>();
	const middle = `/metro/etc/builds/1.4/${files / 2}.conf`;
	const opened = new Map<string, string[]>();
	const openings = (at: number): number => opened.get(`/metro/etc/builds/1.4/${at}.conf`)?.length ?? 0;
	let library: ConfigLibrary | undefined;
	let looked = 0;
	const sources = createSources({
		metroFile: '/home/.metro',
		generation: 'auto',
		files: disk,
		read: textReader(disk),
		openFile: (path) => {
			append(opened, path, path);
			return openAs(open.get(path));
		},
		turns: {
			isOver: () => true,
			pause: async () => {
				if (open.size > 0 || library === undefined || opened.get(middle)?.length === looked) return;
				open.set(build, parse('a: new\n[collect ./0.conf]\n'));
				sources.textChanged(build);
			},
		},
	});
	({ library } = await sources.configuration().contents(neverAborted));
	looked = openings(files / 2);
	const context = defaultContext(contextChoices([], undefined, library.names), '2015-11-20');
	await assert.rejects(sources.configuration().evaluation(context, neverAborted), { name: 'AbortError' });
	const { collection, collected, resolver } = await sources.configuration().evaluation(context, neverAborted);
	assert.deepEqual((await resolver.lookUp('a')).outcome, { kind: 'text', text: 'new' });
	assert.ok(collected.has(`/metro/etc/builds/1.4/${files - 1}.conf`));
	assert.equal(collection.errors.length, 0);
	// The first collect ended where it was.
	assert.ok(openings(files - 10) < openings(10), `${openings(files - 10)} and ${openings(10)} openings`);
});
