/** Why a subarch is kept here but not built here. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isUnknownWhetherHere, whyRemote } from '../../server/src/repository/index.ts';

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

test('where get_subarches has no answer, it is unknown whether a subarch is built here', () => {
	const share = { host: 'h', subarches: new Map([['stable', ['other']]]), unknown: 'line 4: it raises' };
	const lists = { builds: ['stable', 'next'], arches: ['arm'], subarches: [], share };
	assert.equal(isUnknownWhetherHere(place, lists), false);
	assert.equal(whyRemote(place, lists), 'get_subarches does not name armv7a for stable on h');
	const next = { ...place, build: 'next' };
	assert.equal(isUnknownWhetherHere(next, lists), true);
	assert.equal(whyRemote(next, lists), 'line 4: it raises');
});
