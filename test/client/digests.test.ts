/** Generate Digests counts what was done and what was not, and claims nothing that was not checked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestsGenerated, readTally } from '../../client/src/buildrepo/digests.ts';

const rest =
	' Hash files that were there have not been compared with their archives: "buildrepo verify" does that.';

for (const [tally, severity, text] of [
	[{ hashed: 3, leftAlone: [], changedLater: [], removed: 0 }, 'information', `Hashed 3 archives.${rest}`],
	[
		{ hashed: 0, leftAlone: [], changedLater: [], removed: 1 },
		'information',
		`No archive lacked a hash file; removed 1 leftover hash file.${rest}`,
	],
	[
		{ hashed: 1, leftAlone: [{ path: '/a', reason: 'x' }], changedLater: ['/b', '/c'], removed: 0 },
		'warning',
		`Hashed 1 archive. 1 archive still being written, left alone; 2 archives changed after being hashed ("buildrepo digestgen --repair" hashes anew).${rest}`,
	],
] as const) {
	test(text.slice(0, 60), () => {
		const said = digestsGenerated(readTally(JSON.stringify(tally)));
		assert.deepEqual([said.severity, said.text], [severity, text]);
	});
}

test('what another program did is not claimed', () => {
	for (const output of ['', 'Generating hashes...\n', '{}', 'null', '[]'])
		assert.match(digestsGenerated(readTally(output)).text, /that you chose has ended without an error/);
});
