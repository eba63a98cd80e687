/** The health of a mirror that several hosts share: who builds what, and what needs somebody about that. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

interface Item {
	readonly kind: string;
	readonly severity: string;
	readonly title: string;
	readonly detail: string;
	readonly subarches: readonly { readonly subarch: string }[];
}

/** The health by a `get_subarches` with this body, of a mirror with these subarches. */
async function healthOf(body: string, names: readonly string[], lock = '') {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put(
		'/mirror/.buildbot',
		`builds = ("one",)\narches = ("x",)\nall_subarches = ${JSON.stringify(names)}\ndef get_subarches(hostname, release):\n\t${body}\n`,
	);
	for (const name of names) files.putDirectory(`/mirror/one/x/${name}`);
	if (lock !== '') files.put(`/mirror/one/x/${names[0]}/.control/.multi_progress`, lock);
	const argv = ['--dialect', '2024', '--hostname', 'alpha', 'health', '--json'];
	const { stdout } = await buildrepo(argv, { files, now: '2015-02-20T12:00:00Z' });
	const health = JSON.parse(stdout);
	const items: readonly Item[] = health.attention.filter(({ kind }: Item) => /host/.test(kind));
	return { items, subarches: health.subarches as readonly Record<string, unknown>[] };
}

test('what no host and what several hosts build, and of which host that is unknown', async () => {
	const body =
		'if hostname == "gamma": raise ValueError("no")\n\treturn {"alpha": ("a", "b"), "beta": ("b",)}[hostname]';
	const { items, subarches } = await healthOf(body, ['a', 'b', 'c']);
	assert.deepEqual(
		items.map(({ kind, severity, title }) => [kind, severity, title]),
		[
			['unknown-host', 'warning', 'Unknown what gamma builds'],
			['several-hosts', 'info', 'b'],
		],
	);
	assert.match(items[0]?.detail ?? '', /line 5: get_subarches for one on gamma fails with ValueError: no/);
	assert.equal(items[1]?.detail, 'Several hosts build it when it is due, one at a time: alpha, beta.');
	assert.deepEqual(
		subarches.map(({ hosts }) => hosts),
		[['alpha'], ['alpha', 'beta'], []],
	);
	const known = await healthOf(
		'return ("a",) if hostname in ("alpha", "beta") else ()',
		['a', 'b'],
		'beta:1',
	);
	assert.deepEqual(
		known.items.map(({ kind, title, detail }) => [kind, title, detail]),
		[
			[
				'no-host',
				'b',
				'get_subarches names it for no known host. Have it do so, or name the host that it does in the setting metro.hosts.',
			],
			['several-hosts', 'a', 'Several hosts build it when it is due, one at a time: alpha, beta.'],
		],
	);
	assert.equal(known.subarches[0]?.building_on, 'beta');
});

test('many of a kind are one item, and one host alone has none', async () => {
	const names = Array.from({ length: 11 }, (_, index) => `s${index}`);
	const { items } = await healthOf('return () if hostname == "beta" else ()', names);
	assert.deepEqual(
		items.map(({ kind, title, subarches }) => [kind, title, subarches.length]),
		[['no-host', '11 subarches that no host builds', 11]],
	);
	const alone = await healthOf('return ()', names);
	assert.deepEqual([alone.items, alone.subarches[0]?.hosts], [[], undefined]);
});
