/** `--python FILE`: what `.buildbot` takes from the host, the clock or files, asked of a real Python, and only there. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import type { RunIsolated } from '../../server/src/base/isolatedRun.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { isolatedRunner } from '../../server/src/node/nodeIsolated.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { findPython } from '../support/python.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

const python = findPython();

interface Call {
	readonly buildbot: string;
	readonly argv: readonly string[];
	/** Absent: the real one. */
	readonly runIsolated?: RunIsolated;
}

/** Runs one call in a home with this `.buildbot`; `@HOME@` in it is that home. */
async function call(
	t: TestContext,
	{ buildbot, argv, runIsolated }: Call,
): Promise<Outcome & { home: string }> {
	const { home, mirror, write } = await makeMetroHome(t);
	await write('.buildbot', buildbot.replaceAll('@HOME@', home));
	await write(`mirror/funtoo-current/x86-64bit/corei7/.control/note`, '');
	const outcome = await buildrepo(argv, {
		files: openFileSystem(),
		env: { HOME: home },
		runIsolated: runIsolated ?? isolatedRunner(),
	});
	assert.ok(mirror.startsWith(home));
	return { ...outcome, home, stderr: outcome.stderr.replaceAll(home, '@HOME@') };
}

async function settings(t: TestContext, buildbot: string, ...more: readonly string[]): Promise<Settings> {
	const { status, stdout, stderr } = await call(t, {
		buildbot,
		argv: ['--python', python, 'settings', '--json', ...more],
	});
	assert.equal(status, 0, stderr);
	return JSON.parse(stdout);
}

interface Settings {
	readonly effective: Readonly<Record<string, unknown>>;
	readonly vars: Readonly<Record<string, unknown>>;
	readonly dynamic_vars?: readonly string[];
	readonly map_build: readonly Readonly<Record<string, unknown>>[];
}

const rest = 'arches = ("x86-64bit",)\nsubarches = ("corei7",)\n';
const canary =
	'import os, subprocess\nos.system("touch @HOME@/canary")\nsubprocess.call(["touch", "@HOME@/canary"])\n';
const unknown = `builds = tuple(os.environ.get("NOT_SET", "funtoo-current").split())\n${rest}`;

suite('nothing is run', () => {
	const commands = ['nextbuild', 'fails', 'empties', 'clean', 'settings', 'index.xml', 'zap', 'digestgen'];
	for (const command of commands) {
		test(`by ${command} without the option`, async (t) => {
			const nobody: RunIsolated = () => Promise.reject(new Error('a program was run'));
			const outcome = await call(t, { buildbot: canary + unknown, argv: [command], runIsolated: nobody });
			assert.ok(!existsSync(join(outcome.home, 'canary')));
			assert.deepEqual(outcome.programs, []);
			if (command === 'settings') assert.match(outcome.stdout, /^builds: \?$/m);
			else {
				assert.equal(outcome.status, 1);
				assert.match(outcome.stderr, /\.buildbot line 4: builds depends on os\.environ.*--python FILE/);
			}
		});
	}

	test('for a file whose text alone tells everything', async (t) => {
		const nobody: RunIsolated = () => Promise.reject(new Error('a program was run'));
		const outcome = await call(t, {
			buildbot: `${canary}builds = ("funtoo-current",)\n${rest}`,
			argv: ['--python', python, 'nextbuild'],
			runIsolated: nobody,
		});
		assert.match(outcome.stdout, /^target=full$/m);
		assert.ok(!existsSync(join(outcome.home, 'canary')));
	});

	test('for a set-up that cannot be used anyway', async (t) => {
		const { home, write } = await makeMetroHome(t, unknown);
		await write('.metro', '[section path]\ninstall: /nowhere\n');
		const outcome = await buildrepo(['--python', python, 'nextbuild'], {
			files: openFileSystem(),
			env: { HOME: home },
		});
		assert.equal(outcome.status, 1, outcome.stderr);
	});
});

test('Python says what map_build answers now, and nobody what it answers later by the clock', async (t) => {
	const buildbot = `import time\nbuilds = ("funtoo-current",)\n${rest}def map_build(build, subarch, full, full_date):\n\treturn "full" if time.time() > 0 else "freshen"\n`;
	const ask = (command: string): Promise<Outcome> =>
		call(t, { buildbot, argv: ['--python', python, command] });
	assert.match((await ask('nextbuild')).stdout, /^target=full$/m);
	const { stdout } = await ask('forecast');
	assert.match(stdout, /it depends on time\.time, so its answer cannot be foreseen/);
	assert.doesNotMatch(stdout, /corei7 full/);
});

