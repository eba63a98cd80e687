/** Metro's configuration through the real server process: files that depend on each other, refusals, edits. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type {
	CodeAction,
	Diagnostic,
	DocumentDiagnosticReport,
	Location,
	SemanticTokens,
	SemanticTokensDelta,
	TextEdit,
	WorkspaceEdit,
	WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import {
	type ContextsAnswer,
	type ResolvedConfiguration,
	requests,
	type SetupSummary,
} from '../../server/src/protocol/index.ts';
import { at, beginWithBuilds, builds, isTrouble } from './homeWithBuilds.ts';

test('an edit in one open document shows in another, saved or not, and on disk as well', async (t) => {
	const { client, home, uri } = await beginWithBuilds(t);
	assert.deepEqual((await client.diagnostics(uri)).filter(isTrouble), []);
	const other = join(home.home, 'metro/etc/builds/funtoo-current/build.conf');
	const otherUri = await client.open(other, builds['metro/etc/builds/funtoo-current/build.conf']);
	await client.change(otherUri, '[section my]\n\nhue: red\ncolor: mine\n');
	const found = await client.diagnostics(uri, (items) => items.some(isTrouble));
	assert.deepEqual(
		found.filter(isTrouble).map(({ code }) => code),
		['duplicate-key'],
	);
	await client.change(otherUri, '[section my]\n\nhue: red\n');
	await client.diagnostics(uri, (items) => !items.some(isTrouble));
	await client.close(otherUri);
	await writeFile(other, '[section my]\n\nhue: red\ncolor: mine\n');
	await client.diagnostics(uri, (items) => items.some(({ code }) => code === 'duplicate-key'));
});

test('where the chosen run stops, the editor shows the error that check prints', async (t) => {
	const { client, uri } = await beginWithBuilds(t);
	const block = '[section steps]\nunpack: [\necho $[my/extra]\n]\n';
	const rest = '[section multi]\ntargets: stage3\n[section target]\nclass: stage\n';
	await client.change(uri, `${builds['metro/etc/master.conf']}${rest}${block}`);
	const found = await client.diagnostics(uri, (items) => items.some(({ code }) => code === 'run-stops'));
	const severities = found.filter(({ code }) => code === 'run-stops').map(({ severity }) => severity);
	assert.deepEqual(severities, [1]);
	assert.ok(!found.some(({ code }) => code === 'not-defined-here'));
});

test('hidden bytes are found in the file on disk, and the finding ends when the file is corrected', async (t) => {
	const { client, home } = await beginWithBuilds(t);
	const hidden = async (path: string, bytes: Buffer, shown: string): Promise<void> => {
		const file = join(home.home, path);
		await writeFile(file, bytes);
		const uri = await client.open(file, shown);
		const isHidden = ({ code }: Diagnostic): boolean => code === 'byte-order-mark' || code === 'not-utf8';
		const found = await client.diagnostics(uri, (items) => items.some(isHidden));
		told.push(...found.filter(isHidden).map(({ code, range }) => `${path} ${code} ${range.start.line}`));
		await writeFile(file, shown);
		await client.diagnostics(uri, (items) => !items.some(isHidden));
	};
	const told: string[] = [];
	await hidden('mine.metro', Buffer.from('\ufeff[section a]\nb: 1\n'), '[section a]\nb: 1\n');
	await hidden('other.metro', Buffer.from('a: 1\r\nb: caf\xe9\n', 'latin1'), 'a: 1\r\nb: caf\ufffd\n');
	await hidden(
		'.buildbot',
		Buffer.from('builds = ("a",)\n# caf\xe9\n', 'latin1'),
		'builds = ("a",)\n# caf\xe9\n',
	);
	assert.deepEqual(told, ['mine.metro byte-order-mark 0', 'other.metro not-utf8 1', '.buildbot not-utf8 1']);
});

test('definition, references and symbols lead into files that are not open', async (t) => {
	const { client, uri, uriOf } = await beginWithBuilds(t);
	const place = at(uri, 'my/hue');
	const definition = await client.connection.sendRequest<Location[]>('textDocument/definition', place);
	assert.deepEqual(
		definition.map((location) => location.uri),
		[uriOf('metro/etc/builds/funtoo-current/build.conf')],
	);
	const references = await client.connection.sendRequest<Location[]>('textDocument/references', {
		...place,
		context: { includeDeclaration: true },
	});
	assert.equal(references.length, 3);
	const symbols = await client.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', {
		query: 'my/extra',
	});
	assert.deepEqual(
		symbols.map(({ name }) => name),
		['my/extra'],
	);
});

test('a key is renamed in all files; one that Metro knows is refused with the reason', async (t) => {
	const { client, uri } = await beginWithBuilds(t);
	const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
		...at(uri, 'my/hue'),
		newName: 'my/tint',
	});
	assert.equal(Object.keys(edit.changes ?? {}).length, 3);
	await assert.rejects(
		client.connection.sendRequest('textDocument/prepareRename', at(uri, 'target/build')),
		/Metro's own program uses target\/build/,
	);
});

test('a rename uses the files on disk, even before a change is reported', async (t) => {
	const { client, home, uri, uriOf } = await beginWithBuilds(t);
	// The set-up has been read as it was.
	await client.connection.sendRequest('textDocument/hover', at(uri, 'my/hue'));
	const other = 'metro/etc/builds/funtoo-current/build.conf';
	await writeFile(join(home.home, other), `# new\n# lines\n${builds[other]}`);
	const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
		...at(uri, 'my/hue'),
		newName: 'my/tint',
	});
	assert.deepEqual(
		edit.changes?.[uriOf(other)]?.map(({ range }) => range.start.line),
		[builds[other].split('\n').indexOf('hue: red') + 2],
	);
});

test('semantic tokens come whole, then as differences', async (t) => {
	const { client, uri } = await beginWithBuilds(t);
	const textDocument = { uri };
	const full = await client.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
		textDocument,
	});
	assert.ok(full.data.length > 0 && full.data.length % 5 === 0);
	await client.change(uri, `${builds['metro/etc/master.conf']}more: $[my/hue]\n`);
	const delta = await client.connection.sendRequest<SemanticTokensDelta>(
		'textDocument/semanticTokens/full/delta',
		{
			textDocument,
			previousResultId: full.resultId,
		},
	);
	assert.equal(delta.edits.length, 1);
	const patched = [...full.data];
	for (const { start, deleteCount, data = [] } of delta.edits) patched.splice(start, deleteCount, ...data);
	const whole = await client.connection.sendRequest<SemanticTokens>('textDocument/semanticTokens/full', {
		textDocument,
	});
	assert.deepEqual(patched, whole.data);
});

test('a finished line is formatted', async (t) => {
	const { client, uri } = await beginWithBuilds(t);
	await client.change(uri, '  a: b  \n\n');
	const edits = await client.connection.sendRequest<TextEdit[]>('textDocument/onTypeFormatting', {
		textDocument: { uri },
		position: { line: 1, character: 0 },
		ch: '\n',
		options: { tabSize: 4, insertSpaces: false },
	});
	assert.equal(edits.length, 2);
});

test('an editor that pulls diagnostics gets them, with links to their explanation', async (t) => {
	const { client, uri } = await beginWithBuilds(t, {
		capabilities: { textDocument: { diagnostic: {} } },
	}).catch((error) => assert.fail(String(error)));
	await client.change(uri, 'key:value\n');
	const pull = (previousResultId?: string) =>
		client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
			textDocument: { uri },
			previousResultId,
		});
	const report = await pull();
	assert.ok(report.kind === 'full');
	assert.match(report.items[0]?.codeDescription?.href ?? '', /^file:.*\/docs\/diagnostics\.md#ignored-line$/);
	await client.change(uri, 'key:value\n# more\n');
	assert.deepEqual(await pull(report.resultId), { kind: 'unchanged', resultId: report.resultId });
	await client.change(uri, '# more\n');
	const mended = await pull(report.resultId);
	assert.deepEqual(mended.kind === 'full' && mended.items, []);
});

test('a file is known by its place or by its first line, and not every .conf is ours', async (t) => {
	const { client, home } = await beginWithBuilds(t);
	const found = async (path: string, text: string): Promise<number> => {
		const uri = await client.open(join(home.home, path), text);
		return (await client.diagnostics(uri)).length;
	};
	assert.ok((await found('metro/etc/builds/new/build.conf', 'key:value\n')) > 0);
	assert.ok((await found('anything', '[section x]\nkey:value\n')) > 0);
	const other = await client.open(join(home.home, 'other.conf'), 'key:value\n');
	const symbols = await client.connection.sendRequest('textDocument/documentSymbol', {
		textDocument: { uri: other },
	});
	assert.deepEqual(symbols, []);
});

test('a file outside of the set-up is independent of it, even with the same keys', async (t) => {
	const { client, home } = await beginWithBuilds(t);
	const uri = await client.open(
		join(home.home, 'elsewhere/my.metro'),
		'[section my]\nhue: 1\nx: $[my/hue]\n',
	);
	const place = { textDocument: { uri }, position: { line: 2, character: 8 } };
	const definition = await client.connection.sendRequest<Location[]>('textDocument/definition', place);
	assert.deepEqual(
		definition.map((location) => location.uri),
		[uri],
	);
	const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
		...place,
		newName: 'my/tint',
	});
	assert.deepEqual(Object.keys(edit.changes ?? {}), [uri]);
});

for (const [name, given] of [
	['none', undefined],
	['null', null],
	['an empty object', {}],
	['an empty list', []],
] as const) {
	test(`requests that need no parameters take ${name}`, async (t) => {
		const { client, home } = await beginWithBuilds(t);
		const { connection } = client;
		const ask = <T>(method: string): Promise<T> =>
			given === undefined ? connection.sendRequest<T>(method) : connection.sendRequest<T>(method, given);
		const [summary] = await ask<SetupSummary[]>(requests.setups.method);
		assert.equal(summary?.home, home.home);
		assert.equal((await ask<ContextsAnswer>(requests.contexts.method)).home, home.home);
		assert.ok((await ask<ResolvedConfiguration>(requests.resolvedConfiguration.method)).text.length > 0);
		assert.equal(await ask(requests.refresh.method), null);
	});
}

test('edits are tied to document versions, if the editor supports that', async (t) => {
	const { client, uri, uriOf } = await beginWithBuilds(t, {
		capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
	});
	await client.change(uri, builds['metro/etc/master.conf']);
	const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
		...at(uri, 'my/hue'),
		newName: 'my/tint',
	});
	assert.equal(edit.changes, undefined);
	const versions = (edit.documentChanges ?? []).flatMap((change) =>
		'textDocument' in change ? [[change.textDocument.uri, change.textDocument.version] as const] : [],
	);
	assert.deepEqual(new Map(versions).get(uri), 2);
	assert.deepEqual(new Map(versions).get(uriOf('metro/etc/builds/funtoo-current/build.conf')), null);
	await client.change(uri, 'key:value\n');
	const diagnostics = await client.diagnostics(uri, (items) =>
		items.some(({ code }) => code === 'ignored-line'),
	);
	const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
		textDocument: { uri },
		range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
		context: { diagnostics },
	});
	const fix = actions.find(({ kind }) => kind === 'quickfix');
	const [change] = fix?.edit?.documentChanges ?? [];
	assert.ok(change !== undefined && 'textDocument' in change);
	assert.deepEqual(change.textDocument, { uri, version: 3 });
});
