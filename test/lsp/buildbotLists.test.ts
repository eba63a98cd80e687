/** A whole session about the lists of a `.buildbot`: their problems, the fixes, the refactorings and formatting. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import type { CodeAction, Diagnostic, TextEdit } from 'vscode-languageserver-protocol';
import { requests } from '../../server/src/protocol/index.ts';
import { applyAction, applyEdits } from '../support/applyEdits.ts';
import { documentOf } from '../support/cursor.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';

const text = `builds = ("funtoo-current",)
arches = ("x86-64bit",)
subarches = ("corei7",
"amd64-k8",  # fast
"armv7a_hardfp")
old = ()
max_failcount = 0
def map_build(build, subarch, full, full_date):
	if subarch == "amd64-k8" and not full: return
	return "full"
`;

test('problems, fixes, refactorings and formatting of the lists', async (t) => {
	const home = await makeMetroHome(t, text);
	await home.build('funtoo-current/x86-64bit/corei7/2015-02-01');
	await home.build('funtoo-current/x86-64bit/k6/2015-02-01');
	const client = await startLanguageClient({
		workspaceFolders: [home.home],
		env: { HOME: home.home, TZ: 'UTC' },
		capabilities: { textDocument: { diagnostic: {} } },
	});
	t.after(() => client.stop());
	const uri = await client.open(join(home.home, '.buildbot'), text, 'metro-buildbot');
	await client.connection.sendRequest(requests.refresh.method);
	const textDocument = { uri };
	const document = { ...documentOf(text, join(home.home, '.buildbot')), uri };
	const ask = <Result>(method: string, params: object): Promise<Result> =>
		client.connection.sendRequest<Result>(method, { textDocument, ...params });

	const { items } = await ask<{ items: Diagnostic[] }>('textDocument/diagnostic', {});
	assert.deepEqual(items.map(({ code, range: { start } }) => `${start.line + 1} ${String(code)}`).sort(), [
		'3 unmanaged',
		'4 no-directory',
		'5 arch-not-listed',
		'5 no-directory',
		'6 unused-name',
		'7 out-of-range',
		'8 map-build-unusable',
	]);
	for (const { codeDescription, code } of items)
		assert.match(codeDescription?.href ?? '', new RegExp(`#${code}$`), String(code));
	assert.deepEqual(items.find(({ code }) => code === 'unused-name')?.tags, [1]);
	const unusable = items.find(({ code }) => code === 'map-build-unusable');
	assert.deepEqual(
		unusable?.relatedInformation?.map(({ location }) => location.range.start.line),
		[0, 3],
	);

	const fixes = await ask<CodeAction[]>('textDocument/codeAction', {
		range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
		context: { diagnostics: items },
	});
	assert.deepEqual(fixes.map(({ title }) => title).sort(), [
		'Add "arm-32bit" to arches',
		'Add "k6" to all_subarches',
		'Create the directory of amd64-k8',
		'Create the directory of armv7a_hardfp',
		'Remove old',
		'Write 3, the default',
	]);
	const arch = fixes.find(({ title }) => title.includes('arm-32bit'));
	assert.ok(arch);
	assert.match(applyAction(document, arch), /^arches = \("x86-64bit", "arm-32bit"\)$/m);

	const cursor = { line: 3, character: 2 };
	const found = await ask<CodeAction[]>('textDocument/codeAction', {
		range: { start: cursor, end: cursor },
		context: { diagnostics: [] },
	});
	assert.deepEqual(
		found.map(({ title, kind }) => `${kind}: ${title}`),
		['refactor.rewrite: Sort the names', 'refactor.rewrite: Write as the file of a master'],
	);

	const options = { tabSize: 4, insertSpaces: false };
	const edits = await ask<TextEdit[]>('textDocument/formatting', { options });
	assert.match(
		applyEdits(document, edits),
		/^subarches = \(\n\t"corei7",\n\t"amd64-k8", {2}# fast\n\t"armv7a_hardfp",\n\)\n/m,
	);
	const typed = { position: { line: 4, character: 0 }, ch: '\n', options };
	assert.deepEqual((await ask<TextEdit[] | null>('textDocument/onTypeFormatting', typed)) ?? [], []);
});
