/** `explain`: why a subarch is or is not next. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call } from '../../support/sampleCall.ts';
import { builds, top } from '../../support/sampleRepository.ts';
import { various } from './variousSample.ts';

suite('explain', () => {
	test('without a name, it explains every subarch, those that are due first', async () => {
		const { lines, status } = await call('explain', various, { alive: [77] });
		assert.equal(status, 0);
		assert.deepEqual(
			lines.map((line) => line.slice(top.length + 1)),
			[
				'never: due, number 1 in the rotation: it was never built',
				'stale: due, number 2 in the rotation: its latest build of 2015-02-13 is stale (stale_days is 3)',
				'fresh: not due before 2015-02-22 (in 2 days): its latest build is fresh',
				'out: out of rotation: its failcount has reached max_failcount (3); a zap returns it',
				'unread: out of rotation: unreadable failcount /mirror/funtoo-current/x86-64bit/unread/.control/.failcount: its first line is not a number; a zap removes the failcount',
				'busy: a build is in progress (process 77)',
				'remote: not built here: .buildbot names remote only in all_subarches',
			],
		);
	});

	const text = [
		`${top}/stale`,
		'  due, number 2 in the rotation: its latest build of 2015-02-13 is stale (stale_days is 3)',
		'  failcount 0 of 3',
		'  map_build gets full=True, full_date=2015-02-13 and returns freshen + openvz',
		'  2015-02-10: complete, not full; clean removes it: keep_num more recent complete ones exist',
		'  2015-02-11: complete, not full; clean keeps it: among the most recent complete ones',
		'  2015-02-12: complete, not full; clean keeps it: among the most recent complete ones',
		'  2015-02-13: complete, full; clean keeps it: among the most recent complete ones',
		'  2015-02-14: incomplete; clean removes it: incomplete and stale',
		'  old: not a build directory, left alone',
	];
	for (const path of [
		`${top}/stale`,
		'funtoo-current/x86-64bit/stale',
		`${top}/stale/2015-02-13/x`,
		'stale/',
	]) {
		test(`by ${path}`, async () => {
			const { lines } = await call(`explain ${path}`, various, { alive: [77], cwd: top });
			assert.deepEqual(lines, text);
		});
	}

	test('2019 treats every complete build as a full one, and says so', async () => {
		const files = { ...builds('stale', '2015-02-13'), 'stale/2015-02-13/status': 'ok' };
		const { stdout } = await call('explain --dialect 2019 stale', { ...various, files }, { cwd: top });
		assert.match(stdout, /map_build gets full=True, .*\n {2}\(this generation of Metro treats every/);
	});

	test('as JSON', async () => {
		const { stdout } = await call(`explain --json ${top}/stale`, various);
		const answer = JSON.parse(stdout);
		assert.deepEqual(answer.standing, { kind: 'due', place: 3, reason: 'stale' });
		assert.deepEqual(answer.map_build, {
			full: true,
			full_date: '2015-02-13',
			target: 'freshen',
			extras: ['openvz'],
		});
		assert.deepEqual(answer.builds[4], {
			name: '2015-02-14',
			path: `${top}/stale/2015-02-14`,
			kind: 'dated',
			date: '2015-02-14T00:00:00',
			state: 'incomplete',
			full: false,
			artifacts: [],
			clean: { action: 'remove', reason: 'abandoned' },
		});
	});

	test('for an unknown name, the nearest known one is suggested', async () => {
		const { status, stderr, stdout } = await call('explain funtoo-current/x86-64bit/stael', various);
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /did you mean funtoo-current\/x86-64bit\/stale\?\n$/);
	});
});
