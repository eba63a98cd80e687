/** Which commands that ended in a terminal count as a use of `buildrepo`. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasRunBuildrepo } from '../../client/src/buildrepo/terminalUse.ts';

for (const [line, status, expected] of [
	['buildrepo status', 0, true],
	['buildrepo', 2, true],
	['cd /srv && buildrepo nextbuild; echo done', 0, true],
	['/opt/bin/buildrepo clean | less', 0, true],
	['buildrepo status', 127, false],
	['./buildrepo', 126, false],
	['buildrepo status', undefined, false],
	['ls buildrepo.md', 0, false],
	['mybuildrepo', 0, false],
] as const) {
	test(`${line}, status ${status}`, () => {
		assert.equal(hasRunBuildrepo({ line, status }), expected);
	});
}
