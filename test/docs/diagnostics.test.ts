/** The page of problems is made from the table of problems. `UPDATE_DOCS=1` writes it anew. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildbotProblemKinds } from '../../server/src/check/buildbotProblemKinds.ts';
import { problemKinds } from '../../server/src/check/problemKinds.ts';
import { problemsPage } from '../../server/src/check/problemsPage.ts';

const page = join(import.meta.dirname, '../../docs/diagnostics.md');

test('docs/diagnostics.md says what the table says', () => {
	if (process.env.UPDATE_DOCS === '1') writeFileSync(page, problemsPage());
	assert.equal(readFileSync(page, 'utf8'), problemsPage(), 'run this test with UPDATE_DOCS=1');
});

test('every code can be an anchor', () => {
	const codes = [...Object.keys(problemKinds), ...Object.keys(buildbotProblemKinds)];
	for (const code of codes) assert.match(code, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
	assert.equal(new Set(codes).size, codes.length);
});
