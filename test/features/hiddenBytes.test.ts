/** What the bytes of a file hold that the text of a document does not show. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HiddenBytes, hiddenBytesIn, withHiddenBytes } from '../../server/src/features/hiddenBytes.ts';
import { documentOf } from '../support/cursor.ts';

const bytes: readonly (readonly [what: string, bytes: readonly number[], HiddenBytes])[] = [
	['nothing', [], { hasByteOrderMark: false, bad: undefined }],
	['plain text', [0x61, 0x0a], { hasByteOrderMark: false, bad: undefined }],
	['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], { hasByteOrderMark: true, bad: undefined }],
	['half of one', [0xef, 0xbb], { hasByteOrderMark: false, bad: { at: 0, byte: 0xef, line: 0 } }],
	['UTF-16', [0xff, 0xfe, 0x61, 0], { hasByteOrderMark: false, bad: { at: 0, byte: 0xff, line: 0 } }],
	[
		'Latin-1',
		[0x61, 0x0a, 0x62, 0xe9, 0x0a],
		{ hasByteOrderMark: false, bad: { at: 3, byte: 0xe9, line: 1 } },
	],
	[
		'all ends of lines',
		[0x0a, 0x0d, 0x0a, 0x0d, 0x62, 0xe9],
		{ hasByteOrderMark: false, bad: { at: 5, byte: 0xe9, line: 3 } },
	],
];

for (const [what, given, expected] of bytes) {
	test(`bytes: ${what}`, () => assert.deepEqual(hiddenBytesIn(Uint8Array.from(given)), expected));
}

const both: HiddenBytes = { hasByteOrderMark: true, bad: { at: 90, byte: 0xe9, line: 7 } };

const told: readonly (readonly [
	what: string,
	own: readonly string[],
	minds: boolean,
	hidden: HiddenBytes | undefined,
	expected: readonly string[],
])[] = [
	['both', [], true, both, ['byte-order-mark 0', 'not-utf8 1']],
	['Python does not mind the mark', [], false, both, ['not-utf8 1']],
	['what the text shows is told once', ['byte-order-mark'], true, both, ['not-utf8 1', 'byte-order-mark 0']],
	['a file of another program', ['not-metros'], false, both, ['not-metros 0']],
	['a file that cannot be read', ['x'], true, undefined, ['x 0']],
];

for (const [what, own, byteOrderMark, hidden, expected] of told) {
	test(`reported: ${what}`, async () => {
		const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
		const language = { diagnostics: () => own.map((code) => ({ range, message: '', code })) };
		const features = withHiddenBytes(language, async () => hidden, { byteOrderMark }, undefined);
		const found = await features.diagnostics(documentOf('a: 1\nb: 2'), new AbortController().signal);
		assert.deepEqual(
			found.map(({ code, range: { start } }) => `${code} ${start.line}`),
			expected,
		);
	});
}
