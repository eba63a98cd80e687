/** Which names a path depends on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { waysTo } from '../../server/src/watching/waysTo.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

const cases: readonly [path: string, ways: readonly string[]][] = [
	['/data/mirror', ['/data', '/data/mirror']],
	['/', []],
	['/top', ['/top']],
	['/data/link', ['/data', '/data/link', '/data/mirror']],
	['/data/link/sub', ['/data/link', '/data/mirror', '/data/mirror/sub']],
	['/links/absolute/sub/deep', ['/links/absolute', '/data/mirror/sub', '/data/mirror/sub/deep']],
	['/data/up/mirror', ['/data/up', '/data', '/data/mirror']],
	['/data/none/below', ['/data/none', '/data/none/below']],
];

for (const [path, ways] of cases) {
	test(path, async () => {
		const files = createMemoryFileSystem();
		files.putDirectory('/data/mirror/sub/deep');
		files.putDirectory('/data/other');
		files.putLink('/data/link', 'mirror');
		files.putLink('/data/up', 'other/..');
		files.putLink('/links/absolute', '/data/link');
		const found = await waysTo(path, files);
		for (const way of ways) assert.ok(found.includes(way), `${way} in ${found.join(' ')}`);
	});
}

test('circular links end', async () => {
	const files = createMemoryFileSystem();
	files.putLink('/a', '/b');
	files.putLink('/b', '/a');
	assert.deepEqual((await waysTo('/a/x', files)).slice(0, 2), ['/a', '/b']);
});
