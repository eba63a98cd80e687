import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unlessAborted, waitFor } from '../../server/src/workspace/waitFor.ts';

test('a cancelled request is answered at once', async () => {
	const abort = new AbortController();
	const waiting = unlessAborted(new Promise<never>(() => {}), abort.signal);
	abort.abort();
	await assert.rejects(waiting, { name: 'AbortError' });
});

test('otherwise it gets the result, or the error', async () => {
	const { signal } = new AbortController();
	assert.equal(await unlessAborted(Promise.resolve(1), signal), 1);
	await assert.rejects(unlessAborted(Promise.reject(new Error('no')), signal), /^Error: no$/);
});

test('it waits no longer than its limit', async () => {
	const { signal } = new AbortController();
	const never = new Promise<never>(() => {});
	assert.equal(await waitFor(Promise.resolve(), signal, 10_000), true);
	assert.equal(await waitFor(never, signal, 5), false);
	await assert.rejects(waitFor(never, AbortSignal.abort(), 10_000), { name: 'AbortError' });
});
