import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleaned, isOutdated, leftSomeAlone, outdated } from '../../client/src/clean/cleanPlan.ts';
import { outcomesOf, planMatch } from '../../client/src/clean/cleanRun.ts';
import { goingOf, stayingOf, tallySize, tallyText } from '../../client/src/clean/cleanTally.ts';
import type { BuildrepoEvent, PlanItem } from '../../server/src/protocol/index.ts';

const mib = 2 ** 20;
const items: readonly PlanItem[] = [
	{ action: 'keep', kind: 'build', path: '/m/b/a/s/2015-03-01', reason: 'recent' },
	{ action: 'remove', kind: 'build', path: '/m/b/a/s/2015-02-02', reason: 'superseded', bytes: 300 * mib },
	{ action: 'remove', kind: 'build', path: '/m/b/a/s/2015-02-01', reason: 'superseded', bytes: 1.5 * mib },
	{ action: 'remove', kind: 'snapshot', path: '/m/b/snapshots/p-1.tar.xz', reason: 'superseded', bytes: 12 },
	{ action: 'keep', kind: 'snapshot', path: '/m/b/snapshots/p-2.tar.xz', reason: 'recent', unnamed: true },
	{ action: 'keep', kind: 'snapshot', path: '/m/b/snapshots/p-3.tar.xz', reason: 'recent' },
	{ action: 'keep', kind: 'build', path: '/m/b/a/u/2015-03-02', reason: 'building' },
	{ action: 'remove', kind: 'build', path: '/m/b/a/s\n\u202e\udc80/2015-01-05', reason: 'abandoned' },
	{ action: 'keep', kind: 'build', path: '/m/b/a/t/2015-01-05', reason: 'mounted' },
	{ action: 'keep', kind: 'stranger', path: '/elsewhere/x', reason: 'stranger' },
];

test('a plan is counted by its items', () => {
	assert.deepEqual(goingOf({ items }), { builds: 3, snapshots: 1, bytes: 301.5 * mib + 12, unmeasured: 1 });
	assert.equal(tallyText(stayingOf({ items })), '3 builds and 2 snapshots');
	assert.equal(tallyText(goingOf({ items: [] })), 'nothing');
	assert.equal(tallySize(goingOf({ items: items.slice(1, 2) })), '300 MiB');
});

const removed = (kind: 'build' | 'snapshot', bytes = mib): BuildrepoEvent => ({
	event: 'removed',
	kind,
	path: '/m/a',
	bytes,
});
const gone: BuildrepoEvent = { event: 'gone', kind: 'build', path: '/m/c' };
const kept = (path: string): BuildrepoEvent => ({
	event: 'kept',
	path,
	reason: 'something is mounted at /x: unmount it first',
});

for (const [events, severity, text] of [
	[[removed('build')], 'information', 'Removed 1 build (1.0 MiB).'],
	[[removed('build'), gone], 'information', 'Removed 1 build (1.0 MiB); 1 already gone.'],
	[[gone, gone], 'information', 'Removed nothing; 2 already gone.'],
	[
		[...Array(1200).fill(removed('build')), removed('snapshot')],
		'information',
		'Removed 1,200 builds and 1 snapshot (1.2 GiB).',
	],
	[
		[removed('build'), kept('/m/b')],
		'warning',
		'Removed 1 build (1.0 MiB); 1 left alone. /m/b: something is mounted at /x: unmount it first.',
	],
	[
		[kept('/m/b'), kept('/m/c')],
		'warning',
		'Removed nothing; 2 left alone. /m/b: something is mounted at /x: unmount it first. The output has the other reasons.',
	],
] as const) {
	test(`after the removal: ${text}`, () => {
		const message = cleaned({ events });
		assert.deepEqual([message.severity, message.text], [severity, text]);
	});
}

test('status 1 is an answer only if something was reported as left alone', () => {
	const ended = { kind: 'ended', status: 1, complaint: '' } as const;
	assert.equal(leftSomeAlone({ ...ended, report: { events: [removed('build'), kept('/m/b')] } }), true);
	const problem = { event: 'problem', message: 'the repository has changed' } as const;
	assert.equal(leftSomeAlone({ ...ended, report: { events: [problem] } }), false);
	assert.equal(leftSomeAlone({ ...ended, status: 2, report: { events: [kept('/m/b')] } }), false);
});

test('a list that is out of date: nothing was removed, and a new list is one click away', () => {
	const events: readonly BuildrepoEvent[] = [
		{ event: 'outdated' },
		{ event: 'problem', message: 'the repository has changed' },
	];
	const run = { kind: 'ended', status: 1, complaint: '', report: { events } } as const;
	assert.equal(isOutdated(run), true);
	assert.equal(isOutdated({ ...run, report: { events: events.slice(1) } }), false);
	const again = { label: 'Review Again', command: 'metro.clean' } as const;
	const { text, offers } = outdated(again);
	assert.equal(text, 'The repository has changed since this list was made. Nothing was removed.');
	assert.deepEqual(offers, [again]);
});

test('what is removed is what was ticked: a plan that differs is another one', () => {
	const [kept, first, second, snapshot] = items;
	assert.ok(kept && first && second && snapshot);
	const reviewed = { items: [kept, first, second, snapshot] };
	const held: PlanItem = { action: 'keep', kind: 'build', path: first.path, reason: 'held-back' };
	const needed: PlanItem = { ...held, path: second.path, reason: 'needed' };
	const locked: PlanItem = { ...held, path: second.path, reason: 'locked' };
	const later: PlanItem = { ...first, path: '/m/b/a/s/2015-02-03' };
	for (const [what, holds, now, match] of [
		['nothing is held back', [], reviewed.items, 0],
		['one is held back', [first.path], [kept, held, second, snapshot], 0],
		['it is ticked again', [], [kept, first, second, snapshot], 0],
		['one more stays because of it', [first.path], [kept, held, needed, snapshot], 1],
		['another one is locked now', [first.path], [kept, held, locked, snapshot], 'other'],
		['another one goes as well', [first.path], [kept, held, second, snapshot, later], 'other'],
		['one is gone', [first.path], [kept, held, snapshot], 'other'],
	] as const)
		assert.equal(planMatch(reviewed, holds, { items: now }), match, what);
	assert.equal(planMatch({ items: [kept, held, second] }, [], { items: [kept, first, second] }), 0);
});

test('the result tells of each item what came of it', () => {
	const events = [removed('build'), gone, kept('/m/b'), { event: 'note', message: 'x' }] as const;
	const [stays, goes] = items;
	assert.ok(stays && goes);
	const held: PlanItem = { action: 'keep', kind: 'build', path: '/m/h', reason: 'held-back', bytes: 7 };
	const outcomes = outcomesOf({ events }, { items: [stays, goes, held] });
	assert.equal(outcomes.at(-1)?.bytes, 7);
	assert.deepEqual(
		outcomes.map(({ path, kind, reason }) => [path, kind, reason?.slice(0, 9)]),
		[
			['/m/a', 'removed', undefined],
			['/m/c', 'gone', undefined],
			['/m/b', 'kept', 'something'],
			['/m/h', 'held', 'would go,'],
		],
	);
});
