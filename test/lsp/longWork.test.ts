/** Other requests are answered while a long file is analysed: shown by the order of the answers, not by time. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CancellationTokenSource, LSPErrorCodes } from 'vscode-languageserver-protocol';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';

/** Nearly as long as documents may be. */
const long = `[section my]\nk0: x\n${Array.from({ length: 9000 }, (_, at) => `k${at + 1}: $[my/k${at}] x\n`).join('')}`;

async function begin(
	t: TestContext,
): Promise<{ client: LanguageClient & { readonly home: string }; uri: string; small: string }> {
	const { home } = await makeMetroHome(t);
	const client = await startLanguageClient({
		workspaceFolders: [home],
		env: { HOME: home },
		// An editor that pulls diagnostics: nothing is analysed before a request.
		capabilities: { textDocument: { diagnostic: {} } },
	});
	t.after(() => client.stop());
	const small = await client.open(join(home, 'small.conf'), '[section q]\nz: 1\n');
	await client.connection.sendRequest('textDocument/foldingRange', { textDocument: { uri: small } });
	const uri = await client.open(join(home, 'metro/etc/long.conf'), long);
	return { client: { ...client, home }, uri, small };
}

for (const method of [
	'documentSymbol',
	'foldingRange',
	'documentLink',
	'codeLens',
	'semanticTokens/full',
	'diagnostic',
]) {
	test(`${method} of a long file: a later quick request is answered first`, async (t) => {
		const { client, uri, small } = await begin(t);
		const order: string[] = [];
		const ask = async (name: string, verb: string, document: string): Promise<void> => {
			await client.connection.sendRequest(`textDocument/${verb}`, { textDocument: { uri: document } });
			order.push(name);
		};
		await Promise.all([
			ask('long', method, uri),
			...['1', '2', '3'].map((name) => ask(name, 'foldingRange', small)),
		]);
		assert.deepEqual(order, ['1', '2', '3', 'long']);
	});
}

for (const [name, buildbot] of [
	['many statements', 'builds = ("a",)\n'.repeat(12_000)],
	['one long list', `subarches = (\n${'\t"x86-64bit",\n'.repeat(12_000)})\n`],
] as const) {
	test(`diagnostic of a .buildbot with ${name}: a later quick request is answered first`, async (t) => {
		const { client, small } = await begin(t);
		const uri = await client.open(join(client.home, '.buildbot'), buildbot);
		const order: string[] = [];
		const ask = async (asked: string, verb: string, document: string): Promise<void> => {
			await client.connection.sendRequest(`textDocument/${verb}`, { textDocument: { uri: document } });
			order.push(asked);
		};
		await Promise.all([
			ask('long', 'diagnostic', uri),
			...['1', '2', '3'].map((n) => ask(n, 'foldingRange', small)),
		]);
		assert.deepEqual(order, ['1', '2', '3', 'long']);
	});
}

test('a request about a document that changes meanwhile gets no answer, one about the next version does', async (t) => {
	const { client, uri } = await begin(t);
	const symbols = (): Promise<readonly object[]> =>
		client.connection.sendRequest('textDocument/documentSymbol', { textDocument: { uri } });
	const outdated = assert.rejects(symbols(), { code: LSPErrorCodes.ContentModified });
	await client.change(uri, '[section other]\na: 1\n');
	await outdated;
	assert.deepEqual(
		(await symbols()).map((symbol) => 'name' in symbol && symbol.name),
		['other'],
	);
});

test('a request that is cancelled ends before it is done', async (t) => {
	const { client, uri, small } = await begin(t);
	const cancel = new CancellationTokenSource();
	const cancelled = assert.rejects(
		client.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri } }, cancel.token),
		{ code: LSPErrorCodes.RequestCancelled },
	);
	await client.connection.sendRequest('textDocument/foldingRange', { textDocument: { uri: small } });
	cancel.cancel();
	await cancelled;
});
