/** `forecast`: the builds to come. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';
import { createMemoryHistory } from '../../support/memoryHistory.ts';
import { call } from '../../support/sampleCall.ts';
import { top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';
import { various } from './variousSample.ts';

/** A call in a mirror of two hosts: a build of b takes three hours. */
async function ofFarm(...words: string[]) {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n');
	files.put(
		'/mirror/.buildbot',
		'builds = ("one",)\narches = ("x",)\nall_subarches = ("a", "b", "c")\n' +
			'def get_subarches(hostname, release):\n\treturn {"alpha": ("b", "c", "a"), "beta": ("a",)}[hostname]\n' +
			'def map_build(build, arch_desc, subarch, full, full_date):\n\treturn "full" if hostname == "alpha" else "quick"\n',
	);
	for (const name of ['a', 'b', 'c']) {
		files.put(`/mirror/one/x/${name}/2015-02-01/.targets`, 'stage3\n');
		files.put(`/mirror/one/x/${name}/2015-02-01/status`, 'ok');
	}
	const history = createMemoryHistory();
	const at = Date.parse('2015-02-01T12:00:00Z');
	const event = {
		kind: 'build-ended',
		at,
		name: 'one/x/b',
		result: 'succeeded',
		duration: 3 * 3_600_000,
	} as const;
	await history.record('/mirror', [{ key: [1], seenBy: 'run', event }]);
	const argv = ['--dialect', '2024', '--hostname', 'alpha', ...words];
	const { stdout, ...rest } = await buildrepo(argv, { files, now: '2015-02-20T12:00:00Z', history });
	return { ...rest, lines: stdout.trimEnd().split('\n') };
}

suite('forecast', () => {
	test('continues from one due date to the next, as does map_build', async () => {
		const { lines, status } = await call('forecast -n 4', various, { alive: [77] });
		assert.equal(status, 0);
		assert.deepEqual(
			lines.map((line) => line.replace(`${top}/`, '').replace(/ \(.*/, '')),
			[
				'2015-02-20 never full',
				'2015-02-20 stale freshen + openvz',
				'2015-02-22 fresh full',
				'2015-02-23 stale full',
			],
		);
	});

	test('status is 1 if nothing will be built', async () => {
		const { status, stdout } = await call('forecast', { files: { 'corei7/.control/.failcount': '3' } });
		assert.deepEqual([status, stdout], [1, '']);
	});

	test('--hosts with one host and no history is the forecast of that host', async () => {
		const single = JSON.parse((await call('forecast -n 20 --json', various, { alive: [77] })).stdout);
		const farm = JSON.parse((await call('forecast -n 20 --hosts --json', various, { alive: [77] })).stdout);
		assert.deepEqual(
			farm.map(({ host, until, ...step }: Record<string, unknown>) => ({ ...step, at: until })),
			single,
		);
	});

	test('--hosts predicts all hosts, as long as builds usually take, each by its own map_build', async () => {
		const { lines, stderr, status } = await ofFarm('forecast', '--hosts', '-n', '6');
		assert.ok(
			lines.every((line) => / \(.+\)$/.test(line)),
			lines.join('\n'),
		);
		assert.deepEqual(
			lines.map((line) => line.replace(/ \(.*$/, '')),
			[
				'2015-02-20T12:00 alpha /mirror/one/x/a full',
				'2015-02-20T12:00 alpha /mirror/one/x/b full',
				'2015-02-20T15:00 alpha /mirror/one/x/c full',
				'2015-02-23T00:00 beta /mirror/one/x/a quick',
				'2015-02-23T00:00 alpha /mirror/one/x/b full',
				'2015-02-23T03:00 alpha /mirror/one/x/c full',
			],
		);

		assert.equal(status, 0);
		assert.equal(stderr, '');
	});

	test('--hosts names the hosts of which no build is predicted, with the reason', async () => {
		const { stderr } = await ofFarm('forecast', '--hosts', '-n', '1');
		assert.equal(stderr, '# beta: none of its builds is among those predicted\n');
		const { stderr: many } = await ofFarm(
			'forecast',
			'--hosts',
			...Array.from({ length: 25 }, (_, i) => ['--host', `h${i}`]).flat(),
		);
		assert.equal(many.match(/^# h\d+: what it builds is not known/gm)?.length, 20);
		assert.match(many, /^# and 5 more hosts, of which nothing is predicted$/m);
	});

	test('--hosts says of which host nothing is known', async () => {
		const { stderr } = await ofFarm('forecast', '--hosts', '--host', 'gamma');
		assert.match(stderr, /line 5: get_subarches for one on gamma fails with KeyError: gamma/);
	});

	test('--host alone is refused', async () => {
		const { status, stderr } = await ofFarm('forecast', '--host', 'gamma');
		assert.deepEqual([status, /--host needs --hosts/.test(stderr)], [2, true]);
	});

	for (const count of ['0', '-1', 'x', '1e9', '99999999']) {
		test(`-n ${count} is refused`, async () => {
			const { status, stderr } = await call(`forecast -n ${count}`, various);
			assert.equal(status, 2);
			assert.match(stderr, /is not a number of builds/);
		});
	}
});
