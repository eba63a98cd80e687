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
		'Hashed 1 archive. 1 not hashed yet (unfinished, or being built): a; 2 archives changed since the last hash: b and 1 more.',
		['Verify', 'Show Output', 'Hash All Archives Again'],
	],
	[
		{ ...none, hashed: 2, removed: 0, failed: ['/m/c', '/m/d', '/m/e'] },
		'warning',
		'Hashed 2 archives. 3 files could not be dealt with: c and 2 more.',
		['Show Output', 'Verify'],
	],
] as const) {
	test(text.slice(0, 60), () => {
		const said = digestsGenerated('/root', tally, false, tally.failed.length === 0);
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

test('where something could not be read, nothing is claimed of it', () => {
	const said = digestsGenerated('/root', { ...none, hashed: 0, removed: 0 }, false, false);
	assert.equal(said.severity, 'warning');
	assert.match(said.text, /^No archive was hashed\. Not everything could be read\./);
});

test('results of a program that the user chose are not claimed', () => {
	assert.match(digestsGenerated('/root', undefined).text, /that you chose has ended without an error/);
});

test('verified archives are counted, the first that are wrong are named, and their repair is offered', () => {
	for (const [states, text, offers] of [
		[[], '5 of 5 right', []],
		[['in-progress'], '4 of 4 right; 1 not checked (unfinished, or being built)', []],
		[
			['no-hash', 'no-hash', 'no-hash'],
			'2 of 5 right; 3 without a hash file: a0 and 2 more',
			['Generate Digests'],
		],
		[
			['no-hash', 'wrong'],
			'3 of 5 right; 1 not as hashed (damaged, or the hash file is): a1; 1 without a hash file: a0',
			['Generate Digests', 'Hash All Archives Again'],
		],
		[
			['stale', 'bad-hash-file'],
			'3 of 5 right; 2 with an outdated or broken hash file: a0 and 1 more',
			['Hash All Archives Again'],
		],
		[['leftover'], '5 of 5 right; 1 left over from archives that are gone: a0', ['Generate Digests']],
		[['unreadable'], '4 of 5 right; 1 that cannot be read: a0', []],
	] as const) {
		const inProgress = states.filter((state) => state === 'in-progress').length;
		const leftover = states.filter((state) => state === 'leftover').length;
		const total = 5 - inProgress;
		const right = 5 - states.length + leftover;
		const counts = { event: 'verified', total, right, before: 0, inProgress } as const;
		const verdicts = states.map(
			(state, index) => ({ event: 'verdict', path: `/m/a${index}`, state }) as const,
		);
		const isRight = states.length === inProgress;
		const said = digestsVerified('/home', counts, verdicts, isRight);
		assert.equal(said.text, `Verified the archives: ${text}.`);
		assert.equal(said.severity, isRight ? 'information' : 'warning');
		const labels = said.offers.map(({ label }) => label);
		assert.ok(labels.length <= 3, 'more buttons than a notification has room for');
		// What makes a damaged archive look right comes last.
		const isLast = (label: string): boolean => label === 'Hash All Archives Again';
		const [first, last] = [offers.filter((label) => !isLast(label)), offers.filter(isLast)];
		assert.deepEqual(labels, [...first, 'Show Output', ...last]);
		for (const { label, arguments: words } of said.offers) {
			if (label === 'Show Output') continue;
			assert.deepEqual(words, label === 'Generate Digests' ? ['/home'] : ['/home', 'repair']);
		}
	}
});

test('a resumed verification says what it did not hash again', () => {
	const counts = { event: 'verified', total: 5, right: 5, before: 3, inProgress: 0 } as const;
	const { text } = digestsVerified('/home', counts, [], true);
	assert.equal(text, 'Verified the archives: 5 of 5 right, 3 of which the cancelled run had checked.');
});
