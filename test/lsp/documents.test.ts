import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Range } from 'vscode-languageserver-types';
import { textsInStep } from '../../server/src/lsp/sync/documents.ts';

/** Numbers that look random and are the same each time. */
function randomNumbers(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
		return (state >>> 8) % below;
	};
}

/** Where lines begin, as the protocol counts them. */
function lineStarts(text: string): number[] {
	return [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length)];
}

/** What the protocol says of an edit: positions behind a line, or the text, are its end. */
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

test('edits of every kind, also with ranges that are not there, leave the text and its lines right', () => {
	const random = randomNumbers(7);
	const pieces = ['a: b\n', 'x', '\n', '\r', '\r\n', '😀', '', '[collect é]\r\n'];
	for (let round = 0; round < 400; round++) {
		let text = 'ab\ncd\r\nef\rg😀h';
		const document = textsInStep.create('file:///x', 'metro', 1, text);
		for (let version = 2; version < 9; version++) {
			const changes = Array.from({ length: 1 + random(3) }, () => {
				const position = (): Range['start'] => ({ line: random(8), character: random(9) });
				return { range: { start: position(), end: position() }, text: pieces[random(pieces.length)] ?? '' };
			});
			for (const change of changes) text = edited(text, change.range, change.text);
			textsInStep.update(document, changes, version);
			assert.equal(document.getText(), text);
			assert.equal(document.version, version);
			const starts = lineStarts(text);
			assert.equal(document.lineCount, starts.length, JSON.stringify(text));
			for (const [line, start] of starts.entries())
				assert.equal(document.offsetAt({ line, character: 0 }), start, JSON.stringify(text));
		}
	}
});

test('a whole text in between, and no change at all', () => {
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

test('what is no text is none, and no reason to fail later', () => {
	assert.equal(textsInStep.create('file:///x', 'metro', 1, undefined as never).getText(), '');
	assert.equal(textsInStep.create(5 as never, 'metro', 1, 7 as never).getText(), '7');
});
