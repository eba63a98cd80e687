import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { civilMidnight, DAY } from '../../server/src/base/civilTime.ts';
import {
	type DatedBuild,
	dialect2015,
	dialect2019,
	forecastBuilds,
	nextInRotation,
	rotation,
	rotationStatuses,
	type Subarch,
} from '../../server/src/repository/index.ts';

const now = (civilMidnight(2015, 2, 20) ?? 0) + DAY / 2;
const policy = { staleDays: 3, maxFailcount: 3 };

interface Given {
	/** Age of the latest build in days before midnight of today; absent: never built. */
	readonly age?: number;
	readonly failcount?: number | 'unreadable';
	readonly local?: boolean;
	readonly lock?: Subarch['lock']['kind'];
	readonly full?: boolean;
}

const locks: { readonly [Kind in Subarch['lock']['kind']]: Subarch['lock'] } = {
	none: { kind: 'none' },
	live: { kind: 'live', holder: { kind: 'process', pid: 7 } },
	stale: { kind: 'stale', pid: 7 },
};

function subarch(name: string, given: Given): Subarch {
	const date = (civilMidnight(2015, 2, 20) ?? 0) - (given.age ?? 0) * DAY;
	const latest: DatedBuild | undefined =
		given.age === undefined
			? undefined
			: {
					name: 'day',
					path: `/m/b/a/${name}/day`,
					kind: 'dated',
					date,
					day: 'day',
					state: 'complete',
					full: given.full === true,
					artifacts: [],
					linked: false,
				};
	return {
		build: 'b',
		arch: 'a',
		subarch: name,
		path: `/m/b/a/${name}`,
		local: given.local !== false,
		failcount:
			given.failcount === 'unreadable'
				? { kind: 'unreadable', reason: '' }
				: { kind: 'count', count: given.failcount ?? 0 },
		lock: locks[given.lock ?? 'none'],
		seed: { kind: 'none' },
		builds: latest === undefined ? [] : [latest],
		unrecognized: [],
		unseen: [],
		removals: [],
		latest,
		latestFull: latest?.full === true ? latest : undefined,
		readable: true,
	};
}

function all(given: Readonly<Record<string, Given>>): Subarch[] {
	return Object.entries(given).map(([name, one]) => subarch(name, one));
}

suite('the rotation', () => {
	const cases: readonly (readonly [string, Readonly<Record<string, Given>>, string])[] = [
		['never built before stale', { old: { age: 9 }, new: {} }, 'new never-built, old stale'],
		[
			'oldest first, ties in order',
			{ a: { age: 4 }, b: { age: 9 }, c: { age: 9 } },
			'b stale, c stale, a stale',
		],
		['from stale_days on to the moment', { exact: { age: 2.5 }, young: { age: 2.499 } }, 'exact stale'],
		[
			'a starved one of the next failcount before stale ones',
			{ stale: { age: 9 }, starved: { age: 6, failcount: 1 } },
			'starved starved, stale stale, starved stale',
		],
		['not yet starved', { stale: { age: 4 }, failed: { age: 5, failcount: 1 } }, 'stale stale, failed stale'],
		['out of rotation at the maximum', { three: { age: 9, failcount: 3 } }, ''],
		['unreadable, remote', { u: { failcount: 'unreadable' }, r: { local: false } }, ''],
		['failcounts without those between', { two: { age: 4, failcount: 2 } }, 'two stale'],
		[
			'a never-built one passes the test of age at the failcount below',
			{ stale: { age: 9 }, new: { failcount: 1 } },
			'new never-built, stale stale, new never-built',
		],
	];
	for (const [name, given, expected] of cases) {
		test(name, () => {
			const turns = [...rotation(all(given), policy, now)];
			assert.equal(turns.map((turn) => `${turn.subarch.subarch} ${turn.reason}`).join(', '), expected);
		});
	}

	test('a huge max_failcount takes no longer', () => {
		const turns = [...rotation(all({ a: { age: 9, failcount: 5 } }), { ...policy, maxFailcount: 1e15 }, now)];
		assert.equal(turns.length, 2);
	});

	test('builds in progress are skipped, a stale lock is not', () => {
		const live = nextInRotation(all({ a: { lock: 'live' }, b: { age: 9 } }), policy, now);
		assert.equal(live.turn?.subarch.subarch, 'b');
		assert.deepEqual(
			live.inProgress.map((turn) => turn.subarch.subarch),
			['a'],
		);
		const stale = nextInRotation(all({ a: { lock: 'stale' }, b: { age: 9 } }), policy, now);
		assert.equal(stale.turn?.subarch.subarch, 'a');
	});
});

test('each standing is explained', () => {
	const given = all({
		remote: { local: false },
		unreadable: { failcount: 'unreadable' },
		out: { failcount: 3 },
		running: { lock: 'live' },
		stale: { age: 9 },
		never: {},
		fresh: { age: 1, failcount: 1 },
	});
	const found = rotationStatuses(given, policy, now);
	assert.deepEqual(
		given.map((one) => {
			const standing = found.get(one);
			return standing?.kind === 'due' ? `due ${standing.place}` : standing?.kind;
		}),
		['remote', 'unreadable', 'out-of-rotation', 'in-progress', 'due 2', 'due 1', 'waiting'],
	);
	const fresh = found.get(given[6] as Subarch);
	assert.equal(fresh?.kind === 'waiting' && fresh.from, civilMidnight(2015, 2, 22) ?? 0);
});

suite('the forecast', () => {
	const alternating = async ({ full }: { full: boolean }) =>
		({ kind: 'target', target: full ? 'freshen' : 'full', extras: [] }) as const;

	async function timesOf(dialect: typeof dialect2015, count: number): Promise<string[]> {
		const given = all({ a: { age: 9 }, b: { age: 1 }, c: { lock: 'live' }, d: { failcount: 3 } });
		const steps = await forecastBuilds(given, policy, dialect, now, count, alternating);
		return steps.map(
			({ at, turn, said }) =>
				`${new Date(at).toISOString().slice(5, 13)} ${turn.subarch.subarch} ${said.kind === 'target' ? said.target : '?'}`,
		);
	}

	test('goes from one due date to the next, and full follows freshen', async () => {
		assert.deepEqual(await timesOf(dialect2015, 5), [
			'02-20T12 a full',
			'02-22T00 b full',
			'02-23T00 a freshen',
			'02-25T00 b freshen',
			'02-26T00 a full',
		]);
	});

	test('2019: after any build, map_build gets a full one', async () => {
		assert.deepEqual((await timesOf(dialect2019, 3)).slice(2), ['02-23T00 a freshen']);
	});

	test('ends if nothing will ever be due', async () => {
		assert.deepEqual(
			await forecastBuilds(all({ d: { failcount: 3 } }), policy, dialect2015, now, 5, alternating),
			[],
		);
	});

	test('ends if map_build does not answer', async () => {
		const refusing = async () => ({ kind: 'unusable', reason: 'no' }) as const;
		const steps = await forecastBuilds(all({ a: {} }), policy, dialect2015, now, 5, refusing);
		assert.equal(steps.length, 1);
	});
});
