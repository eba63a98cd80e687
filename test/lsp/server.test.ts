/** The real server process: what it does not do, and how it ends. */
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startLanguageClient } from '../support/languageClient.ts';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';
import { openSession } from './openSession.ts';

test('opening a home runs nothing: .buildbot is only read', async (t) => {
	const canary = [
		jaguar,
		'import os',
		'os.system("touch canary")',
		'open("canary2", "w").write("x")',
		'',
	].join('\n');
	const home = await makeMetroHome(t, canary);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { client } = await openSession(t, home);
	const uri = await client.open(join(home.home, '.buildbot'), canary);
	await client.diagnostics(uri);
	assert.deepEqual((await readdir(home.home)).sort(), ['.buildbot', '.metro', 'mirror']);
});

test('the server exits on request with status 0', async (t) => {
	const home = await makeMetroHome(t);
	const client = await startLanguageClient({ workspaceFolders: [home.home], env: { HOME: home.home } });
	assert.equal(await client.stop(), 0);
});
