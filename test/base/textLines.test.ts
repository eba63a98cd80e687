import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastCharacterLength, textLines } from '../../server/src/base/textLines.ts';

/** Lines with their line ends shown as `n`, `rn` and `r`. */
function shown(text: string): string[] {
	return textLines(text).map(({ start, end, next }) => {
		const ending = text.slice(end, next).replaceAll('\r', 'r').replaceAll('\n', 'n');
		return `${text.slice(start, end)}|${ending}`;
	});
}

test('lines end at every kind of line break, and nowhere else', () => {
	assert.deepEqual(shown(''), []);
	assert.deepEqual(shown('a'), ['a|']);
	assert.deepEqual(shown('a\n'), ['a|n']);
	assert.deepEqual(shown('a\nb\r\nc\rd'), ['a|n', 'b|rn', 'c|r', 'd|']);
	assert.deepEqual(shown('\n\r\r\n'), ['|n', '|r', '|rn']);
	assert.deepEqual(shown('a\r'), ['a|r']);
	assert.deepEqual(shown('a\fb\vc\u0085d\u2028e'), ['a\fb\vc\u0085d\u2028e|']);
});

test('the last character may be a surrogate pair', () => {
	assert.equal(lastCharacterLength('ab', 2), 1);
	assert.equal(lastCharacterLength('a😀', 3), 2);
	assert.equal(lastCharacterLength('😀b', 3), 1);
	assert.equal(lastCharacterLength('x', 1), 1);
});
