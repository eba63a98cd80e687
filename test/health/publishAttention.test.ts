/** What the health says of publications, from records alone. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { publishAttention } from '../../server/src/health/attention/publishAttention.ts';
import type { HistoryEvent } from '../../server/src/history/event.ts';
import type { Repository } from '../../server/src/repository/index.ts';

const day = 24 * 60 * 60_000;
const at = Date.parse('2015-02-20T12:00:00Z');
const place = { build: 'b', arch: 'a', subarch: 's' };
const repository = { subarches: [{ ...place, latest: { name: '2015-02-19' } }] } as unknown as Repository;

const built = (time: number): HistoryEvent => ({
	kind: 'build-ended',
	at: time,
	name: 'b/a/s',
	result: 'succeeded',
	day: '2015-02-19',
});

function sent(time: number, more: object = {}): HistoryEvent {
	const counts = { files: 1, bytes: 1, removed: 0, leftOut: [] };
	const event = { kind: 'published', at: time, name: '', target: 'publish', result: 'published' } as const;
	return { ...event, asOf: time, ...counts, ...more };
}

suite('what is not published', () => {
	const failed = { result: 'failed', reason: 'the connection was lost' };
	const cases: readonly (readonly [string, readonly HistoryEvent[], readonly string[]])[] = [
		['nothing was ever published', [built(at - day)], []],
		['published after the build', [built(at - 2 * day), sent(at - day)], []],
		['built after the publication', [sent(at - 2 * day), built(at - day)], ['info 1 build not published']],
		[
			'left out of it',
			[built(at - 2 * day), sent(at - day, { leftOut: ['b/a/s/2015-02-19'] })],
			['info 1 build not published'],
		],
		[
			'failed',
			[built(at - 3 * day), sent(at - 2 * day), sent(at - day, failed)],
			['warning Publishing failed'],
		],
		['failed once, then not', [sent(at - 2 * day, failed), built(at - 2 * day), sent(at - day)], []],
		[
			'to one of two targets',
			[sent(at - 3 * day), sent(at - 3 * day, { target: 'far' }), built(at - 2 * day), sent(at - day)],
			['info 1 build not published to far'],
		],
		['a target that was given up', [sent(at - 40 * day), built(at - day)], []],
		['a build of which nothing is recorded', [sent(at - day)], []],
	];
	for (const [name, events, expected] of cases)
		test(name, () => {
			const items = publishAttention({ history: { kind: 'events', events, space: [] }, repository, at });
			assert.deepEqual(
				items.map(({ severity, title }) => `${severity} ${title}`),
				expected,
			);
		});

	test('without a history, nothing is said', () =>
		assert.deepEqual(publishAttention({ history: { kind: 'off', reason: 'x' }, repository, at }), []));
});
