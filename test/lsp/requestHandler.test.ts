/** What a request gets: its answer, a cancellation, a refusal, or nothing where our own code failed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { handled } from '../../server/src/lsp/requestHandler.ts';

const cancelled = { code: LSPErrorCodes.RequestCancelled };

/** A handler for `work`, its log, and a way to cancel it. */
function handling(work: (params: unknown, signal: AbortSignal) => string | Promise<string>): {
	readonly answer: (...given: readonly unknown[]) => Promise<string>;
	readonly logged: readonly string[];
	readonly source: CancellationTokenSource;
} {
	const logged: string[] = [];
	const log = { error: (message: string) => void logged.push(message), info: () => {} };
	const source = new CancellationTokenSource();
	const handler = handled<unknown, string>('verb', log, 'empty', work) as (
		...given: readonly unknown[]
	) => Promise<string>;
	const answer = (...given: readonly unknown[]): Promise<string> => handler(...given, source.token);
	return { answer, logged, source };
}

test('an answer is passed on', async () => {
	assert.equal(await handling((params) => `${params} done`).answer('this'), 'this done');
});

test('empty parameters may be omitted', async () => {
	const { answer } = handling((params) => JSON.stringify(params));
	assert.deepEqual([await answer(), await answer(null)], ['{}', '{}']);
});

test('a request cancelled before its turn is not handled', async () => {
	let worked = false;
	const { answer, source } = handling(() => {
		worked = true;
		return 'late';
	});
	const answered = answer('this');
	source.cancel();
	await assert.rejects(answered, cancelled);
	assert.equal(worked, false);
});

test('a late answer is dropped, and work that notices ends as cancelled', async () => {
	const late = handling(async () => {
		late.source.cancel();
		return 'late';
	});
	await assert.rejects(late.answer('this'), cancelled);
	const noticed = handling(() => {
		throw new DOMException('aborted', 'AbortError');
	});
	await assert.rejects(noticed.answer('this'), cancelled);
	assert.deepEqual([...late.logged, ...noticed.logged], []);
});

test('a refusal is passed on; a failure of our own is logged and gets an empty answer', async () => {
	const refused = handling(() => {
		throw new ResponseError(LSPErrorCodes.RequestFailed, 'computed name');
	});
	await assert.rejects(refused.answer('this'), {
		code: LSPErrorCodes.RequestFailed,
		message: 'computed name',
	});
	const failed = handling(() => {
		throw new TypeError('a bug');
	});
	assert.equal(await failed.answer('this'), 'empty');
	assert.match(failed.logged.join(), /^verb: TypeError: a bug\n/);
});
