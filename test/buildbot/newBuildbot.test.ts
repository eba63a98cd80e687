/** A first `.buildbot` names what it is given, and has no problem. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earlierRules, evaluateBuildbot, newBuildbot } from '../../server/src/buildbot/index.ts';

const lists = {
	builds: ['next', 'stable "one"'],
	arches: ['x86-64bit'],
	subarches: ['corei7', 'a\\b', 'generic_64'],
};

for (const rules of [earlierRules, { isLater: true, hostName: 'one' }]) {
	test(`for Metro ${rules.isLater ? 'since' : 'before'} December 2020`, () => {
		const { settings, problems, share, mapBuild } = evaluateBuildbot(newBuildbot(lists, rules.isLater), {
			rules,
		});
		const names = (items: typeof settings.builds): readonly string[] => items.map(({ name }) => name);
		assert.deepEqual(problems, []);
		assert.deepEqual(names(settings.builds), lists.builds);
		assert.deepEqual(names(settings.arches), lists.arches);
		assert.deepEqual(names(settings.allSubarches), lists.subarches);
		if (rules.isLater) assert.deepEqual(share('next'), { kind: 'ok', names: lists.subarches });
		else assert.deepEqual(names(settings.subarches), lists.subarches);
		const call = rules.isLater ? ['next', 'x86-64bit', 'corei7', true, null] : ['next', 'corei7', true, null];
		const answer = mapBuild(call);
		assert.equal(answer.kind === 'ok' && answer.target, 'full');
	});
}
