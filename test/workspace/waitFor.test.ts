import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../server/src/base/cancel.ts';
import { unlessCancelled, waitFor } from '../../server/src/workspace/waitFor.ts';

test('a request that is called off is answered at once, whatever it waits for', async () => {
	const signal = { aborted: false };
	const endless = new Promise<never>(() => {});
	setTimeout(() => {
		signal.aborted = true;
	}, 5);
	await assert.rejects(unlessCancelled(endless, signal), Cancelled);
});

test('otherwise it gets what it waits for, or what that fails with', async () => {
	const signal = { aborted: false };
	assert.equal(await unlessCancelled(Promise.resolve(1), signal), 1);
	await assert.rejects(unlessCancelled(Promise.reject(new Error('no')), signal), /^Error: no$/);
});

test('it waits for an event no longer than it said', async () => {
	const signal = { aborted: false };
	const never = new Promise<never>(() => {});
	assert.equal(await waitFor(Promise.resolve(), signal, 10_000), true);
	assert.equal(await waitFor(never, signal, 5), false);
	await assert.rejects(waitFor(never, { aborted: true }, 10_000), Cancelled);
});
