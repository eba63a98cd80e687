/** Upload Builds asks with all that it will do, and claims nothing that did not happen. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothingToUpload, uploaded, uploadQuestion } from '../../client/src/buildrepo/uploads.ts';
import type { UploadPlan, UploadTally } from '../../server/src/protocol/index.ts';

const at = '/mirror/current/x86/';
const skip = (day: string, why: 'not-ready' | 'differs', reason: string) =>
	({ action: 'skip', path: `${at}a/${day}`, why, reason }) as const;
const base = { host: 'master', path: '/m', bytes: 0 };

test('nothing to upload says what the master has, and why the rest stays', () => {
	const there = { action: 'there', path: `${at}a/2015-01-01`, bytes: 1 } as const;
	const said = (items: UploadPlan['items']) => {
		const message = nothingToUpload({ ...base, items });
		return [message?.severity, message?.text];
	};
	assert.deepEqual(said([there]), ['information', 'Nothing to upload: master has 1 build.']);
	assert.deepEqual(
		said([
			there,
			skip('2015-01-02', 'not-ready', 'it is not complete'),
			skip('2015-01-03', 'not-ready', 'x'),
		]),
		[
			'information',
			'Nothing to upload: master has 1 build. a/2015-01-02 stays here: it is not complete. 1 more stay here.',
		],
	);
	assert.equal(said([skip('2015-01-02', 'differs', 'it is another one')])[0], 'warning');
	assert.deepEqual(said([{ action: 'send', path: `${at}a/1`, bytes: 1 }]), [undefined, undefined]);
});

test('the question names builds, sizes and the master', () => {
	const items = Array.from(
		{ length: 10 },
		(_, index) => ({ action: 'send', path: `${at}a/2015-01-${10 + index}`, bytes: 2 ** 30 }) as const,
	);
	const { title, detail } = uploadQuestion({
		...base,
		bytes: 10 * 2 ** 30,
		items: [...items, skip('2015-02-01', 'not-ready', 'it is not complete')],
	});
	assert.equal(title, 'Upload 10 builds (10 GiB) to master:/m?');
	const lines = detail.split('\n');
	assert.equal(lines[0], 'a/2015-01-10 (1.0 GiB)');
	assert.deepEqual(lines.slice(8), ['2 more', 'a/2015-02-01 stays here: it is not complete.']);
});

test('the result counts what was sent, what failed and what was not tried', () => {
	const tally: UploadTally = {
		host: 'master',
		path: '/m',
		sent: [{ path: `${at}a/1`, bytes: 2 ** 20 }],
		there: 2,
		skipped: [],
		failed: [],
		left: 0,
		index: 'written',
		seconds: 1,
	};
	const said = (more: Partial<UploadTally>) => {
		const { severity, text, offers } = uploaded('/root', { ...tally, ...more });
		return [severity, text, offers.map(({ label }) => label).join()];
	};
	assert.deepEqual(said({}), [
		'information',
		'1 build uploaded to master (1.0 MiB); 2 there already.',
		'Show Output',
	]);
	assert.deepEqual(
		said({ failed: [{ path: `${at}b/2`, reason: 'the disk of master is full' }], left: 3, there: 0 }),
		[
			'error',
			'1 build uploaded to master (1.0 MiB); 1 failed; 3 not tried. b/2 stays here: the disk of master is full.',
			'Try Again,Show Output',
		],
	);
	assert.deepEqual(said({ index: 'failed', there: 0 }).slice(0, 2), [
		'warning',
		'1 build uploaded to master (1.0 MiB). index.xml is not written there; the output says why.',
	]);
	assert.equal(said({ skipped: [skip('1', 'differs', 'x')] })[0], 'warning');
});
