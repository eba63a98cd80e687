/** The disk use of a repository is what du says, on a real disk. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
	linkSync,
	lstatSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { neverAborted } from '../../server/src/base/abort.ts';
import { isArchiveName as isArchive } from '../../server/src/health/survey/archiveCount.ts';
import { createSurveyor } from '../../server/src/health/survey/surveyor.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';

/** What du says of each of several directories; what they share counts for the first of them. */
function duOfEach(paths: readonly string[]): readonly number[] {
	if (paths.length === 0) return [];
	const lines = execFileSync('du', ['-s', '-B1', ...paths], { encoding: 'utf8' }).trimEnd();
	return lines.split('\n').map((line) => Number.parseInt(line, 10));
}

const du = (path: string): number | undefined => duOfEach([path])[0];

test('hard links count once, links for themselves, and the sums add up', async (t) => {
	const mirror = mkdtempSync(join(tmpdir(), 'metro-survey-'));
	t.after(() => rmSync(mirror, { recursive: true }));
	const build = join(mirror, 'current/x86/atom/2015-02-10');
	mkdirSync(join(build, 'log'), { recursive: true });
	const archive = join(build, 'stage3-atom.tar.xz');
	writeFileSync(archive, 'x'.repeat(50_000));
	writeFileSync(`${archive}.hash.txt`, 'sha256');
	writeFileSync(join(build, 'log/stage3.txt'), 'log'.repeat(4000));
	mkdirSync(join(mirror, 'next/x86/atom/2015-02-11'), { recursive: true });
	linkSync(archive, join(mirror, 'next/x86/atom/2015-02-11/stage3-atom.tar.xz'));
	symlinkSync('2015-02-10', join(mirror, 'current/x86/atom/latest'));
	writeFileSync(join(mirror, 'index.xml'), '<subarches/>');
	const surveyor = createSurveyor(openFileSystem(), Date.now, 4, isArchive);
	const survey = await surveyor.survey(mirror, neverAborted);
	assert.ok(survey);
	assert.equal(survey.bytes, du(mirror));
	assert.equal(survey.byBuild.get('current'), du(join(mirror, 'current')));
	assert.equal(survey.byArch.get('current/x86'), du(join(mirror, 'current/x86')));
	assert.equal(
		[...survey.byKind.values()].reduce((sum, bytes) => sum + bytes, 0),
		survey.bytes,
	);
	assert.equal(survey.unmeasured, 0);
	assert.deepEqual(surveyor.useOf('current/x86/atom/2015-02-10')?.counts, {
		archives: 1,
		hashed: 1,
		signed: 0,
	});
});

/** Where something lies, and what: a file of so many bytes, or a link to something that was put before. */
const entry = fc.record({
	place: fc.tuple(
		fc.constantFrom('current', 'next'),
		fc.constantFrom('x86', 'arm'),
		fc.constantFrom('atom', 'i686', '<b>'),
		fc.constantFrom('2015-02-10', '2015-02-11', '2015-02-12', 'latest', '.control'),
	),
	name: fc.constantFrom('stage3-x.tar.xz', 'stage3-x.tar.xz.hash.txt', 'a/b/stage1.txt', 'status', 'core'),
	what: fc.oneof(
		fc.record({ bytes: fc.integer({ min: 0, max: 200_000 }) }),
		fc.record({ hard: fc.nat() }),
		fc.record({ soft: fc.nat() }),
	),
});

test('on random repositories the sums are those of du', async (t) => {
	const top = mkdtempSync(join(tmpdir(), 'metro-survey-'));
	t.after(() => rmSync(top, { recursive: true }));
	let count = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(entry, { maxLength: 30 }), async (entries) => {
			const mirror = join(top, String(count++));
			mkdirSync(mirror);
			const files: string[] = [];
			for (const { place, name, what } of entries) {
				const path = join(mirror, ...place, name);
				if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) continue;
				mkdirSync(dirname(path), { recursive: true });
				const known = (index: number): string | undefined => files[index % Math.max(1, files.length)];
				if ('soft' in what) symlinkSync(known(what.soft) ?? 'nothing', path);
				else {
					const original = 'hard' in what ? known(what.hard) : undefined;
					if (original === undefined) writeFileSync(path, 'x'.repeat('bytes' in what ? what.bytes : 1));
					else linkSync(original, path);
					files.push(path);
				}
			}
			const survey = await createSurveyor(openFileSystem(), Date.now, 4, isArchive).survey(
				mirror,
				neverAborted,
			);
			assert.equal(survey?.bytes, du(mirror));
			const builds = readdirSync(mirror).sort();
			const arches = builds.flatMap((build) =>
				readdirSync(join(mirror, build))
					.sort()
					.map((arch) => `${build}/${arch}`),
			);
			for (const [names, sums] of [
				[builds, survey?.byBuild],
				[arches, survey?.byArch],
			] as const)
				assert.deepEqual(
					names.map((name) => sums?.get(name)),
					duOfEach(names.map((name) => join(mirror, name))),
				);
		}),
		{ seed: 11, numRuns: 15 },
	);
});
