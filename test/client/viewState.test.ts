import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusText } from '../../client/src/statusText.ts';
import { isUsable } from '../../client/src/usable.ts';
import { viewFacts } from '../../client/src/view/viewState.ts';
import type { SetupSummary } from '../../server/src/protocol.ts';
import { sampleSetup } from './sampleSetup.ts';

const broken = sampleSetup({ state: 'bad-metro', message: '.metro, line 3: nonsense', failing: 0 });

for (const [name, setups, failed, state] of [
	['nothing is known yet', undefined, false, 'loading'],
	['the server has failed, whatever was known', [sampleSetup()], true, 'server-failed'],
	['no home at all', [], false, 'no-metro'],
	['one home', [broken], false, 'bad-metro'],
	['one of several is ready', [broken, sampleSetup()], false, 'ready'],
	['none of several is ready', [broken, sampleSetup({ state: 'empty' })], false, 'bad-metro'],
] satisfies [string, readonly SetupSummary[] | undefined, boolean, string][]) {
	test(`state: ${name}`, () => assert.equal(viewFacts(setups, failed, true).state, state));
}

test('beside the title stands where the repository is', () => {
	assert.equal(viewFacts([sampleSetup()], false, true).description, '/home/mirror/funtoo');
	assert.equal(viewFacts([sampleSetup(), sampleSetup()], false, true).description, '');
});

test('what is wrong is said of every home', () => {
	assert.equal(viewFacts([sampleSetup()], false, true).trouble, '');
	assert.equal(viewFacts([broken], false, true).trouble, '.metro, line 3: nonsense');
	assert.equal(
		viewFacts([broken, sampleSetup(), sampleSetup({ message: 'no mirror' })], false, true).trouble,
		'.metro, line 3: nonsense\nno mirror',
	);
});

test('the badge counts failing subarches of all homes', () => {
	assert.equal(viewFacts([sampleSetup({ failing: 0 })], false, true).badge, undefined);
	assert.deepEqual(viewFacts([sampleSetup({ failing: 1, outOfRotation: 0 })], false, true).badge, {
		value: 1,
		tooltip: '1 failing subarch',
	});
	assert.deepEqual(
		viewFacts([sampleSetup({ failing: 2, outOfRotation: 1 }), sampleSetup({ failing: 3 })], false, true)
			.badge,
		{ value: 5, tooltip: '5 failing subarches, 2 out of rotation' },
	);
});

test('Restricted Mode is said above rows only: without rows it would hide the welcome text', () => {
	assert.match(viewFacts([sampleSetup()], false, false).message, /^Restricted Mode/);
	assert.equal(viewFacts([sampleSetup()], false, true).message, '');
	assert.equal(viewFacts([broken], false, false).message, '');
	assert.match(viewFacts([broken, broken], false, false).message, /^Restricted Mode/);
});

test('the status bar names the next build and counts failures', () => {
	assert.deepEqual(statusText([sampleSetup({ failing: 2 })]), {
		text: '$(server-process) Next: corei7  $(warning) 2',
		tooltip: 'Next build: corei7 of funtoo-current (full openvz). It was never built.\n2 failing subarches.',
		accessibleLabel:
			'Metro. Next build: corei7 of funtoo-current (full openvz). It was never built. 2 failing subarches.',
	});
});

test('the status bar says in which of several homes the build is that comes next', () => {
	const { next: _, ...idle } = sampleSetup({ home: '/old' });
	const tooltip = statusText([idle, sampleSetup({ home: '/new' })])?.tooltip ?? '';
	assert.match(tooltip, /^Next build in \/new: corei7 of /);
});

test('the status bar when nothing is to be done, and while a build runs', () => {
	const { next: _, ...idle } = sampleSetup({ failing: 0 });
	assert.equal(statusText([idle])?.text, '$(server-process) Metro');
	assert.equal(statusText([{ ...idle, running: 1 }])?.text, '$(server-process) Metro  $(sync~spin) 1');
	assert.match(
		statusText([{ ...idle, running: 1 }])?.tooltip ?? '',
		/^1 build running\.\nNothing to build now\.$/,
	);
});

test('the status bar is empty while no set-up is ready', () => {
	assert.equal(statusText([]), undefined);
	assert.equal(statusText([broken]), undefined);
});

test('a name is no icon', () => {
	const next = { ...sampleSetup().next, subarch: '$(flame)' };
	const text = statusText([sampleSetup({ next: next as NonNullable<SetupSummary['next']> })])?.text ?? '';
	assert.ok(!text.includes('$(flame)'), text);
});

test('while the files cannot be used, the rows of before are marked, and the place to mend is named', () => {
	const place = { path: '/root/.buildbot', line: 2, column: 0 };
	const outdated = sampleSetup({ message: '/root/.buildbot line 3: nonsense', place });
	const facts = viewFacts([outdated], false, true);
	assert.equal(facts.state, 'ready');
	assert.match(facts.message, /^These rows go by the last \.metro and \.buildbot that could be used/);
	assert.equal(facts.trouble, '/root/.buildbot line 3: nonsense');
	assert.deepEqual(facts.places, [place]);
	assert.match(viewFacts([outdated], false, false).message, /could be used.*\nRestricted Mode/s);
	assert.equal(statusText([outdated]), undefined);
	assert.equal(isUsable(outdated), false);
	assert.equal(isUsable(sampleSetup()), true);
});

test('a file that is not there is no place to go to', () => {
	const place = { path: '/root/.metro', line: 0, column: 0 };
	assert.deepEqual(viewFacts([sampleSetup({ state: 'no-metro', place })], false, true).places, []);
	assert.deepEqual(viewFacts([sampleSetup({ state: 'no-mirror', place })], false, true).places, [place]);
});
