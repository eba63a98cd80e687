/** What each host builds, by one `.buildbot`: a host of which that is not certain is unknown, never without work. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildersOf, type FarmHost, type HostWork, knownHosts } from '../../server/src/repository/index.ts';
import { hostWorkOf } from '../../server/src/setup/buildbot/hostWork.ts';
import { loadBuildbot } from '../../server/src/setup/buildbot/loadBuildbot.ts';

const file = '/mirror/.buildbot';
const lists = 'builds = ("one", "two")\narches = ("x",)\nall_subarches = ("a", "b", "c")\n';
const share = (...lines: string[]): string =>
	`def get_subarches(hostname, release):\n${lines.map((line) => `\t${line}\n`).join('')}`;

async function askIn(
	text: string,
	hostName = 'here',
	isLater = true,
): Promise<(host: string) => Promise<HostWork>> {
	const rules = { isLater, hostName };
	const loaded = await loadBuildbot(file, async () => ({ kind: 'text', text }), { rules, python: undefined });
	assert.ok(loaded.file !== undefined);
	return hostWorkOf(loaded.file, hostName);
}

/** What a host builds in words: its subarches by build, or why that is unknown. */
function said(work: HostWork): unknown {
	if (work.kind === 'unknown') return work.reason;
	const { share: own, subarches } = work.policy;
	return own?.unknown ?? Object.fromEntries(own?.subarches ?? [['subarches', subarches]]);
}

const table: readonly (readonly [what: string, text: string, host: string, answer: unknown])[] = [
	[
		'a host that is compared',
		lists + share('return ("a",) if hostname == "alpha" else ("b",)'),
		'alpha',
		{ one: ['a'], two: ['a'] },
	],
	[
		'a host that is not',
		lists + share('return ("a",) if hostname == "alpha" else ("b",)'),
		'beta',
		{ one: ['b'], two: ['b'] },
	],
	[
		'the same function asked by build',
		lists + share('return {("alpha", "one"): ("a",)}.get((hostname, release), ())'),
		'alpha',
		{ one: ['a'], two: [] },
	],
	[
		'lists that depend on the host',
		`${lists}if hostname == "alpha":\n\tbuilds = ("two",)\n${share('return ("c",)')}`,
		'alpha',
		{ two: ['c'] },
	],
	['no get_subarches', `${lists}subarches = ("a",)\n`, 'alpha', { one: ['a'], two: ['a'] }],
	[
		'it raises',
		lists + share('return {"here": ("a",)}[hostname]'),
		'alpha',
		`${file} line 5: get_subarches for one on alpha fails with KeyError: alpha: correct it`,
	],
	[
		'it returns a string',
		lists + share('return "a" if hostname == "alpha" else ("a",)'),
		'alpha',
		`${file} line 4: get_subarches for one on alpha returns a string, which Metro would search for parts of names: return a tuple of names`,
	],
	[
		'it returns nothing',
		lists + share('pass'),
		'alpha',
		`${file} line 4: get_subarches for one on alpha returns None: return a tuple of names`,
	],
	[
		'it reads a file',
		lists + share('return open("/etc/subarches").read().split()'),
		'alpha',
		`${file} line 5: get_subarches for one on alpha depends on open(), which is known on that host only`,
	],
	[
		'it does not end',
		lists + share('while True: pass'),
		'alpha',
		`${file} line 5: get_subarches for one on alpha does not finish: it runs too long or grows too big`,
	],
	[
		'a list is known there only',
		`import os\n${lists}if hostname == "alpha":\n\tbuilds = os.listdir("/builds")\n${share('return ("a",)')}`,
		'alpha',
		`${file} line 6: builds for alpha depends on os.listdir, which is known on that host only`,
	],
	[
		'the file raises on that host',
		`${lists}if hostname == "alpha":\n\traise ValueError("no")\n${share('return ("a",)')}`,
		'alpha',
		`${file} line 5: ValueError: no: correct this line`,
	],
	[
		'a list is a string on that host',
		`${lists}if hostname == "alpha":\n\tbuilds = "one"\n${share('return ("a",)')}`,
		'alpha',
		`${file} line 5: builds is a string; Metro would read it one letter at a time. Add a comma: ("one",)`,
	],
];

