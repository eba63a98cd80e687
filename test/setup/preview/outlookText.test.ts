/** The comparison of two outlooks as Markdown. What they hold together is tested in test/cli/commands/compare.test.ts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { editorTitles, outlookText } from '../../../server/src/setup/preview/outlookText.ts';

test('what a file says never becomes markup where it is rendered', () => {
	const unknown = { kind: 'unknown', reason: 'name *a* is <b>\nnot | defined' } as const;
	assert.equal(
		outlookText(undefined, unknown, editorTitles),
		`# Preview of the Rotation

- Saved file: there is none yet.
- Your changes: unknown. name \\*a\\* is \\<b\\>\\\\x0anot \\| defined.
`,
	);
});
