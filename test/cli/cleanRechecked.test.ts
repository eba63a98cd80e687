/** `clean --apply` on real files: each item is checked again just before its removal, whatever went away since the plan. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { interleaved } from '../support/interleaved.ts';
import { type RealSample, realSample } from '../support/realSample.ts';
import { buildrepo } from '../support/testHost.ts';

const apply = ['clean', '--apply', '--yes'];
const now = '2015-02-20T12:00:00Z';
const days = ['2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04', '2015-01-05'] as const;

/** Cleans, and calls `meanwhile` just before the last check of the item whose path ends in `before`. */
async function cleanWhile(sample: RealSample, before: string, meanwhile: () => void) {
	let hasBegun = false;
	let isDone = false;
	const files = interleaved(openFileSystem(), (_, name, path) => {
		if (name === 'removeTree' || name === 'remove') hasBegun = true;
		if (hasBegun && !isDone && path.endsWith(before)) {
			isDone = true;
			meanwhile();
		}
	});
	const outcome = await buildrepo(apply, { files, now, env: sample.env });
	assert.ok(isDone, 'the moment came');
	return outcome;
}

for (const dialect of ['2015', '2019'] as const) {
	suite(`builds (${dialect})`, () => {
		const cases: readonly {
			readonly what: string;
			readonly keep: number;
			/** Happens between the first removal and the second. */
			readonly meanwhile: (sample: RealSample) => void;
			readonly left: readonly string[];
			readonly reason: string | undefined;
		}[] = [
			{
				what: 'the newest build goes, the only one that the plan keeps',
				keep: 1,
				meanwhile: ({ subarch }) => rmSync(`${subarch}/${days[4]}`, { recursive: true }),
				// The fourth is the newest then, and the second and third still have newer ones.
				left: [days[3]],
				reason: 'no more recent complete build is left',
			},
			{
				what: 'one of three that the plan keeps goes',
				keep: 3,
				meanwhile: ({ subarch }) => rmSync(`${subarch}/${days[3]}`, { recursive: true }),
				left: [days[1], days[2], days[4]],
				reason: 'only 2 more recent complete builds are left',
			},
			{
				what: 'one of three that the plan keeps loses its files',
				keep: 3,
				meanwhile: ({ subarch }) => {
					const build = `${subarch}/${days[3]}`;
					for (const name of readdirSync(build)) unlinkSync(`${build}/${name}`);
				},
				left: [days[1], days[2], days[3], days[4]],
				reason: 'only 2 more recent complete builds are left',
			},
			{
				what: 'all that the plan keeps go',
				keep: 2,
				meanwhile: ({ subarch }) => {
					for (const day of [days[3], days[4]]) rmSync(`${subarch}/${day}`, { recursive: true });
				},
				left: [days[1], days[2]],
				reason: 'only 1 more recent complete build is left',
			},
			{
				what: 'one that the plan keeps goes, but a newer one has come',
				keep: 3,
				meanwhile: ({ subarch, putBuild }) => {
					rmSync(`${subarch}/${days[3]}`, { recursive: true });
					putBuild('2015-02-01');
				},
				left: [days[2], days[4], '2015-02-01'],
				reason: undefined,
			},
		];
		for (const { what, keep, meanwhile, left, reason } of cases) {
			test(what, async (t) => {
				const sample = realSample(t, `keep_num = ${keep}`, dialect);
				for (const day of days) sample.putBuild(day);
				const { stderr, stdout, status } = await cleanWhile(sample, days[1], () => meanwhile(sample));
				assert.deepEqual(readdirSync(sample.subarch).sort(), left);
				assert.equal(status, reason === undefined ? 0 : 1);
				if (reason === undefined) assert.equal(stderr, '');
				else assert.match(stderr, new RegExp(`left alone: \\S+/2015-01-0[234]: ${reason}\n`));
				assert.equal(/left alone\.$/m.test(stdout), reason !== undefined);
			});
		}
	});
}

