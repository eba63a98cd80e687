/** The forecast of several hosts: on generated farms, with the invariants that a farm must keep. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { civilMidnight, DAY, formatDay } from '../../server/src/base/civilTime.ts';
import {
	type DatedBuild,
	dialect2015,
	dialect2024,
	type FarmHost,
	type FarmStep,
	forecastBuilds,
	forecastFarm,
	type RepositoryPolicy,
	type Subarch,
} from '../../server/src/repository/index.ts';

const today = civilMidnight(2026, 3, 1) ?? 0;
const now = today + DAY / 2;
const hour = DAY / 24;

const askMapBuild = async () => ({ kind: 'target', target: 'full', extras: [] }) as const;

function subarch(name: string, age: number | undefined, failcount = 0): Subarch {
	const date = today - (age ?? 0) * DAY;
	const day = formatDay(date);
	const path = `/m/b/a/${name}`;
	const latest: DatedBuild | undefined =
		age === undefined
			? undefined
			: {
					name: day,
					path: `${path}/${day}`,
					kind: 'dated',
					date,
					day,
					state: 'complete',
					full: true,
					artifacts: [],
					linked: false,
				};
	return {
		build: 'b',
		arch: 'a',
		subarch: name,
		path,
		local: true,
		failcount: { kind: 'count', count: failcount },
		lock: { kind: 'none' },
		seed: { kind: 'none' },
		builds: latest === undefined ? [] : [latest],
		unrecognized: [],
		unseen: [],
		removals: [],
		latest,
		latestFull: latest,
		readable: true,
	};
}

function host(name: string, names: readonly string[], more: Partial<RepositoryPolicy> = {}): FarmHost {
	const lists = {
		builds: ['b'],
		arches: ['a'],
		allBuilds: ['b'],
		allArches: ['a'],
		allSubarches: [...names],
	};
	const share = { host: name, subarches: new Map([['b', names]]), unknown: undefined };
	const limits = { staleDays: 7, maxFailcount: 3, keepNum: 2, indexIgnoreBuilds: [] };
	const policy: RepositoryPolicy = {
		...lists,
		...limits,
		subarches: names,
		share,
		order: 'as-written',
		...more,
	};
	return { name, knownBy: ['named'], work: { kind: 'known', policy, askMapBuild } };
}

const forecastOf = (
	farm: readonly FarmHost[],
	subarches: readonly Subarch[],
	count: number,
	takes: (one: Subarch) => number = () => 0,
	busyUntil: ReadonlyMap<string, number> = new Map(),
): Promise<readonly FarmStep[]> =>
	forecastFarm(farm, { subarches, dialect: dialect2024, now, count, takes, busyUntil });

const lines = (steps: readonly FarmStep[]): readonly string[] =>
	steps.map(
		({ host: name, at, turn }) =>
			`${new Date(at).toISOString().slice(5, 13)} ${name} ${turn.subarch.subarch}`,
	);

/** What must hold of every forecast. */
function checkFarm(steps: readonly FarmStep[], farm: readonly FarmHost[]): void {
	const busy = { hosts: new Map<string, number>(), subarches: new Map<string, number>() };
	let last = 0;
	for (const { host: name, at, until, turn } of steps) {
		const { subarch: built } = turn.subarch;
		const work = farm.find((one) => one.name === name)?.work;
		assert.ok(work?.kind === 'known' && work.policy.subarches.includes(built), `${name} builds ${built}`);
		assert.ok(at >= last && until >= at, 'steps are in the order of time');
		assert.ok(at >= (busy.hosts.get(name) ?? 0), `${name} builds one at a time`);
		assert.ok(at >= (busy.subarches.get(built) ?? 0), `${built} is built by one host at a time`);
		busy.hosts.set(name, until);
		busy.subarches.set(built, until);
		last = at;
	}
}

const farms = fc
	.record({
		hosts: fc.integer({ min: 1, max: 5 }),
		subarches: fc.array(
			fc.record({
				age: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
				failcount: fc.integer({ min: 0, max: 4 }),
				takes: fc.integer({ min: 0, max: 30 }),
				builders: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }),
			}),
			{ maxLength: 12 },
		),
		busy: fc.integer({ min: 0, max: 9 }),
		isAsWritten: fc.boolean(),
	})
	.map(({ hosts, subarches, busy, isAsWritten }) => ({
		subarches: subarches.map(({ age, failcount }, index) => subarch(`s${index}`, age, failcount)),
		takes: new Map(subarches.map(({ takes }, index) => [`s${index}`, takes * hour])),
		farm: Array.from({ length: hosts }, (_, number) =>
			host(
				`h${number}`,
				subarches.flatMap(({ builders }, index) => (builders.includes(number) ? `s${index}` : [])),
				isAsWritten ? { order: 'as-written' } : {},
			),
		),
		busyUntil: new Map([['h0', now + busy * hour]]),
	}));

test('on any farm: only hosts that build it, one at a time, no subarch by two at once', async () => {
	await fc.assert(
		fc.asyncProperty(farms, async ({ farm, subarches, takes, busyUntil }) => {
			const steps = await forecastOf(farm, subarches, 60, (one) => takes.get(one.subarch) ?? 0, busyUntil);
			checkFarm(steps, farm);
			assert.deepEqual(
				await forecastOf(farm, subarches, 60, (one) => takes.get(one.subarch) ?? 0, busyUntil),
				steps,
				'the same again',
			);
			const [first] = farm;
			const busy = busyUntil.get('h0') ?? 0;
			assert.ok(
				first && steps.every(({ host: name, at }) => name !== first.name || at >= busy),
				'h0 is busy',
			);
		}),
		{ seed: 14, numRuns: 300 },
	);
});

