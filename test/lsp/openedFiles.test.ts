/** What an editor shows of files of a set-up: problems, fixes, completion and hover from the real server. */
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CodeAction, CompletionList, Diagnostic, Hover } from 'vscode-languageserver-protocol';
import { startLanguageClient } from '../support/languageClient.ts';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';
import { openSession } from './openSession.ts';

for (const isOurs of [true, false]) {
	test(`a subarch without a directory has a hint${isOurs ? ' and a fix' : ', in editors without our commands no fix'}`, async (t) => {
		const home = await makeMetroHome(t);
		await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
		const client = await startLanguageClient({
			workspaceFolders: [home.home],
			env: { HOME: home.home },
			...(!isOurs && { capabilities: { experimental: {} } }),
		});
		t.after(() => client.stop());
		const uri = await client.open(join(home.home, '.buildbot'), jaguar);
		// The build and the arch above it have none either.
		const isMissing = ({ code, range }: Diagnostic): boolean =>
			code === 'no-directory' && range.start.line === 4;
		const found = (await client.diagnostics(uri, (items) => items.some(isMissing))).filter(isMissing);
		assert.deepEqual(
			found.map(({ severity, range }) => [severity, range.start.line]),
			[[4, 4]],
		);
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: found[0]?.range,
			context: { diagnostics: found },
		});
		const given = isOurs ? [['metro.createDirectory', home.home, 'amd64-jaguar-pure64']] : [];
		assert.deepEqual(
			actions.flatMap(({ command }) => (command ? [[command.command, ...(command.arguments ?? [])]] : [])),
			given,
		);
		await mkdir(join(home.mirror, 'funtoo-current/pure64/amd64-jaguar-pure64'), { recursive: true });
		await client.diagnostics(uri, (items) => !items.some(isMissing));
	});
}

test('.buildbot: an unknown subarch is flagged with the nearest, and completion knows arch and CFLAGS', async (t) => {
	const home = await makeMetroHome(t);
	const { client } = await openSession(t, home);
	const text = jaguar.replace('"amd64-jaguar-pure64",', '"amd64-jagaur-pure64",\n\t"",');
	const uri = await client.open(join(home.home, '.buildbot'), text);
	const flagged = (items: readonly Diagnostic[]): Diagnostic | undefined =>
		items.find((item) => String(item.message).includes('amd64-jagaur-pure64'));
	const items = await client.diagnostics(uri, (found) => flagged(found) !== undefined);
	const diagnostic = flagged(items);
	assert.ok(diagnostic);
	const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
		textDocument: { uri },
		range: diagnostic.range,
		context: { diagnostics: [diagnostic] },
	});
	assert.ok(actions.some((action) => JSON.stringify(action.edit).includes('amd64-jaguar-pure64')));
	const line = text.split('\n').indexOf('\t"",');
	const completion = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
		textDocument: { uri },
		position: { line, character: 2 },
	});
	const haswell = completion.items.find((item) => item.label === 'intel64-haswell');
	assert.match(JSON.stringify(haswell), /x86-64bit/);
	assert.match(JSON.stringify(haswell), /march=core-avx2/);
});

test('Metro configuration: words are checked, completed and explained', async (t) => {
	const home = await makeMetroHome(t);
	const { client } = await openSession(t, home);
	const uri = await client.open(
		join(home.home, 'metro/etc/builds/common.conf'),
		'[section metro]\n\noptions/stage: cache/pakage\n',
		'metro',
	);
	const items = await client.diagnostics(uri, (found) => found.length > 0);
	assert.deepEqual(
		items.map((item) => item.code),
		['unknown-option-word'],
	);
	await client.change(uri, '[section metro]\n\noptions/stage: cache/package\n');
	assert.deepEqual(await client.diagnostics(uri), []);
	const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
		textDocument: { uri },
		position: { line: 2, character: 20 },
	});
	assert.match(JSON.stringify(hover), /package-cache/);
});
