/** Set-ups of Metro since December 2020: how they are recognised, and where what is unknown about them stops. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { createMemoryHistory } from '../support/memoryHistory.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

const later =
	'builds = ("one",)\narches = ("x86-64bit",)\nall_subarches = ("generic_64", "corei7")\n\n' +
	'def get_subarches(hostname=None, release=None):\n\treturn ("generic_64",) if hostname == "alpha" else ()\n\n' +
	'def map_build(build, arch_desc, subarch, full, full_date):\n\treturn "full"\n';
const plainLater =
	'builds = ("one",)\narches = ("x86-64bit",)\nsubarches = ("generic_64",)\nall_subarches = subarches\n';
const older = 'builds = ("one",)\narches = ("x86-64bit",)\nsubarches = ("generic_64",)\n';
const programOf = (parameters: string): string => `def map_build(${parameters}):\n\treturn "full"\n`;
const laterProgram = programOf('build, arch_desc, subarch, full, full_date');
const olderProgram = programOf('build, subarch, full, full_date');
const newerProgram = programOf('build, arch_desc, subarch, full, full_date, host');

function disk(files: Readonly<Record<string, string>>): MemoryFileSystem {
	const created = createMemoryFileSystem();
	created.put('/home/.metro', '[section path]\ninstall: /metro\n[section path/mirror]\n: /mirror\n');
	created.put('/mirror/one/x86-64bit/generic_64/2015-02-01/.targets', 'stage3\n');
	created.put('/mirror/one/x86-64bit/generic_64/2015-02-01/status', 'ok');
	created.put('/mirror/one/x86-64bit/generic_64/.control/.failcount', '1');
	for (const [path, text] of Object.entries(files)) created.put(path, text);
	return created;
}

function run(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<Outcome> {
	return buildrepo(['--hostname', 'alpha', '--now', '2015-02-20T12:00:00Z', ...argv], {
		files: disk(files),
		cwd: '/home',
	});
}

/** Each set-up, the arguments, and the dialect that `auto` finds. */
const generations: readonly (readonly [
	what: string,
	files: Record<string, string>,
	args: string[],
	dialect: string,
])[] = [
	['.buildbot in the mirror only', { '/mirror/.buildbot': later }, [], '2024'],
	[
		'.buildbot in the mirror only, in a form that both could have',
		{ '/mirror/.buildbot': plainLater },
		[],
		'2024',
	],
	[
		'.buildbot of the mirror is named',
		{ '/mirror/.buildbot': plainLater },
		['--buildbot', '/mirror/.buildbot'],
		'2024',
	],
	[
		'another file is named, with get_subarches',
		{ '/elsewhere': later },
		['--buildbot', '/elsewhere'],
		'2024',
	],
	[
		'the installation asks for five arguments',
		{ '/mirror/.buildbot': plainLater, '/home/.buildbot': older, '/metro/scripts/buildrepo': laterProgram },
		[],
		'2024',
	],
	[
		'only the parser of the installation is there',
		{ '/mirror/.buildbot': plainLater, '/metro/modules/flexdata.py': 'class Collection:\n\tpass\n' },
		[],
		'2024',
	],
	[
		'the installation asks for four, whatever lies in the mirror',
		{ '/mirror/.buildbot': plainLater, '/home/.buildbot': older, '/metro/scripts/buildrepo': olderProgram },
		[],
		'2015',
	],
	['.buildbot at home, in the old form', { '/home/.buildbot': older }, [], '2015'],
	[
		'the dialect is named',
		{ '/mirror/.buildbot': later, '/home/.buildbot': older },
		['--dialect', '2019'],
		'2019',
	],
];

suite('the generation', () => {
	for (const [what, files, args, dialect] of generations) {
		test(what, async () => {
			const { stdout } = await run(files, ...args, 'status', '--json');
			assert.equal(JSON.parse(stdout).dialect, dialect);
		});
	}
});

test('since December 2020, .buildbot at home is not read', async () => {
	const files = { '/home/.buildbot': older, '/metro/scripts/buildrepo': laterProgram };
	const { status, stderr } = await run(files, 'status');
	assert.equal(status, 2);
	assert.match(stderr, /\/mirror\/\.buildbot does not exist/);
});

suite('an unknown later version', () => {
	const files = { '/mirror/.buildbot': later, '/metro/scripts/buildrepo': newerProgram };

	test('is read like the latest one that is known', async () => {
		const { stdout, status } = await run(files, 'fails');
		assert.equal(status, 0);
		assert.match(stdout, /^ {3}1 {3}2015-02-01 \/mirror\/one\/x86-64bit\/generic_64 /m);
	});

	for (const command of ['zap', 'index.xml', 'digestgen']) {
		test(`${command} writes nothing before a dialect is named`, async () => {
			const refused = await run(files, command);
			assert.equal(refused.status, 2);
			assert.match(
				refused.stderr,
				/\/metro\/scripts\/buildrepo calls map_build with 6 arguments: .* nothing is written unless .* --dialect 2024/,
			);
			assert.equal((await run(files, '--dialect', '2024', command)).status, 0);
		});
	}
});

/** Faulty forms of get_subarches, and what is said. */
const faulty: readonly (readonly [what: string, body: string, message: RegExp])[] = [
	['returns None', 'pass', /returns None: return a tuple of names/],
	['raises', 'return 1 / 0', /line 5: get_subarches for one on alpha fails with ZeroDivisionError/],
	[
		'returns a string',
		'return "generic_64"',
		/get_subarches for one on alpha returns a string, which Metro would search for parts of names: return a tuple of names/,
	],
	['depends on a file', 'return open("x").read().split()', /does not know/],
];

