/** Why a subarch is kept here but not built here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whyRemote } from '../../server/src/repository/index.ts';

const place = { build: 'stable', arch: 'arm', subarch: 'armv7a', path: '/m/stable/arm/armv7a', local: false };

for (const [builds, arches, subarches, words] of [
	[['stable'], ['arm'], [], 'armv7a only in all_subarches'],
	[['stable'], [], ['armv7a'], 'arm only in all_arches'],
	[[], ['arm'], [], 'stable only in all_builds and armv7a only in all_subarches'],
	[[], [], [], 'stable only in all_builds, arm only in all_arches and armv7a only in all_subarches'],
] as const) {
	test(`only the lists that lack a name are named: ${words}`, () => {
		assert.equal(whyRemote(place, { builds, arches, subarches }), `.buildbot names ${words}`);
	});
}
