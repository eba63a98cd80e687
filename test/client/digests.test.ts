/** Generate Digests counts what was done and what was not, and claims nothing that was not checked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestsGenerated, digestsVerified } from '../../client/src/buildrepo/digests.ts';

const rest = ' Existing hash files were not checked.';
const usual = ['Verify', 'Write index.xml', 'Show Output'];
const none = { repaired: [], leftAlone: [], changedLater: [], failed: [] };

for (const [tally, severity, text, offers] of [
	[{ ...none, hashed: 3, removed: 0 }, 'information', `Hashed 3 archives.${rest}`, usual],
	[
		{ ...none, hashed: 0, removed: 1 },
		'information',
		`No archive lacked a hash file; removed 1 leftover hash file.${rest}`,
		usual,
	],
	[
		{
			...none,
			hashed: 1,
			leftAlone: [{ path: '/a', reason: 'x' }],
			changedLater: ['/b', '/c'],
			removed: 0,
		},
		'warning',
		`Hashed 1 archive. 1 archive left alone (unfinished, or being built); 2 archives changed since the last hash.${rest}`,
		['Hash All Archives Again', ...usual],
	],
] as const) {
	test(text.slice(0, 60), () => {
		const said = digestsGenerated('/root', tally);
		assert.deepEqual([said.severity, said.text], [severity, text]);
		assert.deepEqual(
			said.offers.map(({ label }) => label),
			offers,
		);
	});
}

test('after all archives were hashed again, every hash file has been checked', () => {
	const textOf = (repaired: readonly string[]): string =>
		digestsGenerated('/root', { ...none, hashed: 0, repaired, removed: 0 }, true).text;
	assert.equal(textOf(['/b']), 'No archive lacked a hash file; corrected 1 hash file.');
	assert.equal(textOf([]), 'No archive lacked a hash file; no hash file had to be corrected.');
});

test('results of a program that the user chose are not claimed', () => {
	assert.match(digestsGenerated('/root', undefined).text, /that you chose has ended without an error/);
});

test('verified archives are counted', () => {
	const verified = (right: number, inProgress: number, isRight: boolean) =>
		digestsVerified({ event: 'verified', total: 5, right, inProgress }, isRight);
	assert.equal(verified(5, 0, true).text, 'Verified the archives: 5 of 5 right.');
	assert.equal(
		verified(4, 1, true).text,
		'Verified the archives: 4 of 5 right; 1 not checked (unfinished, or being built).',
	);
	const said = verified(4, 0, false);
	assert.deepEqual(
		[said.severity, said.text],
		['warning', 'Verified the archives: 4 of 5 right; 1 wrong or without a hash file (named in the output).'],
	);
});
