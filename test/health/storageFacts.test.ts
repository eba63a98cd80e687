/** Storage of a repository, measured again only where something may have changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { isArchiveName as isArchive } from '../../server/src/health/survey/archiveCount.ts';
import { createSurveyor } from '../../server/src/health/survey/surveyor.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

const hour = 3_600_000;
const old = '/mirror/current/x86/atom/2015-02-10';
const recent = '/mirror/current/x86/atom/2015-02-18';

function surveyed() {
	let now = 0;
	const files = createMemoryFileSystem(() => now);
	for (const build of [old, recent]) {
		files.put(`${build}/stage3-atom.tar.xz`, 'x'.repeat(5000), 0);
		files.put(`${build}/stage3-atom.tar.xz.hash.txt`, 'sha256', 0);
		files.put(`${build}/log/stage3.txt`, 'log', 0);
	}
	files.put('/mirror/current/x86/k8/2015-02-18/stage3-k8.tar', 'x'.repeat(9000), 0);
	files.put('/mirror/current/snapshots/portage-2015-02-18.tar.xz', 'x'.repeat(7000), 0);
	files.put('/mirror/index.xml', 'x', 0);
	const surveyor = createSurveyor(files, () => now, 4, isArchive);
	const survey = (isOutdated?: (subarch: string) => boolean) =>
		surveyor.survey('/mirror', neverAborted, isOutdated);
	return {
		files,
		surveyor,
		survey,
		at(time: number) {
			now = time;
		},
		/** The files that were looked at since this was asked last. */
		looked: () =>
			files.takeCalls().filter((call) => call.startsWith('linkStatus') && /\.(xz|tar|txt)$/.test(call)),
	};
}

test('a build is measured again only if a name in it is new', async () => {
	const { files, surveyor, survey, at, looked } = surveyed();
	at(2 * hour);
	const first = await survey();
	assert.ok(first);
	assert.deepEqual(surveyor.useOf('current/x86/atom/2015-02-10')?.counts, {
		archives: 1,
		hashed: 1,
		signed: 0,
	});
	looked();
	assert.deepEqual(await survey(), first);
	assert.deepEqual(looked(), ['linkStatus /mirror/current/snapshots/portage-2015-02-18.tar.xz']);
	files.put(`${recent}/stage3-atom.tar.xz.asc`, 'signature', 2 * hour);
	files.setModified(recent, 2 * hour);
	const second = await survey();
	assert.ok(looked().every((call) => call.includes(recent) || call.includes('snapshots')));
	assert.deepEqual(surveyor.useOf('current/x86/atom/2015-02-18')?.counts, {
		archives: 1,
		hashed: 1,
		signed: 1,
	});
	assert.ok((second?.bytes ?? 0) > first.bytes);
});

test('subarches that are as they were are not looked at', async () => {
	const { files, survey, at } = surveyed();
	at(2 * hour);
	const first = await survey();
	files.takeCalls();
	assert.deepEqual(await survey((name) => name === 'current/x86/k8'), first);
	assert.deepEqual(
		files.takeCalls().filter((call) => call.includes('/atom')),
		[],
	);
});

test('files that were written shortly before may be growing', async () => {
	const { files, surveyor, survey, at } = surveyed();
	at(hour / 2);
	const first = await survey();
	assert.deepEqual([...surveyor.restless].sort(), ['current/x86/atom', 'current/x86/k8']);
	files.put(`${old}/log/stage3.txt`, 'log'.repeat(5000), hour / 2);
	const second = await survey();
	assert.ok((second?.byKind.get('logs') ?? 0) > (first?.byKind.get('logs') ?? 0));
	at(3 * hour);
	await survey();
	assert.deepEqual([...surveyor.restless], []);
});

test('old measures are not trusted for ever, nor those that a clock that was set back dates in the future', async () => {
	const { surveyor, survey, at, looked } = surveyed();
	at(20 * hour);
	await survey();
	for (const time of [33 * hour, 10 * hour]) {
		at(time);
		looked();
		await survey();
		assert.ok(
			looked().some((call) => call.includes(old)),
			String(time),
		);
		assert.deepEqual([...surveyor.restless], []);
	}
});

test('what cannot be read is counted, and makes the sum of its subarch unknown', async () => {
	const { files, surveyor, survey, at } = surveyed();
	at(2 * hour);
	files.failAt(`${old}/log`, 'denied');
	const survey1 = await survey();
	assert.equal(survey1?.unmeasured, 1);
	assert.equal(survey1?.bySubarch.has('current/x86/atom'), false);
	assert.equal(survey1?.bySubarch.has('current/x86/k8'), true);
	files.failAt(`${old}/log`, undefined);
	files.setModified(old, hour);
	assert.equal((await survey())?.unmeasured, 0);
	assert.equal(surveyor.useOf('current/x86/atom/2015-02-10')?.unmeasured, 0);
});

test('a mirror that is not there has no storage', async () => {
	const surveyor = createSurveyor(createMemoryFileSystem(), () => 0, 4, isArchive);
	assert.equal(await surveyor.survey('/mirror', neverAborted), undefined);
});
