import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeText } from '../../server/src/base/sizeText.ts';

const mib = 2 ** 20;
for (const [bytes, text] of [
	[0, '0 bytes'],
	[1, '1 byte'],
	[1023, '1023 bytes'],
	[1024, '1.0 KiB'],
	[9.94 * 1024, '9.9 KiB'],
	[9.96 * mib, '10 MiB'],
	[300.2 * mib, '300 MiB'],
	[1023.6 * mib, '1.0 GiB'],
	[2 ** 70, '1048576 PiB'],
] as const) {
	test(text, () => assert.equal(sizeText(bytes), text));
}