test('snapshots: of what is left, as many stay as are to be kept', async (t) => {
	const sample = realSample(t, 'keep_num = 2');
	const names = days.map((day) => `${sample.snapshots}/portage-${day}.tar.xz`);
	for (const name of names) for (const ending of ['', '.hash.txt']) sample.put(name + ending);
	const { stderr, status } = await cleanWhile(sample, `.portage-${days[1]}.tar.xz_progress`, () => {
		unlinkSync(`${sample.snapshots}/portage-${days[3]}.tar.xz`);
		unlinkSync(`${sample.snapshots}/portage-${days[4]}.tar.xz`);
	});
	assert.equal(status, 1);
	assert.deepEqual(
		names.map((name) => existsSync(name)),
		[false, true, true, false, false],
	);
	assert.ok(existsSync(`${names[1]}.hash.txt`) && !existsSync(`${names[0]}.hash.txt`));
	assert.match(stderr, /left alone: \S+01-02\.tar\.xz: only 1 more recent snapshot is left\n/);
});

test('an incomplete build stays if a build of its day became the latest one', async (t) => {
	const sample = realSample(t, 'keep_num = 3', '2019');
	sample.put('2015-01-01/status', 'failed');
	sample.put('2015-01-02/status', 'failed');
	sample.putBuild('2015-01-05');
	const { stderr, status } = await cleanWhile(sample, '2015-01-02', () => {
		rmSync(`${sample.subarch}/2015-01-05`, { recursive: true });
		// The same day as Python reads it.
		sample.putBuild('2015-1-2');
	});
	assert.equal(status, 1);
	assert.match(stderr, /01-02: it is from the day of the latest complete build now/);
	assert.deepEqual(readdirSync(sample.subarch).sort(), ['2015-01-02', '2015-1-2']);
});

test('a link stays if the build that it leads to is gone', async (t) => {
	const sample = realSample(t, 'keep_num = 1');
	for (const day of [days[0], days[4]]) sample.putBuild(day);
	sample.put(`${sample.home}/elsewhere/stage3-s.tar.xz`);
	symlinkSync(`${sample.home}/elsewhere`, `${sample.subarch}/${days[1]}`);
	const { stderr } = await cleanWhile(sample, days[1], () =>
		rmSync(`${sample.home}/elsewhere`, { recursive: true }),
	);
	assert.match(stderr, /01-02: the build that it leads to is gone\n/);
	assert.deepEqual(readdirSync(sample.subarch).sort(), [days[1], days[4]]);
});

test('a subarch that can no longer be listed loses nothing', async (t) => {
	const sample = realSample(t, 'keep_num = 1');
	for (const day of days) sample.putBuild(day);
	const { stderr } = await cleanWhile(sample, days[1], () => {
		rmSync(sample.subarch, { recursive: true });
		writeFileSync(sample.subarch, 'a file');
	});
	assert.doesNotMatch(stderr, /Error/);
	assert.ok(existsSync(sample.subarch));
});

test('the check lists the subarch once for each item, and looks into the builds that are kept only', async (t) => {
	const sample = realSample(t, 'keep_num = 3');
	for (let day = 1; day <= 28; day++) sample.putBuild(`2015-01-${String(day).padStart(2, '0')}`);
	const listed: string[] = [];
	const files = interleaved(openFileSystem(), (_, name, path) => void (name === 'list' && listed.push(path)));
	await buildrepo(['clean'], { files, now, env: sample.env });
	const planning = listed.splice(0).length;
	await buildrepo(apply, { files, now, env: sample.env });
	const removed = 25;
	const perItem = listed.filter((path) => path === sample.subarch).length - 1;
	assert.equal(perItem, removed);
	// The item, the subarch, the three builds that stay, and the item again for its size.
	assert.ok(listed.length - planning <= removed * 6, `${listed.length - planning} listings`);
});