suite('a get_subarches that', () => {
	for (const [what, body, message] of faulty) {
		const text = `builds = ("one",)\narches = ("x86-64bit",)\nall_subarches = ("generic_64",)\ndef get_subarches(hostname=None, release=None):\n\t${body}\n`;
		const files = { '/mirror/.buildbot': text };

		test(`${what}: what only reads works and says so`, async () => {
			for (const command of ['fails', 'clean', 'status', 'empties']) {
				const { status, stderr } = await run(files, command);
				assert.ok(status === 0 || (command === 'status' && status === 1), `${command} ${status}`);
				assert.match(stderr, message);
			}
		});

		test(`${what}: nextbuild and zap stop, and nothing is changed`, async () => {
			for (const command of ['nextbuild', 'zap']) {
				const { status, stdout, stderr } = await run(files, command);
				assert.deepEqual([status, stdout], [2, '']);
				assert.match(stderr, message);
			}
		});
	}

	test('lacks the parameters that Metro names', async () => {
		const text = later.replace('hostname=None, release=None', 'host');
		const { stderr, status } = await run({ '/mirror/.buildbot': text }, 'nextbuild');
		assert.equal(status, 2);
		assert.match(stderr, /TypeError/);
	});
});

test('get_subarches is asked about the host that .buildbot names', async () => {
	const text = `hostname = "alpha"\n${later}`;
	const { stdout } = await run({ '/mirror/.buildbot': text }, '--hostname', 'beta', 'nextbuild');
	assert.match(stdout, /^subarch=generic_64$/m);
});

suite('files as Python reads them', () => {
	const place = '/mirror/one/x86-64bit/generic_64/2015-02-01';
	const artifacts = async (files: Record<string, string>): Promise<string> => {
		const all = {
			'/mirror/.buildbot': later,
			[`${place}/gnome-x.tar.xz`]: 'x',
			[`${place}/stage3-x.tar.xz`]: 'x',
			...files,
		};
		return (await run(all, 'fails')).stdout.trimEnd();
	};
	for (const [what, name, text, shown] of [
		['a status between separators', 'status', 'ok\x1c\x85', '2015-02-01'],
		['a status behind a byte order mark', 'status', '\ufeffok', 'None'],
		['targets between carriage returns', '.targets', 'stage3\rgnome', '(gnome,stage3)'],
		['a target behind a byte order mark', '.targets', '\ufeffgnome\nstage3', '(stage3)'],
	] as const) {
		test(what, async () => {
			const line = await artifacts({ [`${place}/${name}`]: text });
			assert.ok(line.includes(shown), line);
		});
	}
});

test('since December 2020, all_subarches counts without all_builds, and check does not call it ignored', async () => {
	const isIgnored = async (...words: string[]): Promise<boolean> => {
		const { stdout } = await run({ '/mirror/.buildbot': plainLater }, ...words, 'check');
		return stdout.includes('[all-ignored]');
	};
	assert.deepEqual(
		[await isIgnored(), await isIgnored('--buildbot', '/mirror/.buildbot', '--dialect', '2015')],
		[false, true],
	);
});

test('index.xml names the day as the directory does', async () => {
	const files = disk({ '/mirror/.buildbot': later });
	for (const [name, text] of [
		['.targets', 'stage3'],
		['status', 'ok'],
		['stage3-x.tar.xz', 'x'],
	] as const)
		files.put(`/mirror/one/x86-64bit/generic_64/2015-2-3/${name}`, text);
	await buildrepo(['index.xml'], { files, cwd: '/home' });
	const written = await files.read('/mirror/one/x86-64bit/generic_64/index.xml');
	assert.match(new TextDecoder().decode(written), / latest="2015-2-3" /);
});

test('index.xml of the subarches is one event, and none of a file at the top', async () => {
	const files = disk({ '/mirror/.buildbot': later });
	const history = createMemoryHistory();
	const machine = { files, cwd: '/home', history };
	const words = ['--hostname', 'alpha', '--now', '2015-02-20T12:00:00Z'];
	await buildrepo([...words, 'index.xml'], machine);
	const { stdout } = await buildrepo([...words, 'history'], machine);
	assert.match(stdout, /^\S+ \/mirror: index\.xml of the subarches written$/m);
});

suite('settings', () => {
	const names = async (host: string): Promise<unknown> => {
		const { stdout } = await run({ '/mirror/.buildbot': later }, '--hostname', host, 'settings', '--json');
		return JSON.parse(stdout).subarches_by_build;
	};

	test('--json says what the named host builds', async () => {
		assert.deepEqual([await names('alpha'), await names('beta')], [{ one: ['generic_64'] }, { one: [] }]);
	});

	test('for people, too, with the reason where there is no answer', async () => {
		const { stdout } = await run({ '/mirror/.buildbot': later }, 'settings');
		assert.match(stdout, /^get_subarches for "one": "generic_64"$/m);
		const failing = later.replace('return ("generic_64",) if', 'return "generic_64" if');
		const said = await run({ '/mirror/.buildbot': failing }, 'settings');
		assert.match(said.stdout, /^get_subarches for "one": it returns a string, which Metro would search/m);
	});

	test('--map-build takes five arguments', async () => {
		const call = '["one","x86-64bit","generic_64",true,"2015-02-01"]';
		const { stdout } = await run({ '/mirror/.buildbot': later }, 'settings', '--json', '--map-build', call);
		assert.equal(JSON.parse(stdout).map_build[0].target, 'full');
	});
});
