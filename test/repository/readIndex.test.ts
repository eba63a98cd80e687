/** index.xml read back: all builds of all that was recorded, in both dialects, and what is no index.xml. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { readIndex } from '../../server/src/repository/index.ts';
import { readRecordedIndexes } from '../support/recordedIndexes.ts';

suite('a recorded index.xml', () => {
	for (const { name, dialect, text } of readRecordedIndexes()) {
		test(name, () => {
			const { builds, failed, problems } = readIndex(text);
			assert.deepEqual(problems, []);
			assert.equal(builds.length + failed.length, text.split('<build ').length - 1);
			for (const { subarch, latest, download, path, size, variants } of builds) {
				assert.notEqual(subarch, undefined);
				// What was never built cannot be downloaded.
				assert.equal(download?.startsWith(`${path}/${latest}/`) ?? latest === undefined, true);
				assert.equal(size !== undefined && variants.length === 1, dialect === '2019');
			}
			for (const { subarch, failcount = 0, ...build } of failed) {
				assert.ok(subarch === undefined && failcount > 0);
				assert.ok(builds.some((one) => one.path === build.path && one.download === build.download));
			}
		});
	}
});

test('2015: variants, failed ones, and one that was never built', () => {
	const { builds, failed } = readIndex(`<?xml version='1.0' encoding='UTF-8'?>
<subarches>
  <fails builds="1">
    <build id="1" variant="pure64+hardened" build="current" path="/c/x/a" latest="None" failcount="3"/>
  </fails>
  <subarch name="a" builds="1,2" CFLAGS="-O2 &amp; more">
    <build id="1" variant="pure64+hardened" build="current" path="/c/x/a" latest="None"/>
    <build id="2" variant="" build="stable" path="/s/x/a" latest="2015-02-10" download="/s/x/a/2015-02-10/a.tar.xz"/>
  </subarch>
</subarches>`);
	const never = { build: 'current', variants: ['pure64', 'hardened'], path: '/c/x/a' };
	const stable = {
		build: 'stable',
		variants: [],
		path: '/s/x/a',
		latest: '2015-02-10',
		download: '/s/x/a/2015-02-10/a.tar.xz',
	};
	assert.deepEqual(failed, [{ ...never, failcount: 3 }]);
	assert.deepEqual(builds, [
		{ subarch: 'a', ...never },
		{ subarch: 'a', ...stable },
	]);
});

test('2019: artifacts with their flavors and sizes', () => {
	const { builds, failed } = readIndex(
		'<subarches><subarch name="a" builds="1"><build id="1" variant="c++" release="1.4" path="/1.4/x/a" latest="2019-11-01" download="/1.4/x/a/2019-11-01/c.tar.xz" size="4.0KB"/></subarch></subarches>',
	);
	const artifact = {
		subarch: 'a',
		build: '1.4',
		variants: ['c++'],
		path: '/1.4/x/a',
		latest: '2019-11-01',
		download: '/1.4/x/a/2019-11-01/c.tar.xz',
		size: '4.0KB',
	};
	assert.deepEqual([builds, failed], [[artifact], []]);
});

suite('what is no index.xml gives a problem at its place', () => {
	for (const [what, text, code, at] of [
		['no XML', '<subarches>', 'broken-xml', '<subarches>'],
		[
			'other XML',
			'<?xml version="1.0"?>\r\n<html><subarch><build path="/x"/></subarch></html>',
			'not-an-index',
			'html>',
		],
		[
			'a build without path',
			'<subarches>\r\n<fails><build id="1"/></fails></subarches>',
			'build-without-path',
			'build id',
		],
	] as const) {
		test(what, () => {
			const { builds, failed, problems } = readIndex(text);
			assert.deepEqual([builds, failed], [[], []]);
			const [problem] = problems;
			assert.equal(problem?.code, code);
			assert.ok(text.slice(problem?.span.start).startsWith(at));
		});
	}
});

test('what is not known is passed over', () => {
	const { builds, problems } = readIndex(
		'<subarches><news><build/></news><subarch><sign/><build path="/x" failcount="many"/></subarch></subarches>',
	);
	assert.deepEqual(builds, [{ build: '', variants: [], path: '/x' }]);
	assert.deepEqual(problems, []);
});
