/** Between `.buildbot` and the installation: from names to files and directories, and from the files back, over stdio. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CodeLens, DocumentLink, Location } from 'vscode-languageserver-protocol';
import { requests } from '../../server/src/protocol/index.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';

test('names in .buildbot lead to files and directories, and these lead back to the text being edited', async (t) => {
	const home = await makeMetroHome(t);
	await home.collectMaster('[section portage]\nUSE: x\n');
	const spec = '[section target]\narch_desc: x86-64bit\n';
	await home.write('metro/subarch/amd64-jaguar.spec', spec);
	await home.write('metro/etc/builds/funtoo-current/build.conf', 'a: 1\n');
	await home.write('metro/etc/multi-targets/full', 'a: 1\n');
	await home.build('funtoo-current/pure64/amd64-jaguar-pure64/2015-02-18');
	const client = await startLanguageClient({ workspaceFolders: [home.home], env: { HOME: home.home } });
	t.after(() => client.stop());
	const buildbotUri = await client.open(join(home.home, '.buildbot'), jaguar, 'metro-buildbot');
	await client.connection.sendRequest(requests.refresh.method);
	const uriOf = (path: string): string => pathToFileURL(join(home.home, path)).href;
	const at = async (request: string, uri: string, line: number, character: number): Promise<string[]> => {
		const found = await client.connection.sendRequest<Location[]>(`textDocument/${request}`, {
			textDocument: { uri },
			position: { line, character },
			context: { includeDeclaration: true },
		});
		return found.map(({ uri: target, range: { start } }) => `${target}:${start.line}`);
	};
	const specUri = uriOf('metro/subarch/amd64-jaguar.spec');
	assert.deepEqual(await at('definition', buildbotUri, 3, 4), [`${specUri}:0`]);
	assert.deepEqual(await at('definition', buildbotUri, 0, 14), [
		`${uriOf('metro/etc/builds/funtoo-current/build.conf')}:0`,
	]);
	assert.deepEqual(await at('definition', buildbotUri, 8, 32), [
		`${uriOf('metro/etc/multi-targets/full')}:0`,
	]);
	const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
		textDocument: { uri: buildbotUri },
	});
	const row = (id: string): string =>
		`command:metro.showInTree?${encodeURIComponent(JSON.stringify([home.home, id]))}`;
	assert.deepEqual(
		links.map(({ target }) => target),
		[
			uriOf('metro/etc/builds/funtoo-current/build.conf'),
			row('funtoo-current/pure64'),
			specUri,
			row('funtoo-current/pure64/amd64-jaguar-pure64'),
		],
	);

	await client.open(join(home.home, 'metro/subarch/amd64-jaguar.spec'), spec, 'metro');
	assert.deepEqual(await at('references', specUri, 0, 0), [`${buildbotUri}:3`]);
	assert.deepEqual(await at('references', specUri, 1, 14), [`${buildbotUri}:1`]);
	const [lens] = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
		textDocument: { uri: specUri },
	});
	const resolved = await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens);
	assert.equal(resolved.command?.title, 'Named in .buildbot once');
	await client.change(buildbotUri, `# a line more\n${jaguar}`);
	assert.deepEqual(await at('references', specUri, 0, 0), [`${buildbotUri}:4`]);
	await client.change(buildbotUri, jaguar.replace('"amd64-jaguar",', ''));
	assert.deepEqual(await at('references', specUri, 0, 0), []);
});
