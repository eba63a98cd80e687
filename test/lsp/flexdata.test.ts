/** Metro's configuration through the real server process: runs to choose from, files that depend on each other, refusals. */
import assert from 'node:assert/strict';
import { readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type {
	CodeAction,
	Diagnostic,
	DocumentDiagnosticReport,
	Hover,
	InlayHint,
	Location,
	SemanticTokens,
	SemanticTokensDelta,
	TextEdit,
	WorkspaceEdit,
	WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import {
	type CompareContextsAnswer,
	type ContextsAnswer,
	type ContextsParams,
	methods,
	type ResolvedConfiguration,
	type SetupSummary,
	serverCommands,
} from '../../server/src/protocol.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { type MetroHome, makeMetroHome } from '../support/metroHome.ts';

const builds = {
	'metro/etc/master.conf':
		'[collect ./builds/$[target/build]/build.conf]\n\n[section my]\n\ncolor: $[my/hue]/$[target]\n',
	'metro/etc/builds/funtoo-current/build.conf': '[section my]\n\nhue: red\n',
	'metro/etc/builds/funtoo-current-hardened/build.conf': '[section my]\n\nhue: blue\nextra: 1\n',
	'metro/etc/builds/packages/x86-64bit.conf': '',
	'metro/etc/multi-targets/full': '',
	'metro/targets/gentoo/stage3.spec': '',
	'metro/targets/gentoo/stage1.spec': '',
};

/** A home with an installation of two builds, and a client that opens `metro/etc/master.conf` in it. */
async function begin(
	t: TestContext,
	options: Parameters<typeof startLanguageClient>[0] = {},
): Promise<{ client: LanguageClient; home: MetroHome; uri: string; uriOf: (path: string) => string }> {
	const home = await makeMetroHome(t);
	for (const [path, text] of Object.entries(builds)) await home.write(path, text);
	const metro = await readFile(join(home.home, '.metro'), 'utf8');
	await home.write('.metro', `${metro}\n[collect $[path/install]/etc/master.conf]\n`);
	const client = await startLanguageClient({
		workspaceFolders: [home.home],
		env: { HOME: home.home },
		...options,
	});
	t.after(() => client.stop());
	const uriOf = (path: string): string => pathToFileURL(join(home.home, path)).href;
	const uri = await client.open(join(home.home, 'metro/etc/master.conf'), builds['metro/etc/master.conf']);
	await client.connection.sendRequest(methods.refresh);
	return { client, home, uri, uriOf };
}

const isTrouble = ({ severity = 4 }: Diagnostic): boolean => severity < 3;

/** The place of a text in master.conf. */
function at(
	uri: string,
	text: string,
): { textDocument: { uri: string }; position: { line: number; character: number } } {
	const before = builds['metro/etc/master.conf'].split(text)[0]?.split('\n') ?? [];
	return {
		textDocument: { uri },
		position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
	};
}

test('what a set-up can be evaluated as comes from .buildbot and the installation', async (t) => {
	const { client } = await begin(t);
	const answer = await client.connection.sendRequest<ContextsAnswer>(methods.contexts, {});
	assert.deepEqual(answer.current, {
		build: 'funtoo-current',
		arch: 'x86-64bit',
		subarch: 'amd64-jaguar',
		mode: 'full',
		target: 'stage3',
		version: answer.current.version,
		extras: [],
	});
	assert.match(answer.current.version, /^\d{4}-\d\d-\d\d$/);
	assert.equal(answer.combinations.length, 8);
	assert.deepEqual([answer.modes, [...answer.targets].sort()], [['full'], ['stage1', 'stage3']]);
});

test('another run shows other values, until it is taken back', async (t) => {
	const { client, uri } = await begin(t);
	const hints = async (): Promise<unknown[]> => {
		const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
		const found = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
			textDocument: { uri },
			range,
		});
		return found.map(({ label }) => label);
	};
	assert.deepEqual(await hints(), ['→ etc/builds/funtoo-current/build.conf', '= red/stage3']);
	const told = new Promise<ContextsAnswer>((resolve) => {
		client.connection.onNotification(methods.contextChanged, resolve);
	});
	await client.connection.sendRequest(methods.setContext, {
		context: { build: 'funtoo-current-hardened', target: 'stage1', nonsense: 1 },
	});
	assert.equal((await told).current.build, 'funtoo-current-hardened');
	assert.deepEqual(await hints(), ['→ etc/builds/funtoo-current-hardened/build.conf', '= blue/stage1']);
	await client.connection.sendRequest(methods.setContext, {});
	assert.deepEqual(await hints(), ['→ etc/builds/funtoo-current/build.conf', '= red/stage3']);
});

