/** The archives of the sample are read by the programs that read Metro's. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { tarXz } from '../../scripts/sample/tarXz.ts';

const modified = new Date('2015-02-18T12:00:00Z');

for (const size of [0, 1, 511, 512, 513, 65_536, 200_000]) {
	test(`a file of ${size} bytes is unpacked unchanged`, () => {
		const text = 'abcdefg\n'.repeat(Math.ceil(size / 8)).slice(0, size);
		const archive = tarXz([{ name: 'a/file', text }], modified);
		const options = { input: archive, maxBuffer: 1_000_000 };
		assert.equal(execFileSync('tar', ['-xJO', 'a/file'], options).toString(), text);
	});
}

test('several files keep their times', () => {
	const archive = tarXz(
		['one', 'two'].map((name) => ({ name, text: name })),
		modified,
	);
	const listing = execFileSync('tar', ['-tvJ', '--utc'], { input: archive }).toString();
	assert.match(listing, /root\/root +3 2015-02-18 12:00 one\n.* 2015-02-18 12:00 two\n$/);
});
