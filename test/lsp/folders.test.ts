/** How editors say where they work: by a list of folders, by one URI, by one path, later, or not at all. */
import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Location } from 'vscode-languageserver-protocol';
import type { SetupSummary } from '../../server/src/protocol/index.ts';
import { requests } from '../../server/src/protocol/index.ts';
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
	const setups = await client.connection.sendRequest<SetupSummary[]>(requests.setups.method, {});
	return setups.map(({ home }) => home);
}

test('a folder is found, in whatever form the editor sends it', async (t) => {
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

const foreign: readonly (readonly [what: string, text: string])[] = [
	['YAML', 'python:\n  - "3.8"\n'],
	['JSON', '{\n\t"plugins": ["a_b"]\n}\n'],
	['shell', '# call it\nbash ./build.sh\n'],
	['nothing', ''],
];

test('a .buildbot of another program is not a set-up, and gets at most a note', async (t) => {
	const { home: elsewhere } = await makeMetroHome(t);
	for (const [what, text] of foreign) {
		const { home, write } = await makeMetroHome(t, text);
		const own = await startLanguageClient({ env: { HOME: elsewhere }, workspaceFolders: [home] });
		t.after(() => own.stop());
		const summaries = (client: typeof own): Promise<SetupSummary[]> =>
			client.connection.sendRequest<SetupSummary[]>(requests.setups.method, {});
		assert.deepEqual(
			(await summaries(own)).map((one) => one.home),
			[home],
			`${what} beside a .metro`,
		);
		await rm(join(home, '.metro'));
		const client = await startLanguageClient({ env: { HOME: elsewhere }, workspaceFolders: [home] });
		t.after(() => client.stop());
		assert.deepEqual(
			(await summaries(client)).map((one) => one.home),
			[elsewhere],
			what,
		);
		const uri = await client.open(join(home, '.buildbot'), text, 'metro-buildbot');
		const found = await client.diagnostics(uri);
		assert.ok(found.length <= 1 && found.every(({ severity }) => severity === 3), JSON.stringify(found));
		await write('.buildbot', 'builds = ()\n');
		const third = await startLanguageClient({ env: { HOME: elsewhere }, workspaceFolders: [home] });
		t.after(() => third.stop());
		assert.deepEqual(
			(await summaries(third)).map((one) => one.home),
			[home],
			'Metro’s, without a .metro',
		);
	}
});

test('set-ups come and go with their folders', async (t) => {
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
		return (await client.connection.sendRequest<SetupSummary[]>(requests.setups.method, {})).map(
			({ home }) => home,
		);
	};
	assert.deepEqual(await change([other], []), [one, other]);
	assert.deepEqual(await change([], [one]), [other]);
	assert.deepEqual(await change([], [`${other}/`]), [elsewhere]);
});

test('a set-up that is reached through a link is one set-up, by whichever path its files are opened', async (t) => {
	const { home, write } = await makeMetroHome(t);
	const link = `${home}-link`;
	await symlink(home, link);
	t.after(() => rm(link));
	const master = '[section my]\nhue: red\nuse: $[my/color]\n';
	await write('metro/etc/master.conf', master);
	for (const install of [`${home}/metro`, `${link}/metro`]) {
		const metro = `[section path]\ninstall: ${install}\n[collect $[path/install]/etc/master.conf]\n`;
		await write('.metro', `${metro}[section my]\ncolor: blue\n`);
		for (const [folder, opened] of [
			[home, link],
			[link, home],
			[link, link],
		] as const) {
			const client = await startLanguageClient({ workspaceFolders: [folder], env: { HOME: folder } });
			const what = `${install}, folder ${folder}, opened by ${opened}`;
			const codesOf = async (uri: string, wanted: (codes: string) => boolean): Promise<void> => {
				await client.diagnostics(uri, (items) => wanted(items.map(({ code }) => code).join()));
			};
			const masterUri = await client.open(join(opened, 'metro/etc/master.conf'), master);
			await codesOf(masterUri, (codes) => codes === 'unused-key,unused-key');
			// What is typed in one file is seen in the other.
			const metroUri = await client.open(join(opened, '.metro'), metro);
			await codesOf(masterUri, (codes) => codes.includes('undefined-variable'));
			const definition = await client.connection.sendRequest<Location[] | Location>(
				'textDocument/definition',
				{
					textDocument: { uri: metroUri },
					position: { line: 2, character: 14 },
				},
			);
			const [place] = [definition].flat();
			assert.equal(place?.uri, metroUri, what);
			await client.stop();
		}
	}
});