test('a run that the installation cannot make is chosen all the same, and said to be none', async (t) => {
	const { client } = await begin(t);
	const choose = (context: object): Promise<ContextsAnswer> =>
		client.connection.sendRequest(methods.setContext, { context });
	const { current, unknown } = await choose({ build: 'nonsense' });
	assert.deepEqual([current.build, unknown], ['nonsense', 'The installation has no build "nonsense".']);
	assert.equal((await choose({ build: 'funtoo-current' })).unknown, undefined);
});

test('two runs are compared, by request and by command', async (t) => {
	const { client } = await begin(t);
	const params = { right: { build: 'funtoo-current-hardened' } };
	const answer = await client.connection.sendRequest<CompareContextsAnswer>(methods.compareContexts, params);
	assert.deepEqual(answer.differences, [
		{ key: 'my/color', left: 'red/stage3', right: 'blue/stage3' },
		{ key: 'my/extra', right: '1' },
		{ key: 'my/hue', left: 'red', right: 'blue' },
		{ key: 'target/build', left: 'funtoo-current', right: 'funtoo-current-hardened' },
	]);
	const command = await client.connection.sendRequest<CompareContextsAnswer>('workspace/executeCommand', {
		command: serverCommands.compareContexts,
		arguments: [params],
	});
	assert.deepEqual(command, answer);
});

test('the resolved configuration is a document, and each key leads back to where it is written', async (t) => {
	const { client, home } = await begin(t);
	const answer = await client.connection.sendRequest<ResolvedConfiguration>(
		methods.resolvedConfiguration,
		{},
	);
	const lines = answer.text.split('\n');
	const line = lines.indexOf('my/hue: red');
	assert.ok(line > 0 && lines.includes('my/color: red/stage3'));
	assert.deepEqual(
		answer.origins.find(({ textLine }) => textLine === line),
		{
			textLine: line,
			path: join(home.home, 'metro/etc/builds/funtoo-current/build.conf'),
			line: 2,
			column: 0,
		},
	);
});

