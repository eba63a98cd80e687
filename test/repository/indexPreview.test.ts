/** What would change in index.xml. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareIndex } from '../../server/src/repository/index.ts';

const build = (attributes: string): string => `<build id="1" ${attributes}/>`;
const index = (...builds: string[]): string =>
	`<?xml version='1.0' encoding='UTF-8'?>\n<subarches><fails builds=""><build build="b" latest="None"/></fails><subarch name="s" builds="1">${builds.join('')}</subarch></subarches>`;
const full = (latest: string, download = `/b/a/s/${latest}/x.tar.xz`): string =>
	build(`variant="" build="b" path="/b/a/s" latest="${latest}" download="${download}"`);

for (const [what, listed, wanted, standings] of [
	['nothing changes', index(full('2015-02-01')), index(full('2015-02-01')), ['same']],
	['there is no file', undefined, index(full('2015-02-01')), ['added']],
	['the file is not XML', '<<a', index(full('2015-02-01')), ['added']],
	['the file is of another shape', '<subarches>x</subarches>', index(full('2015-02-01')), ['added']],
	['a later build', index(full('2015-02-01')), index(full('2015-02-02')), ['newer']],
	['an older one', index(full('2015-02-02')), index(full('2015-02-01')), ['older']],
	['the first one', index(build('variant="" build="b" latest="None"')), index(full('2015-02-01')), ['newer']],
	['another archive', index(full('2015-02-01')), index(full('2015-02-01', '/y&amp;z')), ['changed']],
	['it is gone', index(full('2015-02-01')), index(), ['gone']],
	[
		'two variants, of which one is new',
		index(build('variant="a" release="r" latest="2019-01-01" download="/1"')),
		index(
			build('variant="b" release="r" latest="2019-01-01" download="/2"'),
			build('variant="a" release="r" latest="2019-01-01" download="/1"'),
		),
		['added', 'same'],
	],
	[
		'two archives with one name',
		index(full('2015-02-01', '/1'), full('2015-02-01', '/2')),
		index(full('2015-02-01', '/1'), full('2015-02-01', '/3')),
		['same', 'changed'],
	],
] as const)
	test(what, () => {
		assert.deepEqual(
			compareIndex(listed, wanted).map(({ standing }) => standing),
			standings,
		);
	});

test('names and paths are unescaped', () => {
	const [entry] = compareIndex(undefined, index(full('2015-02-01', '/y&amp;z&quot;')));
	assert.equal(entry?.download, '/y&z"');
	assert.deepEqual([entry?.build, entry?.subarch, entry?.latest], ['b', 's', '2015-02-01']);
});
