import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { compareBytes, decodeEscaping, encodeEscaping } from '../../server/src/base/surrogateEscape.ts';

suite('bytes that are not UTF-8', () => {
	const cases: readonly (readonly [readonly number[], string])[] = [
		[[0x61, 0x62], 'ab'],
		[[0xc3, 0xa9], 'é'],
		[[0xf0, 0x9f, 0x98, 0x80], '😀'],
		[[0x61, 0xff, 0x62], 'a\udcffb'],
		[[0xc3], '\udcc3'],
		[[0xc0, 0x80], '\udcc0\udc80'],
		[[0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
		[[0xe2, 0x82, 0x61], '\udce2\udc82a'],
		[[0xef, 0xbb, 0xbf, 0x78], '\ufeffx'],
	];
	for (const [bytes, text] of cases) {
		test(bytes.map((b) => b.toString(16)).join(' '), () => {
			assert.equal(decodeEscaping(Uint8Array.from(bytes)), text);
			assert.deepEqual([...encodeEscaping(text)], bytes);
		});
	}

	test('every byte survives the round trip', () => {
		const bytes = Uint8Array.from({ length: 512 }, (_, i) => (i * 37) % 256);
		assert.deepEqual(encodeEscaping(decodeEscaping(bytes)), bytes);
	});

	test('names are sorted by their bytes', () => {
		// In UTF-16, U+1F600 would come before U+FFFD.
		const names = ['a', 'B', 'é', '\udcff', '😀', '\ufffd', 'a\u0301'];
		assert.deepEqual(names.sort(compareBytes), ['B', 'a', 'a\u0301', 'é', '\ufffd', '😀', '\udcff']);
	});
});
