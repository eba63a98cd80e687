import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandIds } from '../../client/src/commands/commandIds.ts';
import { isUsable } from '../../client/src/setups/usable.ts';
import { statusText } from '../../client/src/ui/statusText.ts';
import { viewFacts } from '../../client/src/view/viewState.ts';
import type { SetupSummary } from '../../server/src/protocol/index.ts';
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

test('the repository’s path is beside the title', () => {
	assert.equal(viewFacts([sampleSetup()], false, true).description, '/home/mirror/funtoo');
	assert.equal(viewFacts([sampleSetup(), sampleSetup()], false, true).description, '');
});

test('problems are shown for every home', () => {
	assert.equal(viewFacts([sampleSetup()], false, true).trouble, '');
	assert.equal(viewFacts([broken], false, true).trouble, '.metro, line 3: nonsense');
	assert.equal(
		viewFacts([broken, sampleSetup(), sampleSetup({ message: 'no mirror' })], false, true).trouble,
		'.metro, line 3: nonsense\nno mirror',
	);
});

test('the badge counts the subarches that need somebody, of all homes', () => {
	assert.equal(viewFacts([sampleSetup({ failing: 0, outOfRotation: 0 })], false, true).badge, undefined);
	assert.deepEqual(viewFacts([sampleSetup({ failing: 1, outOfRotation: 0 })], false, true).badge, {
		value: 1,
		tooltip: '1 failing',
	});
	assert.deepEqual(
		viewFacts(
			[sampleSetup({ failing: 2, outOfRotation: 1 }), sampleSetup({ failing: 3, unreadable: 1 })],
			false,
			true,
		).badge,
		{ value: 8, tooltip: '5 failing, 2 out of rotation, 1 unreadable' },
	);
});

test('Restricted Mode is shown only above rows: without rows it would hide the welcome text', () => {
	assert.match(viewFacts([sampleSetup()], false, false).message, /^Restricted Mode/);
	assert.equal(viewFacts([sampleSetup()], false, true).message, '');
	assert.equal(viewFacts([broken], false, false).message, '');
	assert.match(viewFacts([broken, broken], false, false).message, /^Restricted Mode/);
});

test('the status bar names the next build and counts failures', () => {
	assert.deepEqual(statusText([sampleSetup({ failing: 2, outOfRotation: 0 })]), {
		text: '$(server-process) Next: corei7  $(warning) 2',
		tooltip: 'Next build: corei7 of funtoo-current (full openvz). It was never built.\nSubarches: 2 failing.',
		accessibleLabel:
			'Next: corei7. Metro. Next build: corei7 of funtoo-current (full openvz). It was never built. Subarches: 2 failing.',
		command: commandIds.showHealth,
		troubled: false,
	});
});

test('the status bar names the build where two have a subarch of that name', () => {
	const { next } = sampleSetup();
	assert.ok(next);
	const text = statusText([
		sampleSetup({ failing: 0, outOfRotation: 0, next: { ...next, ambiguous: true } }),
	])?.text;
	assert.equal(text, '$(server-process) Next: corei7 (funtoo-current)');
});

test('with several homes, the status bar names the home of the next build', () => {
	const { next: _, ...idle } = sampleSetup({ home: '/old' });
	const tooltip = statusText([idle, sampleSetup({ home: '/new' })])?.tooltip ?? '';
	assert.match(tooltip, /^Next build in \/new: corei7 of /);
});

test('the status bar when nothing is to be done, and while a build runs', () => {
	const { next: _, ...rest } = sampleSetup({ failing: 0, outOfRotation: 0 });
	const idle = {
		...rest,
		idle: { reason: 'nothing-stale', text: 'Nothing to build now: all fresh.' },
	} as const;
	assert.equal(statusText([idle])?.text, '$(server-process) Metro');
	assert.equal(statusText([{ ...idle, running: 1 }])?.text, '$(server-process) Metro  $(sync~spin) 1');
	assert.match(
		statusText([{ ...idle, running: 1 }])?.tooltip ?? '',
		/^1 build running\.\nNothing to build now: all fresh\.$/,
	);
});

test('the status bar item is hidden only while nothing is known', () => {
	assert.equal(statusText([]), undefined);
	assert.equal(statusText([sampleSetup({ state: 'loading' })]), undefined);
});

for (const [state, words] of [
	['no-metro', 'no .metro'],
	['bad-metro', 'problem in .metro'],
	['no-buildbot', 'no .buildbot'],
	['bad-buildbot', 'problem in .buildbot'],
	['no-mirror', 'no repository'],
	['bad-mirror', 'repository unreadable'],
	['ready', 'configuration problem'],
	['empty', 'configuration problem'],
] as const) {
	test(`trouble stays in the status bar, with the way to it: ${state}`, () => {
		assert.deepEqual(statusText([sampleSetup({ state, message: '/root/.metro line 3: nonsense' })]), {
			text: `$(error) Metro: ${words}`,
			tooltip: '/root/.metro line 3: nonsense',
			accessibleLabel: `Metro: ${words}. /root/.metro line 3: nonsense`,
			command: commandIds.showProblem,
			troubled: true,
		});
	});
}

test('the status bar shows a stopped server, and a click restarts it', () => {
	const said = statusText([sampleSetup()], true);
	assert.deepEqual(
		[said?.text, said?.command],
		['$(error) Metro: no language server', commandIds.restartServer],
	);
});

test('of several homes, an unusable one is counted beside the next build', () => {
	const said = statusText([broken, sampleSetup({ failing: 0, outOfRotation: 0 })]);
	assert.equal(said?.text, '$(server-process) Next: corei7  $(error) 1');
	assert.match(said?.tooltip ?? '', /^\/root: \.metro, line 3: nonsense\nNext build in /);
	assert.equal(said?.command, commandIds.showProblem);
});

test('a name with $(…) is not drawn as an icon', () => {
	const next = { ...sampleSetup().next, subarch: '$(flame)' };
	const text = statusText([sampleSetup({ next: next as NonNullable<SetupSummary['next']> })])?.text ?? '';
	assert.ok(!text.includes('$(flame)'), text);
});

test('while the files are invalid, the old rows are marked, and the place to correct is named', () => {
	const place = { path: '/root/.buildbot', line: 2, column: 0 };
	const outdated = sampleSetup({ message: '/root/.buildbot line 3: nonsense', place });
	const facts = viewFacts([outdated], false, true);
	assert.equal(facts.state, 'ready');
	assert.match(facts.message, /^Showing the last valid configuration\. Commands are disabled/);
	assert.equal(facts.trouble, '/root/.buildbot line 3: nonsense');
	assert.deepEqual(facts.places, [place]);
	assert.match(viewFacts([outdated], false, false).message, /used again.*\nRestricted Mode/s);
	assert.equal(statusText([outdated])?.troubled, true);
	assert.equal(isUsable(outdated), false);
	assert.equal(isUsable(sampleSetup()), true);
});

test('a missing file is not offered to open', () => {
	const place = { path: '/root/.metro', line: 0, column: 0 };
	assert.deepEqual(viewFacts([sampleSetup({ state: 'no-metro', place })], false, true).places, []);
	assert.deepEqual(viewFacts([sampleSetup({ state: 'no-mirror', place })], false, true).places, [place]);
});
