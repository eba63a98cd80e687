/** `forecast`: the builds to come. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call } from '../../support/sampleCall.ts';
import { top } from '../../support/sampleRepository.ts';
import { various } from './variousSample.ts';

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

	for (const count of ['0', '-1', 'x', '1e9', '99999999']) {
		test(`-n ${count} is refused`, async () => {
			const { status, stderr } = await call(`forecast -n ${count}`, various);
			assert.equal(status, 2);
			assert.match(stderr, /is not a number of builds/);
		});
	}
});
