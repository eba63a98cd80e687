/** The page of problems is made from the table of problems. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildbotProblemKinds } from '../../server/src/check/buildbotProblemKinds.ts';
import { problemKinds } from '../../server/src/check/problemKinds.ts';
import { problemsPage } from '../../server/src/check/problemsPage.ts';
import { assertWholeText } from '../support/wholeText.ts';

test('docs/diagnostics.md says what the table says', (t) =>
	assertWholeText(t, problemsPage(), 'docs/diagnostics.md'));

test('every code can be an anchor', () => {
	const codes = [...Object.keys(problemKinds), ...Object.keys(buildbotProblemKinds)];
	for (const code of codes) assert.match(code, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
	assert.equal(new Set(codes).size, codes.length);
});
