import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../server/src/flexdata/index.ts';
import { fileIndex } from '../../server/src/setup/configuration/fileIndex.ts';
import { staticCollectPath } from '../../server/src/setup/configuration/staticCollectPath.ts';

const cases: readonly (readonly [written: string, pieces: readonly string[]])[] = [
	['./x.conf', ['/metro/etc/x.conf']],
	['../x.conf', ['/metro/x.conf']],
	['/elsewhere/./x.conf', ['/elsewhere/x.conf']],
	['$[path/install]/etc/x.conf', ['/metro/etc/x.conf']],
	['$[path/install]/etc/$[a].conf', ['/metro/etc/', '.conf']],
	['./builds/$[a]/$[b].conf', ['/metro/etc/builds/', '/', '.conf']],
	['$[a]/x.conf', ['', '/x.conf']],
	['$[path/install?]/x.conf', ['', '/x.conf']],
	['$[path/install', ['', '']],
];

for (const [written, pieces] of cases) {
	test(`a collect of ${written} leads to ${pieces.join('…')}`, () => {
		const [node] = fileIndex(parse(`[collect ${written}]\n`)).collects;
		assert.ok(node !== undefined);
		assert.deepEqual(staticCollectPath(node, '/metro/etc/master.conf', '/metro'), pieces);
	});
}

test('without an installation, path/install is unknown', () => {
	const [node] = fileIndex(parse('[collect $[path/install]/x.conf]\n')).collects;
	assert.ok(node !== undefined);
	assert.deepEqual(staticCollectPath(node, '/metro/etc/master.conf', undefined), ['', '/x.conf']);
});
