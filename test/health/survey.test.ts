/** The disk use of a repository is what du says, on a real disk. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { neverAborted } from '../../server/src/base/abort.ts';
import { createSurveyor } from '../../server/src/health/survey/surveyor.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';

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
	const surveyor = createSurveyor(openFileSystem(), Date.now, 4);
	const survey = await surveyor.survey(mirror, neverAborted);
	assert.ok(survey);
	const du = (path: string): number =>
		Number(execFileSync('du', ['-s', '-B1', path]).toString().split('\t')[0]);
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