test('one host alone: the forecast of one host', async () => {
	await fc.assert(
		fc.asyncProperty(farms, fc.boolean(), async ({ subarches }, isLater) => {
			const names = subarches.map((one) => one.subarch);
			const only = host('h', names);
			const { order, ...earlier } = only.work.kind === 'known' ? only.work.policy : assert.fail();
			const policy = isLater ? { ...earlier, order: 'as-written' as const } : earlier;
			const dialect = isLater ? dialect2024 : dialect2015;
			const single = await forecastBuilds(subarches, policy, dialect, now, 40, askMapBuild);
			const work = { kind: 'known', policy, askMapBuild } as const;
			const known = { subarches, dialect, now, count: 40, takes: () => 0, busyUntil: new Map() };
			const steps = await forecastFarm([{ ...only, work }], known);
			assert.deepEqual(
				steps.map(({ host: name, until, ...step }) => step),
				single,
			);
			assert.equal(order, 'as-written');
		}),
		{ seed: 15, numRuns: 200 },
	);
});

test('20 hosts with 2,000 subarches: the invariants hold, and nothing starves', async () => {
	// Each host builds 100 subarches of its own and shares 20 with the next one; a week holds twice the hours that they take.
	const names = Array.from({ length: 2000 }, (_, index) => `s${index}`);
	const subarches = names.map((name, index) => subarch(name, index % 14));
	const farm = Array.from({ length: 20 }, (_, number) => {
		const own = names.slice(number * 100, number * 100 + 120);
		return host(`h${number}`, own);
	});
	const takes = (one: Subarch): number => (Number(one.subarch.slice(1)) % 3) * 0.8 * hour;
	const steps = await forecastOf(farm, subarches, 8000, takes);
	assert.equal(steps.length, 8000);
	checkFarm(steps, farm);
	const starts = new Map(names.map((name, index) => [name, [today - (index % 14) * DAY]]));
	for (const { at, turn } of steps) starts.get(turn.subarch.subarch)?.push(at);
	const end = steps.at(-1)?.at ?? 0;
	for (const [name, all] of starts) {
		const gaps = [...all.slice(1), end].map((moment, index) => (moment - (all[index] ?? 0)) / DAY);
		// Stale after 7 days, and within another week all that is due is built.
		assert.ok(Math.max(...gaps.slice(1)) <= 14, `${name} waits ${Math.max(...gaps.slice(1))} days`);
		assert.ok((all[1] ?? end) <= now + 14 * DAY, name);
	}
});

test('hosts take turns, and a shared subarch is built by one of them', async () => {
	const subarches = ['a', 'b', 'c'].map((name) => subarch(name, 10));
	const farm = [host('x', ['a', 'b', 'c']), host('y', ['a', 'b', 'c'])];
	assert.deepEqual(lines(await forecastOf(farm, subarches, 5)), [
		'03-01T12 x a',
		'03-01T12 y b',
		'03-01T12 x c',
		'03-08T00 y a',
		'03-08T00 x b',
	]);
	const hours = await forecastOf(farm, subarches, 3, (one) => (one.subarch === 'a' ? 5 : 2) * hour);
	assert.deepEqual(lines(hours), ['03-01T12 x a', '03-01T12 y b', '03-01T14 y c']);
});

test('a host that is idle builds what another one is too busy for when it becomes due', async () => {
	const subarches = [subarch('shared', 10), subarch('long', 5)];
	const farm = [host('x', ['shared', 'long']), host('y', ['shared'])];
	const steps = await forecastOf(farm, subarches, 3, (one) => (one.subarch === 'long' ? 400 : 1) * hour);
	assert.deepEqual(lines(steps), ['03-01T12 x shared', '03-03T00 x long', '03-08T00 y shared']);
});

test('what is locked is left out, and hosts of which nothing is known build nothing', async () => {
	const locked: Subarch = {
		...subarch('a', 10),
		lock: { kind: 'live', holder: { kind: 'foreign', host: 'y', pid: '1' } },
	};
	const mute: FarmHost = { name: 'z', knownBy: ['lock'], work: { kind: 'unknown', reason: '' } };
	const steps = await forecastOf([mute, host('x', ['a', 'b'])], [locked, subarch('b', 10)], 1);
	assert.deepEqual(lines(steps), ['03-01T12 x b']);
	assert.deepEqual(await forecastOf([mute], [subarch('b', 10)], 1), []);
	assert.deepEqual(await forecastOf([], [subarch('b', 10)], 1), []);
});

test('a host whose map_build gives no target ends there; the others go on', async () => {
	const refused = host('x', ['a', 'b']);
	const work = { ...refused.work, askMapBuild: async () => ({ kind: 'unusable', reason: 'no' }) as const };
	const farm: readonly FarmHost[] = [{ ...refused, work: work as FarmHost['work'] }, host('y', ['b', 'a'])];
	const steps = await forecastOf(farm, [subarch('a', 10), subarch('b', 10)], 10);
	assert.equal(steps.filter(({ host: name }) => name === 'x').length, 1);
	assert.equal(steps.filter(({ host: name }) => name === 'y').length, 9);
});
