import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineIndex } from '../../server/src/base/lineIndex.ts';

const cases: readonly [text: string, offset: number, line: number, column: number][] = [
	['', 0, 0, 0],
	['a\nb', 1, 0, 1],
	['a\nb', 2, 1, 0],
	['a\r\nb', 2, 0, 2],
	['a\r\nb', 3, 1, 0],
	['a\rb', 2, 1, 0],
	['a\n', 2, 1, 0],
	['ab', 99, 0, 2],
	['😀x\ny', 2, 0, 2],
	['a\u2028b\x0bc', 4, 0, 4],
];

for (const [text, offset, line, column] of cases) {
	test(`offset ${offset} of ${JSON.stringify(text)} is line ${line}, column ${column}`, () => {
		assert.deepEqual(new LineIndex(text).at(offset), { line, character: column });
	});
}

test('offset and line/column are inverse for every offset', () => {
	const text = 'one\r\ntwo\rthree\n\n😀 end';
	const index = new LineIndex(text);
	for (let offset = 0; offset <= text.length; offset++) {
		const { line, character: column } = index.at(offset);
		assert.equal(index.offset(line, column), offset);
	}
});

test('places outside the text are clamped to it', () => {
	const index = new LineIndex('ab\ncd');
	assert.equal(index.offset(-1, 5), 0);
	assert.equal(index.offset(9, 0), 5);
	assert.equal(index.offset(0, 99), 2);
	assert.deepEqual(index.at(-4), { line: 0, character: 0 });
});

test('a column past the end of a line means its end, whatever the line break', () => {
	for (const text of ['ab\ncd', 'ab\r\ncd', 'ab\rcd', 'ab'])
		for (const column of [2, 4, 99]) {
			assert.equal(new LineIndex(text).offset(0, column), 2, JSON.stringify(text));
		}
	assert.equal(new LineIndex('\n\r\n\r').offset(1, 9), 1);
	assert.equal(new LineIndex('\n\r\n\r').offset(2, 9), 3);
});
