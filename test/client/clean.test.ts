import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	cleaned,
	goingOf,
	isOutdated,
	leftSomeAlone,
	outdated,
	stayingOf,
	tallySize,
	tallyText,
} from '../../client/src/clean/cleanPlan.ts';
import { planText } from '../../client/src/clean/planText.ts';
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

test('the review: totals first, then removed and kept items by reason, sorted, one name per line', () => {
	assert.equal(
		planText({ items }, '/m'),
		String.raw`Repository: /m
Remove:     3 builds and 1 snapshot, at least 302 MiB
Keep:       3 builds and 2 snapshots
Ignore:     1 entry

Remove 2 builds, 302 MiB: more recent ones are kept
     1.5 MiB  b/a/s/2015-02-01
     300 MiB  b/a/s/2015-02-02

Remove 1 build, unknown size: incomplete and stale
     unknown  b/a/s\x0a\u202e\udc80/2015-01-05

Remove 1 snapshot, 12 bytes: more recent ones are kept
    12 bytes  b/snapshots/p-1.tar.xz

Keep 1 build: would go, but something is mounted there
  b/a/t/2015-01-05

Keep 1 build: incomplete, and its subarch is being built now
  b/a/u/2015-03-02

Keep 1 build: among the most recent
  b/a/s/2015-03-01

Keep 2 snapshots: among the most recent
  b/snapshots/p-2.tar.xz  (stays as well, though the script does not name it)
  b/snapshots/p-3.tar.xz

Ignore 1 entry: not build directories
  /elsewhere/x
`,
	);
});

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
