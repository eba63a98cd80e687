import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	isPythonSpace,
	reprString,
	reprStrings,
	splitWords,
	strip,
	stripSpan,
	wordSpans,
} from '../../server/src/base/pythonText.ts';

/** Every character below U+10000 for which Python 3 says `isspace()`; there is none above. */
const blanks = [
	[0x09, 0x0d],
	[0x1c, 0x20],
	[0x85, 0x85],
	[0xa0, 0xa0],
	[0x1680, 0x1680],
	[0x2000, 0x200a],
	[0x2028, 0x2029],
	[0x202f, 0x202f],
	[0x205f, 0x205f],
	[0x3000, 0x3000],
] as const;

test('white space is the same as in Python', () => {
	for (let code = 0; code < 0x10000; code++) {
		const expected = blanks.some(([from, to]) => from <= code && code <= to);
		assert.equal(isPythonSpace(code), expected, `U+${code.toString(16)}`);
	}
});

test('strip differs from trim where Python does', () => {
	assert.equal(strip('\u0085\u001c x \u001f'), 'x');
	assert.equal(strip('\ufeffx\ufeff'), '\ufeffx\ufeff');
	assert.equal(strip(' \t '), '');
	assert.deepEqual(stripSpan('ab   cd', { start: 2, end: 5 }), { start: 2, end: 2 });
	assert.deepEqual(stripSpan('ab x cd', { start: 2, end: 5 }), { start: 3, end: 4 });
});

test('words are split at any white space', () => {
	assert.deepEqual(splitWords(' a\t\u3000b  c '), ['a', 'b', 'c']);
	assert.deepEqual(splitWords(' \t'), []);
	assert.deepEqual(wordSpans('xx a b', { start: 2, end: 4 }), [{ start: 3, end: 4 }]);
});

test('repr quotes and escapes as Python does', () => {
	const cases: readonly (readonly [string, string])[] = [
		['plain', `'plain'`],
		[`it's`, `"it's"`],
		[`"x"`, `'"x"'`],
		[`it's "x"`, `'it\\'s "x"'`],
		['a\\b\n\r\t', `'a\\\\b\\n\\r\\t'`],
		['\0\x1f\x7f\x85\xa0\xad', `'\\x00\\x1f\\x7f\\x85\\xa0\\xad'`],
		['é€😀 ', `'é€😀 '`],
		['\u2028\u{e0001}', `'\\u2028\\U000e0001'`],
		['\ud800', `'\\ud800'`],
	];
	for (const [text, expected] of cases) assert.equal(reprString(text), expected);
	assert.equal(reprStrings(['a', `b'`]), `['a', "b'"]`);
	assert.equal(reprStrings([]), '[]');
});