suite('recorded files that depend on the host', () => {
	const recorded = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as { name: string; source: string; vars: Record<string, unknown> })
		.filter(({ name }) => name.startsWith('dynamic-'));
	const host = hostname();
	const byHost =
		host === 'jaguar'
			? ['amd64-jaguar']
			: host.startsWith('intel')
				? ['corei7', 'intel64-haswell']
				: ['generic_64'];
	const expected = new Map<string, Readonly<Record<string, unknown>>>([
		['dynamic-hostname', { subarches: byHost }],
		['dynamic-environ', { builds: ['funtoo-current'], stale_days: 3, keep_num: 3 }],
		['dynamic-file', { subarches: ['generic_64'] }],
		['dynamic-today', {}],
	]);

	for (const { name, source, vars } of recorded) {
		test(name, async (t) => {
			const own = expected.get(name);
			assert.ok(own);
			const { effective, dynamic_vars } = await settings(t, source);
			assert.equal(dynamic_vars, undefined);
			for (const [setting, value] of Object.entries({ ...vars, ...own })) {
				if (value !== null) assert.deepEqual(effective[setting], value, setting);
			}
		});
	}

	test('by a name on PATH', async (t) => {
		const outcome = await call(t, { buildbot: unknown, argv: ['--python', 'python3', 'nextbuild'] });
		assert.match(outcome.stdout, /^build=funtoo-current$/m, outcome.stderr);
	});

	test('map_build by the day of the week', async (t) => {
		const source = recorded.find(({ name }) => name === 'dynamic-today')?.source ?? '';
		const target = (): string => (new Date().getDay() === 0 ? 'full' : 'freshen');
		const early = target();
		const { map_build } = await settings(
			t,
			source,
			'--map-build',
			'["funtoo-current","generic_64",true,"2015-02-08"]',
		);
		assert.ok([early, target()].includes(String(map_build[0]?.target)));
	});
});

const values: readonly (readonly [string, string, string, unknown])[] = [
	['a list', 'builds = os.environ and ["a", "b"]', 'builds', ['a', 'b']],
	['a set', 'builds = os.environ and {"b", "a"}', 'builds', ['a', 'b']],
	['the keys of a dict', 'builds = os.environ and {"b": 1, "a": 2}', 'builds', ['b', 'a']],
	['a string of a kind of its own', 'class S(str): pass\nbuilds = os.environ and (S("a"),)', 'builds', ['a']],
	['names beyond ASCII', 'builds = os.environ and ("ä€😀\\n\\\\\'",)', 'builds', ["ä€😀\n\\'"]],
	['a name that is not UTF-8', 'builds = os.environ and (os.fsdecode(b"\\xff"),)', 'builds', ['\udcff']],
	['a number', 'keep_num = len(os.environ) * 0 + 2', 'keep_num', 2],
	['a fraction', 'stale_days = len(os.environ) * 0 + 0.5', 'stale_days', 0.5],
	['what a branch left alone', 'if "NOT_SET" in os.environ: keep_num = 9', 'keep_num', 3],
	['what a branch took back', 'del keep_num\nif os.environ: keep_num = 2', 'keep_num', 2],
	['no arguments', 'builds = os.environ and tuple(sys.argv[1:] + ["a"])', 'builds', ['a']],
	['the folder it works in', 'builds = (os.path.basename(os.getcwd())[:10],)', 'builds', ['metro-home']],
	[
		'buildrepo’s own names',
		'builds = os.environ and (Path("/a").name + json.dumps(fnmatch.filter(["x"], "x")),)',
		'builds',
		['a["x"]'],
	],
	[
		'nothing of what it prints',
		'for _ in range(len(os.environ) * 9999): print("x" * 99)\nbuilds = os.environ and ("a",)',
		'builds',
		['a'],
	],
	[
		'nothing of what it starts prints',
		'os.system("echo x; echo y >&2")\nbuilds = os.environ and ("a",)',
		'builds',
		['a'],
	],
];

suite('values', () => {
	for (const [name, line, setting, value] of values) {
		test(name, async (t) => {
			const { effective } = await settings(t, `builds = ("x",)\n${rest}${line}\n`);
			assert.deepEqual(effective[setting], value);
		});
	}
});

