import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CompletionItem, InsertTextFormat, TextEdit } from 'vscode-languageserver-types';
import { withoutSnippets } from '../../server/src/lsp/compat/plainCompletion.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

const cases: readonly [snippet: string, text: string][] = [
	['[section ${1:name} when ${2:key} is ${3:value}]', '[section name when key is value]'],
	['[option parse/${1|strict,lax|}]', '[option parse/strict]'],
	['key: [\n$0\n]', 'key: [\n\n]'],
	['builds = (\n\t"$1",\n)', 'builds = (\n\t"",\n)'],
	['costs \\$5', 'costs $5'],
];

for (const [snippet, text] of cases) {
	test(`${JSON.stringify(snippet)} is inserted as ${JSON.stringify(text)}`, () => {
		const item: CompletionItem = {
			label: 'x',
			insertTextFormat: InsertTextFormat.Snippet,
			textEdit: TextEdit.replace(range, snippet),
		};
		const offer = withoutSnippets({ isIncomplete: true, items: [item] });
		assert.deepEqual(offer, {
			isIncomplete: true,
			items: [{ label: 'x', textEdit: TextEdit.replace(range, text) }],
		});
	});
}

test('an item without a snippet is unchanged', () => {
	const item: CompletionItem = { label: 'x', textEdit: TextEdit.replace(range, '$[path/tmp]') };
	const offer = { isIncomplete: false, items: [item] };
	assert.deepEqual(withoutSnippets(offer), offer);
});
