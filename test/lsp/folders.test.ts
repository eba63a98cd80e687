/** How editors say where they work: by a list of folders, by one URI, by one path, later, or not at all. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { SetupSummary } from '../../server/src/protocol.ts';
import { methods } from '../../server/src/protocol.ts';
import { type LanguageClientOptions, startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';

/** The homes that a server finds, below `elsewhere` as the user's own. */
async function homesFor(
	t: TestContext,
	elsewhere: string,
	options: LanguageClientOptions,
): Promise<readonly string[]> {
	const client = await startLanguageClient({ env: { HOME: elsewhere }, ...options });
	t.after(() => client.stop());
	const setups = await client.connection.sendRequest<SetupSummary[]>(methods.setups, {});
	return setups.map(({ home }) => home);
}

test('a folder is found, however it is told', async (t) => {
	const { home } = await makeMetroHome(t);
	const { home: elsewhere } = await makeMetroHome(t);
	const uri = pathToFileURL(home).href;
	const ways: readonly (readonly [
		what: string,
		root: NonNullable<LanguageClientOptions['root']>,
		found: string,
	])[] = [
		['workspace folders', { workspaceFolders: [{ uri, name: 'x' }] }, home],
		['a slash at its end', { workspaceFolders: [{ uri: `${uri}/`, name: 'x' }] }, home],
		['rootUri', { rootUri: uri }, home],
		['rootUri, with null for folders', { rootUri: uri, workspaceFolders: null }, home],
		['rootUri, with no folder', { rootUri: uri, workspaceFolders: [] }, home],
		['rootPath', { rootPath: home }, home],
		['rootPath, with null for the rest', { rootPath: home, rootUri: null, workspaceFolders: null }, home],
		['nothing', {}, elsewhere],
		['null', { rootUri: null, rootPath: null, workspaceFolders: null }, elsewhere],
		['a folder elsewhere than on the disk', { rootUri: 'vscode-vfs://github/x' }, elsewhere],
	];
	for (const [what, root, found] of ways)
		assert.deepEqual(await homesFor(t, elsewhere, { root }), [found], what);
});

test('folders that come and go take their set-ups along', async (t) => {
	const homes = [await makeMetroHome(t), await makeMetroHome(t), await makeMetroHome(t)];
	const [one = '', other = '', elsewhere = ''] = homes.map(({ home }) => home);
	const client = await startLanguageClient({
		env: { HOME: elsewhere },
		workspaceFolders: [one],
		capabilities: { workspace: { workspaceFolders: true } },
	});
	t.after(() => client.stop());
	const change = async (added: readonly string[], removed: readonly string[]): Promise<readonly string[]> => {
		const folders = (paths: readonly string[]): object[] =>
			paths.map((path) => ({ uri: pathToFileURL(path).href, name: 'x' }));
		await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
			event: { added: folders(added), removed: folders(removed) },
		});
		return (await client.connection.sendRequest<SetupSummary[]>(methods.setups, {})).map(({ home }) => home);
	};
	assert.deepEqual(await change([other], []), [one, other]);
	assert.deepEqual(await change([], [one]), [other]);
	assert.deepEqual(await change([], [`${other}/`]), [elsewhere]);
});
