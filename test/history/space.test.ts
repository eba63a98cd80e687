/** When the file system of a mirror will be full. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DAY } from '../../server/src/base/civilTime.ts';
import { type SpaceSample, type SpaceTrend, spaceTrend } from '../../server/src/history/space.ts';

const now = Date.parse('2026-11-30T12:00:00Z');

/** Samples of so many days ago, with so many bytes free. */
function sampled(
	...samples: readonly (readonly [days: number, free: number, total?: number])[]
): SpaceSample[] {
	return samples.map(([days, free, total = 1000]) => ({ at: now - days * DAY, free, total }));
}

const cases: readonly (readonly [
	what: string,
	samples: readonly SpaceSample[],
	expected: SpaceTrend | undefined,
])[] = [
	['nothing is recorded', [], undefined],
	['two samples say nothing', sampled([5, 300], [4, 280]), undefined],
	['two days say nothing', sampled([2, 140], [1.5, 130], [1, 120], [0.5, 110]), undefined],
	['10 bytes a day', sampled([4, 140], [3, 130], [2, 120], [1, 110]), { growth: 10, daysLeft: 10 }],
	['in any order', sampled([1, 110], [4, 140], [2, 120], [3, 130]), { growth: 10, daysLeft: 10 }],
	['nothing changes', sampled([4, 100], [3, 100], [2, 100], [1, 100]), { growth: 0 }],
	['more is free each day', sampled([4, 60], [3, 70], [2, 80], [1, 90]), { growth: -10 }],
	[
		'what is older than 30 days does not count',
		sampled([90, 1], [4, 140], [3, 130], [2, 120], [1, 110]),
		{ growth: 10, daysLeft: 10 },
	],
	[
		'a larger disk begins anew',
		sampled([6, 1, 50], [5, 2, 50], [4, 140], [3, 130], [2, 120], [1, 110]),
		{ growth: 10, daysLeft: 10 },
	],
	[
		'a disk that has just been replaced',
		sampled([4, 140, 500], [3, 130, 500], [2, 120, 500], [1, 110, 500]),
		undefined,
	],
	[
		'samples of a clock that was ahead do not count',
		sampled([-9, 1], [4, 140], [3, 130], [2, 120], [1, 110]),
		{ growth: 10, daysLeft: 10 },
	],
];

for (const [what, samples, expected] of cases) {
	test(what, () => {
		const found = spaceTrend(samples, { at: now, free: 100, total: 1000 });
		assert.deepEqual(
			found &&
				Object.fromEntries(
					Object.entries(found).map(([name, value]) => [name, Math.round(value * 1e6) / 1e6]),
				),
			expected,
		);
	});
}
