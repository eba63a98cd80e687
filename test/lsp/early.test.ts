/** Requests right after opening, before the set-up is read: they wait for it, but not for ever, and can be called off. */
import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { CancellationTokenSource, type Hover, type InlayHint } from 'vscode-languageserver-protocol';
import { type ContextsAnswer, requests } from '../../server/src/protocol/index.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';

const text = '[section my]\n\nhue: red\ncolor: $[my/hue]/$[target/build]\n';
const place = { line: 3, character: 11 };

/** A client that has just opened a file of the set-up, and has heard nothing yet. */
async function begin(
	t: TestContext,
	buildbot?: string,
	options: object = {},
): Promise<{ client: LanguageClient; home: string; uri: string; hover: () => Promise<string> }> {
	const { home, write, collectMaster } = await makeMetroHome(t, buildbot);
	await collectMaster(text);
	await write('metro/subarch/cpu_of_ours.spec', '[section target]\n\narch_desc: x86-64bit\n');
	// A Python that never answers: as long as it runs, the set-up is not read.
	await write('bin/python3', '#!/bin/sh\nexec sleep 600\n');
	await chmod(join(home, 'bin/python3'), 0o755);
	const client = await startLanguageClient({
		workspaceFolders: [home],
		env: { HOME: home },
		initializationOptions: { python: join(home, 'bin/python3'), ...options },
	});
	t.after(() => client.stop());
	const uri = await client.open(join(home, 'metro/etc/master.conf'), text);
	const hover = async (): Promise<string> => {
		const answer = await client.connection.sendRequest<Hover>('textDocument/hover', {
			textDocument: { uri },
			position: place,
		});
		return JSON.stringify(answer.contents).replaceAll('\\', '');
	};
	return { client, home, uri, hover };
}

/** Nothing but Python can tell the builds. */
const slow = 'import os\nbuilds = tuple(os.environ)\narches = ("x",)\nsubarches = ("y",)\n';

test('the first answers are about the run that will be shown', async (t) => {
	const { client, uri, hover } = await begin(t);
	const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
	const [hovered, hints, contexts] = await Promise.all([
		hover(),
		client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range }),
		client.connection.sendRequest<ContextsAnswer>(requests.contexts.method, {}),
	]);
	assert.match(hovered, /For funtoo-current x86-64bit amd64-jaguar: `red`/);
	assert.deepEqual(
		hints.map(({ label }) => label),
		['= red/funtoo-current'],
	);
	assert.equal(contexts.title, 'funtoo-current x86-64bit amd64-jaguar');
});

test('names in .buildbot are looked up in the installation, even by the first request', async (t) => {
	const { client, home } = await begin(t);
	const content = 'subarches = ("cpu_of_ours", "cpu_of_nobody")\n';
	const uri = await client.open(join(home, '.buildbot'), content);
	const [found, hovered] = await Promise.all([
		client.diagnostics(uri),
		client.connection.sendRequest<Hover>('textDocument/hover', {
			textDocument: { uri },
			position: { line: 0, character: 16 },
		}),
	]);
	assert.deepEqual(
		found.filter(({ code }) => code === 'unknown-subarch').map(({ range }) => range.start.character),
		[content.indexOf('cpu_of_nobody')],
	);
	assert.match(JSON.stringify(hovered.contents), /From the Metro installation/);
});

test('a slow set-up does not delay answers that need none', async (t) => {
	const { client, uri, hover } = await begin(t, slow);
	assert.doesNotMatch(await hover(), /For |Not defined/);
	const items = await client.diagnostics(uri);
	assert.deepEqual(items, []);
});

test('a waiting request is cancelled at once', async (t) => {
	const { client, uri } = await begin(t, slow);
	const source = new CancellationTokenSource();
	// The runs are unknown without the set-up, so this request waits as long as necessary.
	const contexts = client.connection.sendRequest(requests.contexts.method, {}, source.token);
	const symbols = await client.connection.sendRequest('textDocument/documentSymbol', {
		textDocument: { uri },
	});
	assert.ok(Array.isArray(symbols) && symbols.length > 0);
	source.cancel();
	await assert.rejects(contexts, /cancelled/);
});
