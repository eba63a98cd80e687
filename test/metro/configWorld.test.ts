/** What a set-up's configuration consists of, which runs it can make, and how its state follows documents and disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textReader } from '../../server/src/base/readText.ts';
import { type ParsedFile, parse } from '../../server/src/flexdata/index.ts';
import { type ConfigWorld, createConfigWorld } from '../../server/src/metro/configWorld.ts';
import { argumentsOf, contextTitle } from '../../server/src/metro/evaluationContext.ts';
import {
	contextChoices,
	defaultContext,
	everyCombination,
	unknownParts,
} from '../../server/src/metro/evaluationContexts.ts';
import { namesIn } from '../../server/src/metro/installedNames.ts';
import { differences, resolveAll, resolvedText } from '../../server/src/metro/resolvedText.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';

const never = { aborted: false };

const installation: Readonly<Record<string, string>> = {
	'/home/.metro': '[section path]\ninstall: /metro/\n[collect /metro/etc/master.conf]\n',
	'/metro/etc/master.conf': '[collect ./builds/$[target/build]/build.conf]\n',
	'/metro/etc/builds/1.4/build.conf': 'a: $[target/build]\n',
	'/metro/etc/builds/packages/x86.conf': '',
	'/metro/etc/multi-targets/full': '',
	'/metro/etc/multi-targets/strategy/seed/stage3': '',
	'/metro/targets/gentoo/stage1.spec': '',
	'/metro/targets/gentoo/stage3.spec': '',
	'/metro/targets/gentoo/README.rst': 'not ours\n',
	'/metro/etc/builds/1.4/fsroot/etc/nsswitch.conf': 'passwd:\tdb\n',
	'/metro/etc/keys/vagrant': 'secret\n',
};

interface Made {
	readonly disk: MemoryFileSystem;
	readonly world: ConfigWorld;
	readonly open: Map<string, ParsedFile>;
}

function make(files: Readonly<Record<string, string>> = installation): Made {
	const disk = createMemoryFileSystem();
	for (const [path, text] of Object.entries(files)) disk.put(path, text);
	const open = new Map<string, ParsedFile>();
	const world = createConfigWorld({
		metroFile: '/home/.metro',
		files: disk,
		read: textReader(disk),
		openFile: (path) => open.get(path),
	});
	return { disk, world, open };
}

test('configuration is what an installation holds of it, and nothing else', async () => {
	const { library, install } = await make().world.look(never);
	assert.equal(install, '/metro');
	assert.deepEqual(
		[...library.files.keys()].filter((path) => /README|fsroot|keys/.test(path)),
		[],
	);
	assert.equal(library.files.size, 8);
});

test('what .metro collects from elsewhere belongs to the set-up, and what that collects in turn', async () => {
	const { world, disk } = make({
		...installation,
		'/home/.metro': `${installation['/home/.metro']}[collect ./mine.conf]\n[collect /none.conf]\n`,
		'/home/mine.conf': '[collect sub/more.conf]\n[collect ./mine.conf]\n[collect $[a]/x.conf]\nmine: 1\n',
		'/home/sub/more.conf': '[collect $[path/install]/extra]\nmore: $[mine]\n',
		'/metro/extra': 'extra: 1\n',
	});
	const outside = async (): Promise<string[]> =>
		[...(await world.look(never)).library.files.keys()].filter((path) => !(path in installation));
	assert.deepEqual(await outside(), ['/home/mine.conf', '/home/sub/more.conf', '/metro/extra']);
	disk.put('/home/mine.conf', 'mine: 2\n');
	world.filesChanged();
	assert.deepEqual(await outside(), ['/home/mine.conf']);
});

test('a file that a link leads to is there once, by either name', async () => {
	const { disk, world } = make();
	disk.putLink('/metro/etc/builds/current', '1.4');
	disk.putLink('/metro/etc/builds/packages/pure64.conf', 'x86.conf');
	world.filesChanged();
	const { library } = await world.look(never);
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
	const { collected, collection } = await world.evaluation(context, never);
	assert.ok(collected.has('/metro/etc/builds/1.4/build.conf'));
	assert.ok(collection.plain.has('a'));
});

test('a loop of links ends', async () => {
	const { disk, world } = make();
	disk.putLink('/metro/etc/builds/loop', '..');
	world.filesChanged();
	assert.equal((await world.look(never)).library.files.size, 8);
});

test('without an installation only .metro is known', async () => {
	const { world } = make({ '/home/.metro': 'a: 1\n' });
	const { library, install, version } = await world.look(never);
	assert.deepEqual(
		[library.complete, install, version, library.files.size],
		[false, undefined, '2015-11', 1],
	);
});

test('the version is read off the installation', async () => {
	const versionWith = async (path: string, text: string): Promise<string> =>
		(await make({ ...installation, [path]: text }).world.look(never)).version;
	assert.equal(await versionWith('/metro/scripts/buildrepo', 'print("release=%s")\n'), '2019-10');
	assert.equal(await versionWith('/metro/scripts/buildbot.sh', 'target/arch_desc: $arch\n'), '2015-11');
	assert.equal(await versionWith('/metro/scripts/buildbot.sh', 'target/build: $build\n'), '2015-03');
});

test('open documents come before the disk, and both are followed', async () => {
	const { disk, world, open } = make();
	const value = async (): Promise<unknown> => {
		const { library } = await world.look(never);
		const choices = contextChoices([], undefined, library.names);
		const { resolver } = await world.evaluation(defaultContext(choices, '2015-11-20'), never);
		return (await resolver.lookUp('a')).outcome;
	};
	assert.deepEqual(await value(), { kind: 'text', text: '1.4' });
	open.set('/metro/etc/builds/1.4/build.conf', parse('a: open\n'));
	world.textChanged('/metro/etc/builds/1.4/build.conf');
	assert.deepEqual(await value(), { kind: 'text', text: 'open' });
	const before = await world.look(never);
	world.textChanged('/home/somewhere-else.conf');
	assert.equal(await world.look(never), before, 'a file that nobody reads changes nothing');
	open.clear();
	disk.put('/metro/etc/builds/1.4/build.conf', 'a: disk\n');
	world.filesChanged();
	assert.deepEqual(await value(), { kind: 'text', text: 'disk' });
});

test('a value that is read from a file of the repository is read again, configuration is not', async () => {
	const { disk, world } = make({
		...installation,
		'/metro/etc/builds/1.4/build.conf': 'a: << /mirror/x\n',
		'/mirror/x': '1\n',
	});
	const value = async (): Promise<unknown> => {
		const { library } = await world.look(never);
		const choices = contextChoices([], undefined, library.names);
		const { resolver } = await world.evaluation(defaultContext(choices, '2015-11-20'), never);
		return (await resolver.lookUp('a')).outcome;
	};
	assert.deepEqual(await value(), { kind: 'text', text: '1' });
	disk.put('/mirror/x', '2\n');
	disk.put('/metro/etc/builds/1.4/build.conf', 'a: changed\n');
	world.valuesChanged();
	assert.deepEqual(await value(), { kind: 'text', text: '2' });
});

test('runs come from the repository, else from .buildbot, else from the installation', () => {
	const names = namesIn('/metro', Object.keys(installation));
	const present = [{ build: 'b', arch: 'a', subarch: 's' }];
	const named = { builds: ['x', 'y'], arches: ['a'], subarches: ['s', 't'] };
	const combinations = (...given: Parameters<typeof contextChoices>): string[] =>
		contextChoices(...given).combinations.map(({ build, arch, subarch }) => `${build} ${arch} ${subarch}`);
	assert.deepEqual(combinations(present, named, names), ['b a s']);
	assert.deepEqual(combinations([], named, names), ['x a s', 'x a t', 'y a s', 'y a t']);
	assert.deepEqual(combinations([], undefined, names), ['1.4 x86 generic_64']);
	const { modes, targets } = contextChoices([], undefined, names);
	// What else is known of a place in the repository is nobody's business here.
	const found = [{ ...present[0], path: '/mirror/b/a/s', failcount: 1 }] as unknown as typeof present;
	const usual = defaultContext(contextChoices(found, named, names), '2015-11-20');
	assert.deepEqual(Object.keys(usual).sort(), [
		...['arch', 'build', 'extras', 'mode', 'subarch', 'target', 'version'],
	]);
	assert.deepEqual([modes, targets], [['full'], ['stage1', 'stage3']]);
});

test('chosen can be whatever .buildbot names or the installation has, behind what is built', () => {
	const names = namesIn('/metro', Object.keys(installation));
	const named = { builds: ['x'], arches: ['a', 'x86-64bit'], subarches: ['s', 'new', 'amd64-jaguar'] };
	const choices = contextChoices([{ build: 'x', arch: 'a', subarch: 's' }], named, names);
	assert.deepEqual(
		everyCombination(choices, named, names).map(({ build, arch, subarch }) => `${build} ${arch} ${subarch}`),
		[
			'x a s',
			'x a new',
			'x x86-64bit new',
			'x x86-64bit amd64-jaguar',
			'1.4 a s',
			'1.4 a new',
			'1.4 x86-64bit new',
			'1.4 x86-64bit amd64-jaguar',
		],
	);
	assert.equal(defaultContext(choices, '2015-11-20').subarch, 's');
});

test('what the installation does not have of a run is said', () => {
	const names = namesIn('/metro', Object.keys(installation));
	const usual = defaultContext(contextChoices([], undefined, names), '2015-11-20');
	assert.equal(unknownParts(usual, names), undefined);
	assert.equal(unknownParts({ ...usual, arch: 'arm/v7', subarch: 'any' }, names), undefined);
	assert.equal(
		unknownParts({ ...usual, build: 'x', mode: 'y' }, names),
		'The installation has no build "x", no mode "y".',
	);
	assert.equal(unknownParts({ ...usual, build: 'x' }, namesIn('/none', [])), undefined);
});

test('Metro is given the arguments that buildbot.sh gives it', () => {
	const context = {
		build: 'b',
		arch: 'a',
		subarch: 's',
		mode: 'full',
		target: 'stage3',
		version: '2015-11-20',
		extras: ['openvz', 'lxd'],
	};
	assert.equal(contextTitle(context), 'b a s stage3 (full openvz lxd)');
	assert.equal(contextTitle({ ...context, extras: [] }), 'b a s stage3 (full)');
	assert.equal(contextTitle({ ...context, mode: '', extras: [] }), 'b a s stage3');
	assert.deepEqual(Object.fromEntries(argumentsOf(context, '2015-11')), {
		multi: 'yes',
		'target/build': 'b',
		'target/arch_desc': 'a',
		'target/subarch': 's',
		'target/version': '2015-11-20',
		'multi/mode': 'full',
		'multi/extras': 'openvz lxd',
		target: 'stage3',
	});
	assert.equal(argumentsOf(context, '2019-10').get('multi/extras'), 'openvz+lxd');
	assert.equal(argumentsOf(context, '2015-03').has('target/arch_desc'), false);
});

test('in the text of a run conditional keys stand as Metro takes them, and Python is not passed over', async () => {
	const { world } = make({
		...installation,
		'/metro/etc/builds/1.4/build.conf': [
			'[when target is stage1]',
			'a: one',
			'none: one',
			'[when target is stage3]',
			'a: three',
			'[when *]',
			'code: [',
			'<?python',
			'print(1)',
			'?>',
			'end',
			']',
			'',
		].join('\n'),
	});
	const { library } = await world.look(never);
	const usual = defaultContext(contextChoices([], undefined, library.names), '2015-11-20');
	const run = await world.evaluation({ ...usual, target: 'stage3' }, never);
	const { text, origins } = resolvedText(run, await resolveAll(run));
	assert.doesNotMatch(text, /none/);
	assert.match(text, /^a: three\n# code: .*Python.*\ncode: \[\nend\n\]/m);
	const lines = text.split('\n');
	const build = library.files.get('/metro/etc/builds/1.4/build.conf')?.text ?? '';
	const origin = origins.find(({ textLine }) => lines[textLine] === 'a: three');
	assert.equal(build.slice(origin?.offset).split('\n')[0], 'a: three');
});

test('a run as a text says every value, and two runs what differs', async () => {
	const { world } = make({
		...installation,
		'/metro/etc/builds/1.4/build.conf': 'a: $[target/build]\nm: [\nx\n]\nz: $[nobody]\ny: $[no:zap]\n',
		'/metro/etc/builds/2/build.conf': 'a: $[target/build]\nm: [\nx\n]\n',
	});
	const { library } = await world.look(never);
	const usual = defaultContext(contextChoices([], undefined, library.names), '2015-11-20');
	const first = await world.evaluation(usual, never);
	const values = await resolveAll(first);
	const { text, origins } = resolvedText(first, values);
	assert.match(text, /^a: 1\.4\nm: \[\nx\n\]\n/m);
	assert.match(text, /^# y: nothing/m);
	assert.match(text, /^# z: Metro stops: Cannot find variable nobody/m);
	const lines = text.split('\n');
	assert.deepEqual(
		origins.filter(({ path }) => path.includes('/1.4/')).map(({ textLine }) => lines[textLine]?.slice(0, 3)),
		['a: ', 'm: ', '# y', '# z'],
	);
	const other = await resolveAll(await world.evaluation({ ...usual, build: '2' }, never));
	assert.deepEqual(
		differences(values, other).map(({ key, left, right }) => [key, left, right]),
		[
			['a', '1.4', '2'],
			['target/build', '1.4', '2'],
			['y', undefined, undefined],
			['z', 'Metro stops: Cannot find variable nobody (in z)', undefined],
		],
	);
});

test('a long collect lets others have a turn, and begins anew when one of them changes a text', async () => {
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
	let turns = 0;
	const world = createConfigWorld({
		metroFile: '/home/.metro',
		files: disk,
		read: textReader(disk),
		openFile: (path) => open.get(path),
		turn: async () => {
			if (++turns !== 2) return;
			open.set(build, parse('a: new\n[collect ./0.conf]\n'));
			world.textChanged(build);
		},
	});
	const { library } = await world.look(never);
	const context = defaultContext(contextChoices([], undefined, library.names), '2015-11-20');
	const { collection, collected, resolver } = await world.evaluation(context, never);
	assert.deepEqual((await resolver.lookUp('a')).outcome, { kind: 'text', text: 'new' });
	assert.ok(collected.has(`/metro/etc/builds/1.4/${files - 1}.conf`));
	assert.equal(collection.errors.length, 0);
	// The first collect ended where it was.
	assert.ok(turns < 2 + files / 50 + 2, `${turns} turns`);
});
