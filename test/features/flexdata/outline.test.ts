import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { flexdataFolding } from '../../../server/src/features/flexdata/folding.ts';
import { flexdataSymbols } from '../../../server/src/features/flexdata/symbols.ts';
import { documentOf } from '../../support/cursor.ts';

const text = `# one
# two
# three
[collect ./a.conf]
[collect ./b.conf when x]

key: 1
[section s when x]
: own
m: [
# text
# text
]
[collect ./middle.conf]
n: 2

# alone
[section t]
[collect ./end.conf]
`;

/** Symbols with their lines, each followed by its children. */
function shown({ name, detail, range, children = [] }: DocumentSymbol): unknown[] {
	const lines = `${range.start.line}-${range.end.line}`;
	return [[name, detail, lines].filter((part) => part !== undefined).join(' '), ...children.map(shown)];
}

test('the outline has sections with their keys, and what is collected', () => {
	assert.deepEqual(flexdataSymbols(documentOf(text)).map(shown), [
		['./a.conf collected 3-4'],
		['./b.conf collected when x 4-5'],
		['key 1 6-7'],
		['s when x 7-15', ['s own 8-9'], ['m 9-13'], ['./middle.conf collected when x 13-14'], ['n 2 14-15']],
		['t 17-18'],
		['./end.conf collected 18-19'],
	]);
});

test('every symbol’s range holds its name and its children', () => {
	const check = ({ range, selectionRange, children = [] }: DocumentSymbol): void => {
		for (const inner of [selectionRange, ...children.map((child) => child.range)]) {
			assert.ok(inner.start.line >= range.start.line && inner.end.line <= range.end.line);
		}
		children.forEach(check);
	};
	flexdataSymbols(documentOf(text)).forEach(check);
});

test('sections, blocks, comments and collects fold', () => {
	const folds = flexdataFolding(documentOf(text)).map(
		({ startLine, endLine, kind }) => `${startLine}-${endLine} ${kind ?? 'block'}`,
	);
	assert.deepEqual(folds, ['0-2 comment', '3-4 imports', '9-12 block', '7-14 region']);
});
