/** The page of problems is made from the table of problems. */
import { test } from 'node:test';
import { buildbotProblemKinds } from '../../server/src/check/buildbotProblemKinds.ts';
import { problemKinds } from '../../server/src/check/problemKinds.ts';
import { problemsPage } from '../../server/src/check/problemsPage.ts';
import { assertNone } from '../support/assertNone.ts';
import { assertWholeText } from '../support/wholeText.ts';

test('docs/diagnostics.md says what the table says', (t) =>
	assertWholeText(t, problemsPage(), 'docs/diagnostics.md'));

test('every code can be an anchor', () => {
	const codes = [...Object.keys(problemKinds), ...Object.keys(buildbotProblemKinds)];
	assertNone(
		codes.filter((code) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(code)),
		'A code is words in lower case with hyphens, so that it can be the anchor of a link. Rename:',
	);
	assertNone(
		codes.filter((code, at) => codes.indexOf(code) !== at),
		'These codes are in two tables of server/src/check/*ProblemKinds.ts. Rename one:',
	);
});
