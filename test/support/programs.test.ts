/** A bundle that would test old code is refused. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { bundleIn } from './programs.ts';

test('a bundle is used only if it is there and no source is newer', (t) => {
	const folder = mkdtempSync(join(tmpdir(), 'metro-programs-'));
	t.after(() => rmSync(folder, { recursive: true }));
	const put = (path: string, second: number): void => {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), '');
		utimesSync(join(folder, path), second, second);
	};
	put('server/src/cli/main.ts', 1_000_000);
	assert.throws(() => bundleIn(folder, 'some.cjs'), /some\.cjs is missing: run "npm run build"$/);
	put('dist/some.cjs', 1_000_001);
	assert.equal(bundleIn(folder, 'some.cjs'), join(folder, 'dist', 'some.cjs'));
	put('server/src/base/deep/one.ts', 1_000_002);
	assert.throws(
		() => bundleIn(folder, 'some.cjs'),
		/is older than server\/src\/base\/deep\/one\.ts: run "npm run build"$/,
	);
	put('dist/some.cjs', 1_000_003);
	assert.equal(bundleIn(folder, 'some.cjs'), join(folder, 'dist', 'some.cjs'));
});
