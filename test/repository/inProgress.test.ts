/** Which build of a subarch is in progress, and that no command takes anything of it for finished, whatever else lies there. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { neverAborted } from '../../server/src/base/abort.ts';
import { DAY, formatDay } from '../../server/src/base/civilTime.ts';
import {
	dialect2015,
	dialect2024,
	isBeingBuilt,
	scanSubarch,
	whyUnfinished,
} from '../../server/src/repository/index.ts';
import { machine } from '../support/machine.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

const subarch = '/m/b/a/s';
const place = { build: 'b', arch: 'a', subarch: 's', path: subarch, local: true };
const lockedAt = Date.parse('2026-03-10T12:00:00Z');
const hour = 3_600_000;

interface Scene {
	readonly is2024: boolean;
	/** Days before that of the lock, each with the hours between the lock and the last write; all before it. */
	readonly old: readonly {
		readonly daysAgo: number;
		readonly isComplete: boolean;
		readonly isHashed: boolean;
	}[];
	/** The build of the run, in days before that of the lock: by hand, one may go on with any. */
	readonly run: number;
	/** The run has written its targets or a log, and then perhaps an archive, which something has hashed while it grew. */
	readonly stage: 'none' | 'begun' | 'archive' | 'hashed';
	readonly lock: 'alpha:7' | 'far:5' | 'far:2147483647' | 'a:b:c' | 'claim';
}

const scenes: fc.Arbitrary<Scene> = fc.record({
	is2024: fc.boolean(),
	old: fc.uniqueArray(
		fc.record({ daysAgo: fc.nat({ max: 5 }), isComplete: fc.boolean(), isHashed: fc.boolean() }),
		{ selector: ({ daysAgo }) => daysAgo, maxLength: 4 },
	),
	run: fc.oneof(fc.constant(0), fc.integer({ min: -1, max: 5 })),
	stage: fc.constantFrom('none', 'begun', 'archive', 'hashed'),
	lock: fc.constantFrom('alpha:7', 'far:5', 'far:2147483647', 'a:b:c', 'claim'),
});

const dayOf = (daysAgo: number): string => formatDay(lockedAt - daysAgo * DAY);
const archiveOf = (daysAgo: number, run = ''): string =>
	`${subarch}/${dayOf(daysAgo)}/stage3-s${run}-${dayOf(daysAgo)}.tar.xz`;

function lay({ is2024, old, run, stage, lock }: Scene) {
	const files = createMemoryFileSystem();
	for (const { daysAgo, isComplete, isHashed } of old) {
		const written = Math.min(lockedAt - hour, lockedAt - daysAgo * DAY);
		const build = `${subarch}/${dayOf(daysAgo)}`;
		const put = (name: string, text: string) => files.put(`${build}/${name}`, text, written);
		if (is2024) put('.targets', 'stage3\n');
		put('log/stage3.txt', 'x');
		put('status', isComplete ? 'ok' : 'fail');
		files.put(archiveOf(daysAgo), 'x', written);
		if (isHashed) files.put(`${archiveOf(daysAgo)}.hash.txt`, 'x', lockedAt + 2 * hour);
		files.setModified(`${build}/log`, written);
	}
	const path = `${subarch}/.control/${lock === 'claim' ? '.buildrepo_progress' : '.multi_progress'}`;
	files.put(path, lock === 'claim' ? 'alpha:7\n7-1-b-a\n' : lock, lockedAt);
	if (stage === 'none') return files;
	const begun = is2024 ? '.targets' : 'log/stage1.txt';
	files.put(`${subarch}/${dayOf(run)}/${begun}`, 'stage3\n', lockedAt + 1000);
	if (stage === 'begun') return files;
	files.put(archiveOf(run, '-new'), 'x', lockedAt + hour);
	if (stage === 'hashed') files.put(`${archiveOf(run, '-new')}.hash.txt`, 'x', lockedAt + hour + 1);
	return files;
}

test('only what the run works on is in progress, and nothing of it is finished', async () => {
	await fc.assert(
		fc.asyncProperty(scenes, async (scene) => {
			const files = lay(scene);
			const ports = { files, ...machine([7]), hostName: 'alpha', signal: neverAborted };
			const dialect = scene.is2024 ? dialect2024 : dialect2015;
			const { subarch: seen } = await scanSubarch(place, dialect, ports);
			assert.ok(seen);
			const isKnown = scene.lock !== 'a:b:c';
			for (const build of seen.builds) {
				const isOfRun = scene.stage !== 'none' && build.name === dayOf(scene.run);
				const answer = isBeingBuilt(seen, build);
				if (isOfRun) assert.equal(answer, isKnown ? 'yes' : 'unknown', build.name);
				else if (scene.stage !== 'none') assert.equal(answer, 'no', build.name);
				else assert.notEqual(answer, 'yes', build.name);
			}
			for (const { daysAgo } of scene.old) {
				const why = await whyUnfinished(archiveOf(daysAgo), ['/m'], ports);
				if (scene.stage === 'none') {
					if (daysAgo > 1) assert.equal(why, undefined);
					else assert.match(why ?? '', /^it is unknown/);
				} else if (daysAgo === scene.run) assert.match(why ?? '', /in progress/);
				else assert.equal(why, undefined);
			}
			if (scene.stage === 'archive' || scene.stage === 'hashed')
				assert.match((await whyUnfinished(archiveOf(scene.run, '-new'), ['/m'], ports)) ?? '', /in progress/);
		}),
		{ numRuns: 300, seed: 14 },
	);
});

test('what cannot be read leaves unknown which build is in progress', async () => {
	const files = lay({
		is2024: true,
		old: [{ daysAgo: 0, isComplete: false, isHashed: false }],
		run: 0,
		stage: 'none',
		lock: 'far:5',
	});
	files.failAt(`${subarch}/${dayOf(0)}/log`, 'denied');
	files.failAt(`${subarch}/.control/.multi_progress`, 'denied');
	const ports = { files, ...machine(), hostName: 'alpha', signal: neverAborted };
	const { subarch: seen } = await scanSubarch(place, dialect2024, ports);
	assert.deepEqual(seen?.inProgress, { kind: 'unknown', names: [dayOf(0)] });
	assert.match((await whyUnfinished(archiveOf(0), ['/m'], ports)) ?? '', /^it is unknown/);
});
