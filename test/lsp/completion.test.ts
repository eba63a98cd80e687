/** What completion sends over the wire to editors that differ in what they understand. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { ClientCapabilities, CompletionItem, CompletionList } from 'vscode-languageserver-protocol';
import { startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';

/** Requests completion after `$[target/comp`, and resolves the item found there. */
async function ask(
	t: TestContext,
	completion: NonNullable<ClientCapabilities['textDocument']>['completion'],
): Promise<{ list: CompletionList; explained: (item: CompletionItem) => Promise<CompletionItem> }> {
	const { home } = await makeMetroHome(t);
	const client = await startLanguageClient({
		workspaceFolders: [home],
		env: { HOME: home },
		capabilities: { textDocument: { ...(completion && { completion }) } },
	});
	t.after(() => client.stop());
	const path = join(home, 'metro/etc/builds/common.conf');
	const uri = await client.open(path, '[section target]\ncompression: xz\na: $[target/comp\n', 'metro');
	const list = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
		textDocument: { uri },
		position: { line: 2, character: 16 },
	});
	return {
		list,
		explained: (item) => client.connection.sendRequest<CompletionItem>('completionItem/resolve', item),
	};
}

const range = { start: { line: 2, character: 5 }, end: { line: 2, character: 16 } };

test('an editor without defaults gets complete items', async (t) => {
	const { list, explained } = await ask(t, { completionItem: { snippetSupport: true } });
	assert.equal(list.itemDefaults, undefined);
	const item = list.items.find(({ label }) => label === 'target/compression');
	assert.ok(item);
	assert.deepEqual(item.textEdit, { range, newText: 'target/compression]' });
	assert.match(JSON.stringify((await explained(item)).documentation), /Compression of the finished stage/);
});

test('an editor with defaults gets shared values once', async (t) => {
	const { list, explained } = await ask(t, {
		completionItem: { snippetSupport: true },
		completionList: { itemDefaults: ['editRange', 'data', 'commitCharacters'] },
	});
	assert.deepEqual(list.itemDefaults?.editRange, range);
	const item = list.items.find(({ label }) => label === 'target/compression');
	assert.ok(item);
	assert.equal(item.textEdit, undefined);
	assert.equal(item.textEditText, 'target/compression]');
	const whole = { ...item, data: list.itemDefaults?.data };
	assert.match(JSON.stringify((await explained(whole)).documentation), /Compression of the finished stage/);
});

test('an editor with only one kind of default gets complete items', async (t) => {
	const { list } = await ask(t, { completionList: { itemDefaults: ['editRange'] } });
	assert.equal(list.itemDefaults, undefined);
});

test('a typed space opens a list only where something has to follow it', async (t) => {
	const { home } = await makeMetroHome(t);
	const client = await startLanguageClient({ workspaceFolders: [home], env: { HOME: home } });
	t.after(() => client.stop());
	const uri = await client.open(join(home, 'common.conf'), '[section ]\n \n', 'metro');
	const behindSpace = async (line: number, character: number): Promise<number> => {
		const { items } = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
			textDocument: { uri },
			position: { line, character },
			context: { triggerKind: 2, triggerCharacter: ' ' },
		});
		return items.length;
	};
	assert.ok((await behindSpace(0, 9)) > 0);
	assert.equal(await behindSpace(1, 1), 0);
});