test('each host is asked as Metro would ask there', async () => {
	for (const [what, text, host, answer] of table) {
		const ask = await askIn(text);
		assert.deepEqual(said(await ask(host)), answer, what);
	}
});

test('names with odd characters are names', async () => {
	for (const name of ['a b', 'a:b', '\u202egnp', 'x'.repeat(10_000), '\x1b[31m', "it's"]) {
		const ask = await askIn(lists + share(`return ("a",) if hostname == ${JSON.stringify(name)} else ()`));
		assert.deepEqual(said(await ask(name)), { one: ['a'], two: ['a'] });
	}
});

test('up to 2019 each host has a .buildbot of its own', async () => {
	const ask = await askIn('builds = ("one",)\narches = ("x",)\nsubarches = ("a",)\n', 'here', false);
	assert.deepEqual(said(await ask('alpha')), 'alpha has a .buildbot of its own');
});

test('the work is bounded: files that take long, and names without end', async () => {
	const slow = await askIn(lists + share('for n in range(1000000): pass'));
	const answers: unknown[] = [];
	for (let n = 0; n < 12; n++) answers.push(said(await slow(`host${n}`)));
	assert.equal(answers.at(-1), `${file}: what host11 builds is not evaluated: the file takes too long`);
	const many = await askIn(lists + share('return ("a",)'));
	for (let n = 0; n < 100; n++) assert.deepEqual(said(await many(`host${n}`)), { one: ['a'], two: ['a'] });
	assert.match(String(said(await many('host100'))), /there are over 100 hosts/);
	assert.deepEqual(said(await many('host99')), { one: ['a'], two: ['a'] }, 'answers are kept');
});

test('who builds a subarch: what is unknown of a host is said, whatever the others build', async () => {
	const text =
		lists +
		share(
			'if hostname == "mute": raise ValueError',
			'return {"alpha": ("a", "b"), "beta": ("b",)}.get(hostname, ())',
		);
	const ask = await askIn(text);
	const places = ['a', 'b', 'c'].map((subarch) => ({
		build: 'one',
		arch: 'x',
		subarch,
		path: subarch,
		local: false,
	}));
	const farmOf = async (...names: string[]): Promise<readonly FarmHost[]> =>
		Promise.all(names.map(async (name) => ({ name, knownBy: ['named' as const], work: await ask(name) })));
	const builders = async (...names: string[]): Promise<unknown> =>
		[...buildersOf(await farmOf(...names), places).values()].map(({ hosts, unsure }) => [
			...hosts,
			...unsure.map((n) => `${n}?`),
		]);
	assert.deepEqual(await builders('alpha', 'beta'), [['alpha'], ['alpha', 'beta'], []]);
	assert.deepEqual(await builders('beta', 'mute'), [['mute?'], ['beta', 'mute?'], ['mute?']]);
	const elsewhere = { build: 'three', arch: 'x', subarch: 'a', path: 'a', local: false };
	assert.deepEqual([...buildersOf(await farmOf('alpha'), [elsewhere]).values()], [{ hosts: [], unsure: [] }]);
});

test('hosts are this one, then those that are named, in .buildbot, in locks and in the history, each once', () => {
	const locked = (host: string) =>
		({ lock: { kind: 'live', holder: { kind: 'foreign', host, pid: '1' } } }) as const;
	const names = { here: 'm', named: ['z', 'b'], inBuildbot: ['b', 'm', ''], inHistory: ['h', 'b'] };
	const subarches = [locked('z'), locked('c')] as unknown as Parameters<typeof knownHosts>[1]['subarches'];
	assert.deepEqual(
		knownHosts(names, { subarches }).map(({ name, knownBy }) => `${name}: ${knownBy.join(' ')}`),
		['m: this buildbot', 'z: named lock', 'b: named buildbot history', 'c: lock', 'h: history'],
	);
});