test('who looks at the resolved configuration is told when it may be another, whatever the reason', async (t) => {
	const { client, home, uri } = await begin(t);
	let told = 0;
	let wake = (): void => {};
	client.connection.onNotification(methods.valuesChanged, () => {
		told++;
		wake();
	});
	const colour = async (): Promise<string | undefined> => {
		const { text } = await client.connection.sendRequest<ResolvedConfiguration>(
			methods.resolvedConfiguration,
			{},
		);
		return /^my\/color: (.*)$/m.exec(text)?.[1];
	};
	/** Waits until the value is the expected one, asking only when there is news. */
	const follow = async (change: () => Promise<unknown>, expected: string): Promise<void> => {
		const seen = told;
		await change();
		while ((await colour()) !== expected || told === seen) {
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	};
	await client.change(uri, `${builds['metro/etc/master.conf']}# not looked at yet\n`);
	await client.connection.sendRequest(methods.contexts, {});
	assert.equal(told, 0);
	assert.equal(await colour(), 'red/stage3');
	await follow(
		() => client.connection.sendRequest(methods.setContext, { context: { target: 'stage1' } }),
		'red/stage1',
	);
	const hue = join(home.home, 'metro/etc/builds/funtoo-current/build.conf');
	await follow(() => writeFile(hue, '[section my]\n\nhue: green\n'), 'green/stage1');
	await follow(
		() => client.change(uri, builds['metro/etc/master.conf'].replace('$[my/hue]', 'no $[my/hue]')),
		'no green/stage1',
	);
	await follow(() => client.close(uri), 'green/stage1');
});

test('without a choice the run is what the client sent at the start', async (t) => {
	const { client } = await begin(t, { initializationOptions: { evaluateAs: { target: 'stage1' } } });
	const { current } = await client.connection.sendRequest<ContextsAnswer>(methods.contexts, {});
	assert.deepEqual([current.target, current.build], ['stage1', 'funtoo-current']);
});

test('an edit in one open document shows in another, saved or not, and on disk as well', async (t) => {
	const { client, home, uri } = await begin(t);
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

test('definition, references and symbols lead into files that are not open', async (t) => {
	const { client, uri, uriOf } = await begin(t);
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
	const { client, uri } = await begin(t);
	const edit = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
		...at(uri, 'my/hue'),
		newName: 'my/tint',
	});
	assert.equal(Object.keys(edit.changes ?? {}).length, 3);
	await assert.rejects(
		client.connection.sendRequest('textDocument/prepareRename', at(uri, 'target/build')),
		/Metro's own program knows target\/build/,
	);
});

test('semantic tokens come whole, then as differences', async (t) => {
	const { client, uri } = await begin(t);
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
	const { client, uri } = await begin(t);
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
	const { client, uri } = await begin(t, { capabilities: { textDocument: { diagnostic: {} } } }).catch(
		(error) => assert.fail(String(error)),
	);
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
	const { client, home } = await begin(t);
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

test('a file outside of the set-up has nothing to do with it, whatever its keys are called', async (t) => {
	const { client, home } = await begin(t);
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
		const { client, home } = await begin(t);
		const { connection } = client;
		const ask = <T>(method: string): Promise<T> =>
			given === undefined ? connection.sendRequest<T>(method) : connection.sendRequest<T>(method, given);
		const [summary] = await ask<SetupSummary[]>(methods.setups);
		assert.equal(summary?.home, home.home);
		assert.equal((await ask<ContextsAnswer>(methods.contexts)).home, home.home);
		assert.ok((await ask<ResolvedConfiguration>(methods.resolvedConfiguration)).text.length > 0);
		assert.equal(await ask(methods.refresh), null);
	});
}

test('edits are tied to the versions they were made for, where the editor knows that', async (t) => {
	const { client, uri, uriOf } = await begin(t, {
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

test('a file that is opened by the path it really has belongs to the set-up whose installation a link makes it', async (t) => {
	const first = await makeMetroHome(t);
	const second = await makeMetroHome(t);
	for (const [home, hue] of [
		[first, 'one'],
		[second, 'two'],
	] as const) {
		for (const [path, text] of Object.entries(builds)) await home.write(path, text.replace('red', hue));
		const metro = await readFile(join(home.home, '.metro'), 'utf8');
		await home.write('.metro', `${metro}\n[collect $[path/install]/etc/master.conf]\n`);
	}
	await rename(join(second.home, 'metro'), join(second.home, 'real'));
	await symlink(join(second.home, 'real'), join(second.home, 'metro'));
	const client = await startLanguageClient({
		workspaceFolders: [first.home, second.home],
		env: { HOME: first.home },
	});
	t.after(() => client.stop());
	await client.connection.sendRequest(methods.refresh);
	const uri = await client.open(join(second.home, 'real/etc/master.conf'), builds['metro/etc/master.conf']);
	const hover = await client.connection.sendRequest<Hover>('textDocument/hover', at(uri, 'my/hue'));
	assert.match(JSON.stringify(hover.contents), /: `two`/);
	const contexts = (params: ContextsParams): Promise<ContextsAnswer> =>
		client.connection.sendRequest(methods.contexts, params);
	assert.equal((await contexts({ path: join(second.home, 'real/etc/master.conf') })).home, second.home);
	assert.equal((await contexts({})).home, first.home);
});

test('an installation behind a link is the same by either path', async (t) => {
	const { client, home, uriOf } = await begin(t, {});
	await rename(join(home.home, 'metro'), join(home.home, 'real'));
	await symlink(join(home.home, 'real'), join(home.home, 'metro'));
	await client.connection.sendRequest(methods.refresh);
	const text = builds['metro/etc/master.conf'];
	await client.close(uriOf('metro/etc/master.conf'));
	const uri = await client.open(join(home.home, 'real/etc/master.conf'), text);
	const hue = await client.open(
		join(home.home, 'real/etc/builds/funtoo-current/build.conf'),
		'# typed\n[section my]\nhue: green\n',
	);
	const place = at(uri, 'my/hue');
	const hover = await client.connection.sendRequest<Hover>('textDocument/hover', place);
	assert.match(JSON.stringify(hover.contents), /: `green`/);
	const [definition] = await client.connection.sendRequest<Location[]>('textDocument/definition', place);
	assert.deepEqual([definition?.uri, definition?.range.start.line], [hue, 2]);
	assert.deepEqual((await client.diagnostics(uri)).filter(isTrouble), []);
	await client.close(hue);
	const [closed] = await client.connection.sendRequest<Location[]>('textDocument/definition', place);
	assert.equal(closed?.uri, uriOf('metro/etc/builds/funtoo-current/build.conf'));
});
