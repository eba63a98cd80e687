/** The progress of a run, in words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createProgressTeller } from '../../client/src/buildrepo/progressText.ts';

const gib = 2 ** 30;
const event = (done: number, bytes?: number) =>
	({
		event: 'progress',
		done,
		total: 40,
		unit: 'archive',
		...(bytes !== undefined && { bytes: { done: bytes, total: 40 * gib } }),
	}) as const;

test('archives alone', () => {
	const { words, share } = createProgressTeller();
	assert.equal(words(event(10), 0), '10 of 40 archives');
	assert.equal(share(event(10)), 0.25);
});

test('bytes, with the rate and the time that is left once they are known', () => {
	const { words, share } = createProgressTeller();
	assert.equal(words(event(0, 0), 1000), '0 of 40 archives, 0 bytes of 40 GiB');
	assert.equal(words(event(0, gib), 2000), '0 of 40 archives, 1.0 GiB of 40 GiB');
	assert.equal(
		words(event(10, 20 * gib), 101_000),
		'10 of 40 archives, 20 GiB of 40 GiB, 205 MiB/s, 1 min 40 s left',
	);
	assert.equal(words(event(40, 40 * gib), 201_000), '40 of 40 archives, 40 GiB of 40 GiB, 205 MiB/s');
	assert.equal(share(event(10, 20 * gib)), 0.5);
});
