/** The headline counts what needs somebody, and joins other items in a sentence of its own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { headlineOf } from '../../server/src/health/headline.ts';
import type { AttentionItem } from '../../server/src/health/model/attention.ts';
import type { HealthCounts } from '../../server/src/health/model/counts.ts';

const none: HealthCounts = {
	managed: 14,
	local: 14,
	remote: 0,
	fresh: 14,
	stale: 0,
	failing: 0,
	outOfRotation: 0,
	neverBuilt: 0,
	unreadable: 0,
	buildingNow: 0,
	missing: 0,
	builds: 0,
	incomplete: 0,
};
const item: AttentionItem = {
	kind: 'index',
	severity: 'warning',
	title: 'index.xml is out of date',
	detail: '',
	subarches: [],
	actions: [],
};

for (const [counts, others, text] of [
	[{}, 0, 'All 14 subarches are well.'],
	[{}, 1, 'No subarch is failing, but one other item needs attention.'],
	[{}, 2, 'No subarch is failing, but 2 other items need attention.'],
	[{ failing: 1 }, 0, '1 of 14 subarches needs attention.'],
	[{ failing: 2 }, 1, '2 of 14 subarches need attention, and so does one other item.'],
	[{ failing: 2 }, 3, '2 of 14 subarches need attention, and so do 3 other items.'],
	[{ stale: 2 }, 0, 'No subarch is failing; 2 of 14 wait for a build.'],
] as const)
	test(text, () => {
		const attention = Array(others).fill(item);
		assert.equal(headlineOf({ counts: { ...none, ...counts }, ahead: [], attention }), text);
	});
