import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toSpan } from '../../../server/src/features/convert.ts';
import { flexdataCodeActions } from '../../../server/src/features/flexdata/codeActions.ts';
import { flexdataDiagnostics } from '../../../server/src/features/flexdata/diagnostics.ts';
import { applyAction } from '../../support/applyEdits.ts';
import { documentOf } from '../../support/cursor.ts';
import { contextWith } from './support.ts';

/** A text, the code and the underlined part of each of its diagnostics, and the text after each one's first fix. */
const cases: readonly [
	text: string,
	found: readonly (readonly [code: string, part: string, fixed?: string])[],
][] = [
	['[section metro]\noptions/stage: cache/package probe\n', []],
	[
		'[section metro]\noptions/stage: cache/pakage\n',
		[['unknown-option-word', 'cache/pakage', '[section metro]\noptions/stage: cache/package\n']],
	],
	['metro/options: whatever\n', [['unknown-option-word', 'whatever']]],
	['metro/options/stage: $[my/options]\n', []],
	['target/compression: xs\n', [['unknown-value', 'xs', 'target/compression: xz\n']]],
	['key:value\n', [['ignored-line', 'key:value', 'key: value\n']]],
	['key : value\n', [['ignored-line', 'key : value', 'key: value\n']]],
	['key:\tvalue\n', [['ignored-line', 'key:\tvalue', 'key: value\n']]],
	['[section x\n', [['ignored-line', '[section x', '[section x]\n']]],
	['just words\n', [['ignored-line', 'just words']]],
	['a: bc', [['no-newline-at-end', 'c', 'a: bc\n']]],
	['[sektion x]\n', [['unknown-annotation', 'sektion']]],
	['a: [\nline\n', [['block-not-closed', '[']]],
	['', []],
];

for (const [text, expected] of cases) {
	test(`diagnostics of ${JSON.stringify(text)}`, () => {
		const document = documentOf(text);
		const diagnostics = flexdataDiagnostics(document, contextWith());
		const found = diagnostics.map((diagnostic) => {
			const { start, end } = toSpan(document.lines, diagnostic.range);
			const [fix] = flexdataCodeActions(document, { start, end }, [diagnostic]).filter((a) => a.diagnostics);
			return [
				diagnostic.code,
				text.slice(start, end),
				...(fix === undefined ? [] : [applyAction(document, fix)]),
			];
		});
		assert.deepEqual(found, expected);
	});
}

const switches: readonly [before: string, after: string][] = [
	['[section metro]\noptions/stage:\n', '[section metro]\noptions/stage: cache/package\n'],
	['[section metro]\noptions/stage: cache/package\n', '[section metro]\noptions/stage:\n'],
	['metro/options/stage: probe cache/package # why\n', 'metro/options/stage: probe # why\n'],
	['metro/options/stage: probe\n', 'metro/options/stage: probe cache/package\n'],
];

for (const [before, after] of switches) {
	test(`the cache switch makes ${JSON.stringify(after)}`, () => {
		const document = documentOf(before);
		const offset = before.indexOf('stage');
		const actions = flexdataCodeActions(document, { start: offset, end: offset }, []);
		assert.equal(actions.length, 1);
		assert.equal(actions[0] && applyAction(document, actions[0]), after);
	});
}

test('other lines have no cache switch', () => {
	const document = documentOf('metro/options/stage:\nother: x\n');
	assert.deepEqual(flexdataCodeActions(document, { start: 25, end: 25 }, []), []);
});
