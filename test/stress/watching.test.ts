/** A short run of the stress of watching, always the same; the long one is `npm run stress -- watching`. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const program = join(import.meta.dirname, 'watching.ts');

test('after changes of all kinds an editor shows the same as a fresh server', () => {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		[program, 'watching', '--seed', '11', '--operations', '100'],
		{ encoding: 'utf8' },
	);
	assert.equal(status, 0, stdout + stderr);
	assert.match(stdout, / 0 lost/);
});