const refused: readonly (readonly [string, string, RegExp])[] = [
	['an exception', 'builds = tuple(os.environ["NOT_SET"])', /line 3: KeyError: 'NOT_SET': correct this line/],
	[
		'an exception in a function',
		'def f():\n\treturn os.environ.nothing\nbuilds = (f(),)',
		/line 4: AttributeError: /,
	],
	['a module that is not there', 'import nowhere\nbuilds = nowhere.builds', /line 3: ModuleNotFoundError: /],
	['an end of its own', 'builds = (os.environ,)\nsys.exit(3)', /line \d: (SystemExit|builds)/],
	[
		'an end without a word',
		'builds = (os.environ and "a",)\nos._exit(0)',
		/line \d: Python cannot evaluate .* gave no answer/,
	],
	[
		'a generator',
		'builds = os.environ and (c for c in "ab")',
		/line 3: builds should be a tuple or list of names, but this is a generator/,
	],
	['a string', 'builds = os.environ and "funtoo"', /line 3: builds is a string/],
	[
		'other things than names',
		'builds = os.environ and (1, [], None)',
		/line 3: builds should contain only strings/,
	],
	['a number in words', 'keep_num = os.environ and "3"', /line 3: keep_num should be a whole number/],
	[
		'values without measure',
		'builds = os.environ and ("x" * 2_000_000,)',
		/its values are larger than 1024 KiB/,
	],
	[
		'descriptors closed',
		'os.closerange(0, 100)\nbuilds = os.environ and ("a",)',
		/gave no answer|ended with status/,
	],
];

suite('refused with file, line and reason', () => {
	for (const [name, lines, reason] of refused) {
		test(name, async (t) => {
			const outcome = await call(t, {
				buildbot: `${rest}${lines}\n`,
				argv: ['--python', python, 'nextbuild'],
			});
			assert.equal(outcome.status, 1);
			assert.equal(outcome.stdout, '');
			assert.match(outcome.stderr, reason);
			assert.match(outcome.stderr, /^buildrepo: @HOME@\/\.buildbot line \d.*\n$/);
		});
	}

	test('a file without end', async (t) => {
		const brief: RunIsolated = (request) => isolatedRunner()({ ...request, timeLimit: 500 });
		const outcome = await call(t, {
			buildbot: `${rest}builds = (os.environ and "a",)\nwhile os.environ: pass\n`,
			argv: ['--python', python, 'nextbuild'],
			runIsolated: brief,
		});
		assert.match(outcome.stderr, /did not finish within 10 seconds/);
	});

	for (const [program, reason] of [
		['/nowhere/python3', /\/nowhere\/python3 cannot be run \(no such program\): install python3/],
		['true', /true gave no answer: is it Python 3\?/],
		['false', /false ended with status 1: is it Python 3\?/],
		['', /--python is empty/],
	] as const) {
		test(`the program ${program || 'without a name'}`, async (t) => {
			const outcome = await call(t, { buildbot: unknown, argv: ['--python', program, 'nextbuild'] });
			assert.notEqual(outcome.status, 0);
			assert.match(outcome.stderr, reason);
		});
	}
});

suite('map_build', () => {
	const today = `builds = ("funtoo-current",)\n${rest}`;
	const answers: readonly (readonly [string, string, number, RegExp])[] = [
		[
			'a target and extras',
			'return os.environ and ["freshen", build, "lxd"]',
			0,
			/^target=freshen\nextras='funtoo-current lxd'$/m,
		],
		['a string with a plus', 'return os.environ and "full+lxd"', 0, /^target=full\nextras='lxd'$/m],
		['no build before', 'return os.environ and repr(full_date) + repr(full)', 0, /^target=NoneFalse$/m],
		[
			'an exception',
			'return os.environ["NOT_SET"]',
			2,
			/line 5: map_build for funtoo-current, corei7: KeyError: 'NOT_SET'/,
		],
		[
			'nothing',
			'os.environ.nothing if False else None; return os.environ.get("NOT_SET")',
			2,
			/line 4: map_build .*: it returns None/,
		],
		['a dict', 'return os.environ and {"a": 1}', 2, /map_build .*: it returns a dict/],
	];
	for (const [name, body, status, shown] of answers) {
		test(name, async (t) => {
			const outcome = await call(t, {
				buildbot: `${today}def map_build(build, subarch, full, full_date):\n\t${body}\n`,
				argv: ['--python', python, 'nextbuild'],
			});
			assert.equal(outcome.status, status, outcome.stderr);
			assert.match(status === 0 ? outcome.stdout : outcome.stderr, shown);
			if (status !== 0) assert.equal(outcome.stdout, '');
		});
	}

	test('without the option, the refusal says how to switch it on', async (t) => {
		const outcome = await call(t, {
			buildbot: `${today}def map_build(build, subarch, full, full_date):\n\treturn os.environ and "full"\n`,
			argv: ['nextbuild'],
			runIsolated: () => Promise.reject(new Error('a program was run')),
		});
		assert.equal(outcome.status, 2);
		assert.match(outcome.stderr, /line 5: map_build .*depends on os\.environ.*--python FILE/);
	});
});
