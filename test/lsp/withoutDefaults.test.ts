import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CompletionItem, type CompletionList, TextEdit } from 'vscode-languageserver-types';
import { withoutDefaults } from '../../server/src/lsp/compat/plainCompletion.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const other = { start: { line: 2, character: 0 }, end: { line: 2, character: 4 } };

const cases: readonly [what: string, short: CompletionItem, whole: CompletionItem][] = [
	['a label', { label: 'x' }, { label: 'x', textEdit: TextEdit.replace(range, 'x'), data: 1 }],
	[
		'a text of its own',
		{ label: 'x', textEditText: 'x]' },
		{ label: 'x', textEdit: TextEdit.replace(range, 'x]'), data: 1 },
	],
	[
		'an edit and data of its own',
		{ label: 'x', textEdit: TextEdit.replace(other, 'y'), data: 2 },
		{ label: 'x', textEdit: TextEdit.replace(other, 'y'), data: 2 },
	],
];

for (const [what, short, whole] of cases) {
	test(`an item with ${what} is written out`, () => {
		const offer = { isIncomplete: true, itemDefaults: { editRange: range, data: 1 }, items: [short] };
		assert.deepEqual(withoutDefaults(offer), { isIncomplete: true, items: [whole] });
	});
}

test('a list without defaults is unchanged', () => {
	const offer: CompletionList = { isIncomplete: false, items: [{ label: 'x' }] };
	assert.deepEqual(withoutDefaults(offer), offer);
});
