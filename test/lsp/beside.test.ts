/** The repository beside the text of `.buildbot`: hints and lenses follow the disk and the text. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
	type CodeLens,
	CodeLensRefreshRequest,
	type InlayHint,
	InlayHintRefreshRequest,
} from 'vscode-languageserver-protocol';
import { requests } from '../../server/src/protocol/index.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { jaguar, makeMetroHome } from '../support/metroHome.ts';

const day = 24 * 60 * 60 * 1000;

async function begin(t: TestContext) {
	const home = await makeMetroHome(t);
	const built = new Date(Date.now() - 2 * day).toISOString().slice(0, 10);
	const path = 'funtoo-current/x86-64bit/amd64-jaguar';
	await home.build(`${path}/${built}`);
	const client = await startLanguageClient({
		workspaceFolders: [home.home],
		env: { HOME: home.home, TZ: 'UTC' },
		capabilities: { workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } } },
	});
	t.after(() => client.stop());
	const refreshed = new Set<string>();
	let tell: (() => void) | undefined;
	const asked = (what: string): void => {
		refreshed.add(what);
		if (refreshed.size === 2) tell?.();
	};
	client.connection.onRequest(InlayHintRefreshRequest.type, () => asked('hints'));
	client.connection.onRequest(CodeLensRefreshRequest.type, () => asked('lenses'));
	const uri = await client.open(join(home.home, '.buildbot'), jaguar, 'metro-buildbot');
	await client.connection.sendRequest(requests.refresh.method);
	const textDocument = { uri };
	const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
	return {
		home,
		client,
		uri,
		failcount: `mirror/${path}/.control/.failcount`,
		/** Resolves when the editor has been asked to ask for both again. */
		async refreshedBy(change: () => Promise<void>) {
			refreshed.clear();
			const told = new Promise<void>((resolve) => {
				tell = resolve;
			});
			await change();
			await told;
		},
		async hints() {
			const found = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
				textDocument,
				range,
			});
			return found.map(({ position, label }) => `${position.line + 1}: ${String(label)}`);
		},
		async lenses() {
			const found = await client.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
				textDocument,
			});
			return found.map(({ command }) => command?.title);
		},
	};
}

test('hints and lenses of .buildbot follow the disk and the text', async (t) => {
	const { client, uri, hints, lenses, home, failcount, refreshedBy } = await begin(t);
	assert.deepEqual(await hints(), ['4: 2 days old · no directory in 1 build', '5: no directory']);
	assert.deepEqual(await lenses(), [
		'1 subarch: 1 local',
		'Next Build: nothing is due',
		'For amd64-jaguar: freshen after a full build, full after one that was not full, full as the first build',
		'Try map_build…',
	]);
	const trial = { build: 'funtoo-current', arch: '', subarch: 'amd64-jaguar', full: true };
	assert.deepEqual(await client.connection.sendRequest(requests.mapBuild.method, { uri, trial }), {
		builds: ['funtoo-current', 'funtoo-current-hardened'],
		arches: ['x86-64bit', 'pure64'],
		subarches: ['amd64-jaguar', 'amd64-jaguar-pure64'],
		takesArch: false,
		text: 'freshen',
	});
	for (const wrong of [{}, { uri: 3 }, { uri: 'file:///none' }])
		assert.equal(await client.connection.sendRequest(requests.mapBuild.method, wrong), null);
	await refreshedBy(() => home.write(failcount, '1'));
	assert.deepEqual(await hints(), [
		'1: funtoo-current: 1 failing',
		'2: x86-64bit: 1 failing',
		'4: failed 1 of 3 times · 2 days old · no directory in 1 build',
		'5: no directory',
	]);
	await client.change(uri, jaguar.replace('\t"amd64-jaguar",', '\n\t"amd64-jaguar",'));
	assert.deepEqual((await hints()).slice(2), [
		'5: failed 1 of 3 times · 2 days old · no directory in 1 build',
		'6: no directory',
	]);
	await client.connection.sendNotification('workspace/didChangeConfiguration', {
		settings: { inlayHints: false, codeLenses: false },
	});
	assert.deepEqual([await hints(), await lenses()], [[], []]);
});
