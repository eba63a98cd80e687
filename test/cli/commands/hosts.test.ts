/** `hosts`: who builds what in a mirror that several hosts share. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { HistoryEvent } from '../../../server/src/history/event.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { createMemoryHistory } from '../../support/memoryHistory.ts';
import { buildrepo, type Outcome } from '../../support/testHost.ts';

const now = '2015-02-20T12:00:00Z';
const hour = 3_600_000;
const at = Date.parse(now);

const farm =
	'builds = ("one",)\narches = ("x",)\nall_subarches = ("a", "b", "c", "d")\n' +
	'def get_subarches(hostname, release):\n\treturn {"alpha": ("a", "b"), "beta": ("b", "c")}[hostname]\n';

function mirror(buildbot: string, locks: Readonly<Record<string, string>> = {}): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put('/mirror/.buildbot', buildbot);
	for (const subarch of ['a', 'b', 'c', 'd']) files.putDirectory(`/mirror/one/x/${subarch}`);
	for (const [subarch, text] of Object.entries(locks)) {
		const lock = `/mirror/one/x/${subarch}/.control/.multi_progress`;
		files.put(lock, text);
		files.setModified(lock, at - 2 * hour);
	}
	return files;
}

async function ask(
	files: MemoryFileSystem,
	words: readonly string[] = [],
	events: readonly HistoryEvent[] = [],
): Promise<Outcome> {
	const history = createMemoryHistory();
	await history.record(
		'/mirror',
		events.map((event, index) => ({ key: [index], seenBy: 'run', event })),
	);
	const argv = ['--dialect', '2024', '--hostname', 'alpha', 'hosts', ...words];
	return buildrepo(argv, { files, now, alive: [77], history });
}

const lines = ({ stdout }: Outcome): readonly string[] => stdout.trimEnd().split('\n');

suite('the lock of another host', () => {
	const ofBeta = (since: number): MemoryFileSystem => {
		const files = mirror(farm, { c: 'beta:12' });
		files.setModified('/mirror/one/x/c/.control/.multi_progress', since);
		return files;
	};
	const run = (files: MemoryFileSystem, ...words: string[]): Promise<Outcome> =>
		buildrepo(['--dialect', '2024', '--hostname', 'alpha', ...words], { files, now });

	test('explain and status say how old it is, or that it is ahead of the clock here', async () => {
		const explained = await run(ofBeta(at - 3 * hour), 'explain', 'one/x/c');
		assert.match(explained.stdout, /in progress \(process 12 of beta\)\n {2}locked 3 h 0 min ago\n/);
		const { stdout } = await run(ofBeta(at + 3 * hour), 'status');
		assert.match(
			stdout,
			/^on another host \/mirror\/one\/x\/c: process 12 of beta, locked 3 h 0 min ahead of the clock here$/m,
		);
	});

	test('JSON has it as an object', async () => {
		const lock = {
			host: 'beta',
			holder: 'process 12 of beta',
			since: '2015-02-20T09:00:00Z',
			last_change: null,
		};
		const explained = await run(ofBeta(at - 3 * hour), 'explain', 'one/x/c', '--json');
		assert.deepEqual(JSON.parse(explained.stdout).lock, lock);
		const status = JSON.parse((await run(ofBeta(at - 3 * hour), 'status', '--json')).stdout);
		assert.deepEqual(
			status.subarches.map(({ lock: found }: { lock?: unknown }) => found),
			[undefined, undefined, lock, undefined],
		);
	});
});

suite('hosts', () => {
	test('names what each host builds, what nobody builds, and what two build', async () => {
		const outcome = await ask(mirror(farm));
		assert.deepEqual(lines(outcome), [
			'alpha (this host): builds 2 subarches; never seen at work',
			'  one/x/a',
			'  one/x/b',
			'beta: builds 2 subarches; never seen at work',
			'  one/x/b',
			'  one/x/c',
			'No host builds one/x/d',
			'Several hosts build one/x/b: alpha, beta',
		]);
		assert.equal(outcome.status, 1);
	});

	test('a host of which it is unknown may build what no other builds', async () => {
		const outcome = await ask(mirror(farm), ['--host', 'gamma']);
		assert.deepEqual(
			[lines(outcome)[3], ...lines(outcome).slice(-2)],
			[
				'gamma: builds unknown: /mirror/.buildbot line 5: get_subarches for one on gamma fails with KeyError: gamma: correct it; never seen at work',
				'Several hosts build one/x/b: alpha, beta',
				'It is unknown whether gamma builds one/x/d',
			],
		);
	});

	test('says what a host is building, since when, and what the build wrote last', async () => {
		const files = mirror(farm, { a: 'alpha:77', c: 'beta:12' });
		files.put('/mirror/one/x/c/2015-02-20/.targets', 'stage3\n');
		files.put('/mirror/one/x/c/2015-02-20/log/stage1.txt', 'x');
		for (const path of ['', '/.targets', '/log'])
			files.setModified(`/mirror/one/x/c/2015-02-20${path}`, at - 2 * hour);
		files.setModified('/mirror/one/x/c/2015-02-20/log/stage1.txt', at - hour / 2);
		const found = lines(await ask(files));
		assert.equal(found[0], 'alpha (this host): builds 2 subarches; last seen 2 h 0 min ago');
		assert.equal(found[3], '  building one/x/a, locked 2 h 0 min ago');
		assert.equal(found[4], 'beta: builds 2 subarches; last seen 30 min ago');
		assert.equal(found[7], '  building one/x/c, locked 2 h 0 min ago, last change 30 min ago');
	});

	test('a clock that is ahead is said to be', async () => {
		const files = mirror(farm, { c: 'beta:12' });
		files.setModified('/mirror/one/x/c/.control/.multi_progress', at + 5 * hour);
		assert.match((await ask(files)).stdout, /building one\/x\/c, locked 5 h 0 min ahead of the clock here/);
	});

	test('rates come from the history, of each host its own', async () => {
		const ended = (
			host: string,
			result: 'succeeded' | 'failed' | 'interrupted',
			ago: number,
		): HistoryEvent => {
			return { kind: 'build-ended', at: at - ago, name: 'one/x/a', result, host };
		};
		const events = [
			ended('beta', 'failed', 100 * 24 * hour),
			ended('beta', 'succeeded', 50 * hour),
			ended('beta', 'failed', 40 * hour),
			ended('alpha', 'succeeded', 3 * hour),
			ended('delta', 'interrupted', 2 * hour),
		];
		const answer = JSON.parse((await ask(mirror(farm), ['--json'], events)).stdout);
		assert.deepEqual(
			answer.hosts.map((host: Record<string, unknown>) => [
				host.name,
				host.known_by,
				host.success_rate,
				host.rated_builds,
				host.last_seen,
			]),
			[
				['alpha', ['this', 'buildbot', 'history'], 1, 1, '2015-02-20T09:00:00Z'],
				['beta', ['buildbot', 'history'], 0.5, 2, '2015-02-18T20:00:00Z'],
				['delta', ['history'], null, 0, '2015-02-20T10:00:00Z'],
			],
		);
	});

	test('names from files cannot control the terminal, and long ones are cut', async () => {
		const names = ['a b', '\u202egnp.exe', '\x1b[31mred', 'x'.repeat(9000)];
		const text = `builds = ("one",)\narches = ("x",)\nall_subarches = ("a",)\ndef get_subarches(hostname, release):\n\treturn ("a",) if hostname in ${JSON.stringify(names)} else ()\n`;
		const { stdout } = await ask(mirror(text));
		assert.doesNotMatch(stdout, /[\x1b\u202e]|x{300}/);
		assert.match(stdout, /^a b: builds 1 subarch;/m);
	});

	test('up to 2019 only what this host builds is known, and nothing is said to be built by nobody', async () => {
		const files = mirror('', { a: 'beta:12' });
		files.put(
			'/home/.buildbot',
			'builds = ("one",)\narches = ("x",)\nsubarches = ("a",)\nall_subarches = ("a", "b")\n',
		);
		const argv = ['--dialect', '2019', '--hostname', 'alpha', 'hosts'];
		const outcome = await buildrepo(argv, { files, now });
		assert.deepEqual(lines(outcome), [
			'alpha (this host): builds 1 subarch; never seen at work',
			'  one/x/a',
			'beta: builds unknown: beta has a .buildbot of its own; last seen 2 h 0 min ago',
			'  building one/x/a, locked 2 h 0 min ago',
		]);
		assert.equal(outcome.status, 0);
	});

	test('a lock that cannot be read is of nobody known, and a stale one of nobody', async () => {
		const files = mirror(farm, { a: 'garbage', b: 'alpha:5' });
		const { stdout } = await ask(files);
		assert.doesNotMatch(stdout, /building/);
	});

	test('takes no words', async () => {
		assert.equal((await ask(mirror(farm), ['beta'])).status, 2);
	});
});
