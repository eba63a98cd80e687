/** Files that are reached by more than one path, because a link leads to them, through the real server process. */
import assert from 'node:assert/strict';
import { mkdir, rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Hover, Location, WorkspaceSymbol } from 'vscode-languageserver-protocol';
import { type ContextsAnswer, type ContextsParams, requests } from '../../server/src/protocol/index.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { at, beginWithBuilds, builds, installBuilds, isTrouble } from './homeWithBuilds.ts';

test('a file opened by its real path belongs to the set-up that reaches it through a link', async (t) => {
	const first = await makeMetroHome(t);
	const second = await makeMetroHome(t);
	for (const [home, hue] of [
		[first, 'one'],
		[second, 'two'],
	] as const) {
		await installBuilds(home, hue);
	}
	await rename(join(second.home, 'metro'), join(second.home, 'real'));
	await symlink(join(second.home, 'real'), join(second.home, 'metro'));
	const client = await startLanguageClient({
		workspaceFolders: [first.home, second.home],
		env: { HOME: first.home },
	});
	t.after(() => client.stop());
	await client.connection.sendRequest(requests.refresh.method);
	const uri = await client.open(join(second.home, 'real/etc/master.conf'), builds['metro/etc/master.conf']);
	const hover = await client.connection.sendRequest<Hover>('textDocument/hover', at(uri, 'my/hue'));
	assert.match(JSON.stringify(hover.contents), /: `two`/);
	const contexts = (params: ContextsParams): Promise<ContextsAnswer> =>
		client.connection.sendRequest(requests.contexts.method, params);
	assert.equal((await contexts({ path: join(second.home, 'real/etc/master.conf') })).home, second.home);
	assert.equal((await contexts({})).home, first.home);
});

test('an installation reached through a link is the same under either path', async (t) => {
	const { client, home, uriOf } = await beginWithBuilds(t, {});
	await rename(join(home.home, 'metro'), join(home.home, 'real'));
	await symlink(join(home.home, 'real'), join(home.home, 'metro'));
	await client.connection.sendRequest(requests.refresh.method);
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

test('when a link above an open document is re-pointed, the document follows it', async (t) => {
	const { client, home, uriOf } = await beginWithBuilds(t, {});
	const text = builds['metro/etc/master.conf'];
	await client.close(uriOf('metro/etc/master.conf'));
	await mkdir(join(home.home, 'elsewhere'));
	await symlink('metro/etc', join(home.home, 'link'));
	const uri = await client.open(join(home.home, 'link/master.conf'), text.replace('color', 'colour'));
	const isRead = async (key: string): Promise<boolean> => {
		const symbols = await client.connection.sendRequest<WorkspaceSymbol[]>('workspace/symbol', {
			query: key,
		});
		return symbols.some(({ name }) => name === key);
	};
	const until = async (key: string, wanted: boolean): Promise<void> => {
		const deadline = Date.now() + 20_000;
		while ((await isRead(key)) !== wanted) {
			assert.ok(Date.now() < deadline, `${key} is ${wanted ? 'not ' : ''}read`);
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	};
	await client.diagnostics(uri);
	await until('my/colour', true);
	await symlink('elsewhere', join(home.home, 'link.new'));
	await rename(join(home.home, 'link.new'), join(home.home, 'link'));
	await until('my/colour', false);
	await until('my/color', true);
});
