/** What the health says of the past: rates, lengths, transitions and failures, and nothing that is not known. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { storageAttention } from '../../server/src/health/attention/storageAttention.ts';
import { uploadAttention } from '../../server/src/health/attention/uploadAttention.ts';
import { failureGroups } from '../../server/src/health/records/failureGroups.ts';
import { loggedEvents } from '../../server/src/health/records/loggedEvents.ts';
import { pastBuilds } from '../../server/src/health/records/pastBuilds.ts';
import { transitionsSince } from '../../server/src/health/records/transitions.ts';
import { weeksOf } from '../../server/src/health/records/weeks.ts';
import type {
	BuildEnded,
	FailcountChanged,
	HistoryEvent,
	UploadEnded,
} from '../../server/src/history/event.ts';
import type { DatedBuild, Repository, Subarch } from '../../server/src/repository/index.ts';

const now = Date.parse('2015-02-20T12:00:00Z');
const hour = 60 * 60_000;
const day = 24 * hour;
const atom = 'current/x86/atom';

function ended(at: number, result: BuildEnded['result'], more: Partial<BuildEnded> = {}): BuildEnded {
	return { kind: 'build-ended', at, name: atom, result, ...more };
}

function failcount(at: number, to: number, from?: number, name = atom): FailcountChanged {
	return { kind: 'failcount', at, name, to, ...(from !== undefined && { from }) };
}

function subarch(name: string, count: number): Subarch {
	const [build = '', arch = '', subarch = ''] = name.split('/');
	return {
		build,
		arch,
		subarch,
		path: `/mirror/${name}`,
		local: true,
		failcount: { kind: 'count', count },
		lock: { kind: 'none' },
		seed: { kind: 'none' },
		builds: [],
		unrecognized: [],
		unseen: [],
		removals: [],
		latest: undefined,
		latestFull: undefined,
		readable: true,
	};
}

function repository(...subarches: readonly Subarch[]): Repository {
	return { mirror: '/mirror', subarches, snapshots: [], missingArches: [], troubles: [] };
}

suite('builds that are not uploaded', () => {
	const upload = (at: number, name: string, result: UploadEnded['result'], reason?: string): UploadEnded => ({
		kind: 'upload-ended',
		at,
		name,
		to: 'master:/m',
		bytes: 1,
		duration: 1,
		result,
		...(reason !== undefined && { reason }),
	});
	const withBuilds = (name: string, ...days: readonly string[]): Subarch => ({
		...subarch(name, 0),
		builds: days.map((one) => ({ name: one }) as DatedBuild),
	});

	test('what failed last and is still here needs somebody; what was sent later does not', () => {
		const at = repository(withBuilds(atom, '1', '2', '3'), withBuilds('current/x86/core', '1'));
		const events = [
			upload(1, `${atom}/1`, 'failed', 'the disk is full'),
			upload(2, `${atom}/2`, 'failed', 'the disk is full'),
			upload(3, `${atom}/2`, 'succeeded'),
			upload(4, 'current/x86/core/1', 'interrupted'),
			upload(5, `${atom}/4`, 'failed', 'it is gone here'),
			upload(6, `${atom}/3`, 'already-there'),
		];
		const [item, ...more] = uploadAttention({
			repository: at,
			history: { kind: 'events', events, space: [] },
		});
		assert.deepEqual(more, []);
		assert.equal(item?.title, '2 builds not uploaded');
		assert.equal(
			item?.detail,
			'The last upload to master:/m failed: the disk is full. The next upload tries again.',
		);
		assert.deepEqual(
			item?.subarches.map(({ subarch: name }) => name),
			['atom', 'core'],
		);
		assert.deepEqual(
			uploadAttention({ repository: at, history: { kind: 'events', events: [], space: [] } }),
			[],
		);
		assert.deepEqual(uploadAttention({ repository: at, history: { kind: 'off', reason: '' } }), []);
	});
});

suite('past builds', () => {
	test('rate, recovery and usual length', () => {
		const past = pastBuilds(
			[
				ended(now - 70 * day, 'failed'),
				ended(now - 10 * day, 'succeeded', { duration: 2 * hour }),
				ended(now - 9 * day, 'failed', { duration: hour }),
				ended(now - 8 * day, 'interrupted'),
				ended(now - 7 * day, 'not-started'),
				ended(now - 6 * day, 'failed'),
				ended(now - 5 * day, 'succeeded', { duration: 4 * hour }),
			],
			now,
		).get(atom);
		assert.equal(past?.results, 'fsfifs');
		assert.equal(past?.successRate, 2 / 4);
		assert.equal(past?.timeToRecover, (60 * day + 4 * day) / 2);
		assert.equal(past?.usualDuration, 3 * hour);
	});

	test('nothing is known of what was not recorded', () => {
		const past = pastBuilds([ended(now - day, 'interrupted')], now).get(atom);
		assert.deepEqual(past && Object.keys(past), ['ended', 'results']);
		assert.equal(pastBuilds([], now).size, 0);
	});

	test('a clock that was set back leaves later results out of the rate', () => {
		const past = pastBuilds([ended(now - day, 'succeeded'), ended(now + day, 'failed')], now).get(atom);
		assert.equal(past?.successRate, 1);
	});
});

suite('transitions', () => {
	const since = now - day;
	const transitions = (events: readonly HistoryEvent[], ...subarches: readonly Subarch[]) =>
		transitionsSince(events, since, repository(...subarches), { maxFailcount: 3 });
	const names = (ids: readonly { readonly subarch: string }[]) => ids.map(({ subarch }) => subarch);

	test('from the recorded failcounts and those on disk', () => {
		const events = [
			failcount(since - day, 0, 1, 'current/x86/good'),
			failcount(since - day, 2, 1, 'current/x86/bad'),
			failcount(since - day, 1, 0, 'current/x86/mended'),
			ended(since + hour, 'succeeded', { name: 'current/x86/mended' }),
			failcount(since + hour, 1, undefined, 'current/x86/first'),
			failcount(since + hour, 2, undefined, 'current/x86/unknown'),
			failcount(since + hour, 0, 2, 'current/x86/zapped'),
		];
		const found = transitions(
			events,
			subarch('current/x86/good', 1),
			subarch('current/x86/bad', 3),
			subarch('current/x86/mended', 0),
			subarch('current/x86/first', 1),
			subarch('current/x86/unknown', 2),
			subarch('current/x86/zapped', 0),
			subarch('current/x86/never-recorded', 2),
		);
		assert.deepEqual(names(found.newlyFailing), ['good', 'first']);
		assert.deepEqual(names(found.reset), ['zapped']);
		assert.deepEqual(names(found.recovered), ['mended']);
		assert.deepEqual(names(found.leftRotation), ['bad']);
	});

	test('only a good build recovers; a zap gives another chance', () => {
		const failing = failcount(since - day, 2, 1);
		const cases: readonly (readonly [string, readonly HistoryEvent[], 'recovered' | 'reset'])[] = [
			['zapped', [{ kind: 'zapped', at: since + hour, name: atom, from: 2 }], 'reset'],
			['an older build was good', [failcount(since + hour, 0, 2)], 'reset'],
			[
				'zapped, then built',
				[{ kind: 'zapped', at: since + hour, name: atom, from: 2 }, ended(since + 2 * hour, 'succeeded')],
				'recovered',
			],
			[
				'built, failed again, zapped',
				[
					ended(since + hour, 'succeeded'),
					failcount(since + 2 * hour, 1, 0),
					{ kind: 'zapped', at: since + 3 * hour, name: atom, from: 1 },
				],
				'reset',
			],
		];
		for (const [what, events, kind] of cases) {
			const found = transitions([ended(since - 2 * day, 'succeeded'), failing, ...events], subarch(atom, 0));
			assert.deepEqual(
				{ recovered: names(found.recovered), reset: names(found.reset) },
				{ recovered: [], reset: [], [kind]: ['atom'] },
				what,
			);
		}
	});

	test('new and gone subarches, only as far as the history reaches', () => {
		const first = ended(since + hour, 'succeeded');
		assert.deepEqual(names(transitions([first], subarch(atom, 0)).appeared), []);
		const older = failcount(since - day, 0, 1, 'current/x86/other');
		const found = transitions([older, first], subarch(atom, 0), subarch('current/x86/other', 0));
		assert.deepEqual(names(found.appeared), ['atom']);
		assert.deepEqual(names(found.built), ['atom']);
		assert.deepEqual(names(transitions([older, first]).gone), ['atom']);
		const unread = {
			...repository(),
			troubles: [{ code: 'unreadable-directory', path: '/mirror/x', message: '' }],
		};
		assert.deepEqual(transitionsSince([first], since, unread as Repository, { maxFailcount: 3 }).gone, []);
	});
});

test('subarches that fail at the same package are one group', () => {
	const failure = { name: 'glibc', phase: 'compile', more: 0 };
	const events = [
		ended(now - 5 * day, 'failed', { failure }),
		ended(now - 4 * day, 'succeeded'),
		ended(now - 3 * day, 'failed', { failure }),
		ended(now - 2 * day, 'failed', { failure }),
		ended(now - day, 'failed', { name: 'current/x86/i686', failure }),
		ended(now - day, 'failed', { name: 'current/x86/well-now', failure }),
		ended(now - day, 'failed', { name: 'current/x86/unknown' }),
	];
	const found = failureGroups(
		repository(
			subarch(atom, 2),
			subarch('current/x86/i686', 1),
			subarch('current/x86/well-now', 0),
			subarch('current/x86/unknown', 1),
		),
		pastBuilds(events, now),
	);
	assert.deepEqual(found, [
		{
			ebuild: 'glibc',
			phase: 'compile',
			subarches: [
				{ build: 'current', arch: 'x86', subarch: 'atom' },
				{ build: 'current', arch: 'x86', subarch: 'i686' },
			],
			firstAt: now - 3 * day,
			lastAt: now - day,
		},
	]);
});

test('weeks begin on Monday, and none is left out', () => {
	const weeks = weeksOf([ended(Date.parse('2015-02-08T12:00:00Z'), 'failed'), ended(now, 'succeeded')], now);
	assert.deepEqual(
		weeks.map(({ weekAt, succeeded, failed }) => [new Date(weekAt).getDay(), succeeded, failed]),
		[
			[1, 0, 1],
			[1, 0, 0],
			[1, 1, 0],
		],
	);
});

test('events are sentences, the newest first, and names stay as they are', () => {
	const events: readonly HistoryEvent[] = [
		ended(1, 'failed', { day: '2015-02-20', duration: 3 * hour, target: 'full' }),
		{ kind: 'removed', at: 2, name: 'current/x86/a\u001b[31m<b>/2015-02-10', what: 'build', bytes: 4096 },
		{ kind: 'index', at: 3, name: 'index.xml' },
		{ kind: 'index', at: 3, name: '' },
	];
	assert.deepEqual(
		loggedEvents(events).map(({ text, tone }) => [text, tone]),
		[
			['index.xml of the subarches was written.', 'neutral'],
			['index.xml was written.', 'neutral'],
			['current/x86/a\u001b[31m<b>/2015-02-10 was removed by clean, 4.0 KiB freed.', 'neutral'],
			['Build of 2015-02-20 failed after 3 h 0 min (full).', 'bad'],
		],
	);
});

suite('a file system that is nearly full', () => {
	const storage = {
		bytes: 1,
		freed: 2 ** 30,
		unmeasured: 0,
		byBuild: [],
		byArch: [],
		byKind: [],
		total: 1000 * 2 ** 30,
	};
	const cases: readonly (readonly [percent: number, daysLeft: number | undefined, expected: string])[] = [
		[50, undefined, ''],
		[5, undefined, ''],
		[4, undefined, 'warning 40 GiB of 1000 GiB are free. Clean would free 1.0 GiB.'],
		[0.5, undefined, 'error 5.0 GiB of 1000 GiB are free. Clean would free 1.0 GiB.'],
		[50, 15, ''],
		[
			50,
			13.5,
			'warning 500 GiB of 1000 GiB are free. At 37 GiB a day it is full in 13 days. Clean would free 1.0 GiB.',
		],
		[
			50,
			1.5,
			'error 500 GiB of 1000 GiB are free. At 333 GiB a day it is full in 1 day. Clean would free 1.0 GiB.',
		],
	];
	for (const [percent, daysLeft, expected] of cases) {
		test(`${percent} % free, ${daysLeft} days left`, () => {
			const free = (percent / 100) * storage.total;
			const trend = daysLeft === undefined ? {} : { daysLeft, growth: free / daysLeft };
			const items = storageAttention({ ...storage, free, ...trend }, undefined);
			assert.equal(items.map(({ severity, detail }) => `${severity} ${detail}`).join(), expected);
		});
	}

	test('what is unknown needs nobody', () => {
		assert.deepEqual(storageAttention(undefined, undefined), []);
		assert.deepEqual(storageAttention(storage, undefined), []);
	});
});
