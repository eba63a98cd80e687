import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from 'vscode-languageserver-types';
import { textsInStep } from '../../server/src/lsp/sync/documents.ts';

/** Where lines begin, as the protocol counts them. */
function lineStarts(text: string): number[] {
	return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
}

/** In the protocol, positions past a line or the text mean its end. */
function edited(text: string, { start, end }: Range, put: string): string {
	const starts = lineStarts(text);
	const offset = ({ line, character }: Range['start']): number => {
		const from = starts[line];
		if (from === undefined) return text.length;
		const length = text.slice(from).search(/[\r\n]|$/);
		return from + Math.min(character, length);
	};
	const [from = 0, to = 0] = [offset(start), offset(end)].sort((a, b) => a - b);
	return text.slice(0, from) + put + text.slice(to);
}

const anyPosition: fc.Arbitrary<Range['start']> = fc.record({ line: fc.nat(7), character: fc.nat(8) });

const anyChange = fc.record({
	range: fc.record({ start: anyPosition, end: anyPosition }),
	text: fc.constantFrom('a: b\n', 'x', '\n', '\r', '\r\n', '😀', '', '[collect é]\r\n'),
});

test('edits of every kind, even with invalid ranges, give the right text and lines', () => {
	const versions = fc.array(fc.array(anyChange, { minLength: 1, maxLength: 3 }), {
		maxLength: 7,
		size: 'max',
	});
	const property = fc.property(versions, (changesOfVersions) => {
		let text = 'ab\ncd\r\nef\rg😀h';
		const document = textsInStep.create('file:///x', 'metro', 1, text);
		for (const [index, changes] of changesOfVersions.entries()) {
			for (const change of changes) text = edited(text, change.range, change.text);
			textsInStep.update(document, changes, index + 2);
			assert.equal(document.getText(), text);
			assert.equal(document.version, index + 2);
			const starts = lineStarts(text);
			assert.equal(document.lineCount, starts.length, JSON.stringify(text));
			for (const [line, start] of starts.entries())
				assert.equal(document.offsetAt({ line, character: 0 }), start, JSON.stringify(text));
		}
	});
	fc.assert(property, { seed: 7, numRuns: 500 });
});

test('full-text changes and empty changes are applied', () => {
	const document = textsInStep.create('file:///x', 'metro', 1, 'a\n');
	const behind = { start: { line: 5, character: 0 }, end: { line: 9, character: 9 } };
	textsInStep.update(document, [{ text: 'b\nc' }, { range: behind, text: '\nd' }], 2);
	assert.deepEqual([document.getText(), document.lineCount, document.version], ['b\nc\nd', 3, 2]);
	textsInStep.update(document, [{ range: null, text: 'e' } as never], 3);
	assert.equal(document.getText(), 'e');
	textsInStep.update(document, [{ text: 'b\nc\nd' }], 3);
	textsInStep.update(document, [], 3);
	assert.deepEqual([document.getText(), document.version], ['b\nc\nd', 3]);
});

test('values that are not text are ignored, and cause no later failure', () => {
	assert.equal(textsInStep.create('file:///x', 'metro', 1, undefined as never).getText(), '');
	assert.equal(textsInStep.create(5 as never, 'metro', 1, 7 as never).getText(), '7');
});
