/** Options that change while the server runs: none needs another server, and no folder's settings make it run a program. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
	type CodeLens,
	CodeLensRefreshRequest,
	type InlayHint,
	InlayHintRefreshRequest,
} from 'vscode-languageserver-protocol';
import { clientNotifications, requests, type SetupSummary } from '../../server/src/protocol/index.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { type MetroHome, makeMetroHome } from '../support/metroHome.ts';

const text = '[section my]\n\nhue: red\ncolor: $[my/hue]\n\n[section steps]\n\nrun: [\n\texit 300\n]\n';

interface Scene extends LanguageClient {
	readonly uri: string;
	readonly home: MetroHome;
	/** What the editor was asked to ask for again. */
	readonly refreshed: string[];
	shown(): Promise<{ readonly hints: readonly unknown[]; readonly lenses: number }>;
	/** Sends settings as any editor does. */
	set(settings: unknown): Promise<void>;
	summary(): Promise<SetupSummary | undefined>;
}

async function begin(t: TestContext, initializationOptions: object, buildbot?: string): Promise<Scene> {
	const home = await makeMetroHome(t, buildbot);
	await home.collectMaster(text);
	// Stand-ins that leave a trace.
	for (const name of ['python3', 'shellcheck']) {
		await home.write(`bin/${name}`, `#!/bin/sh\ntouch '${home.home}/ran-${name}'\n`);
		await chmod(join(home.home, 'bin', name), 0o755);
	}
	const client = await startLanguageClient({
		workspaceFolders: [home.home],
		env: { HOME: home.home, PATH: `${home.home}/bin:${process.env.PATH}` },
		initializationOptions,
		capabilities: {
			workspace: { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } },
		},
	});
	t.after(() => client.stop());
	const refreshed: string[] = [];
	client.connection.onRequest(InlayHintRefreshRequest.type, () => void refreshed.push('hints'));
	client.connection.onRequest(CodeLensRefreshRequest.type, () => void refreshed.push('lenses'));
	const uri = await client.open(join(home.home, 'metro/etc/master.conf'), text);
	await client.connection.sendRequest(requests.refresh.method);
	const textDocument = { uri };
	const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
	return {
		...client,
		uri,
		home,
		refreshed,
		async shown() {
			const { connection } = client;
			const hints = await connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
				textDocument,
				range,
			});
			const lenses = await connection.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument });
			return { hints: hints.map(({ label }) => label), lenses: lenses.length };
		},
		set: (settings) => client.connection.sendNotification('workspace/didChangeConfiguration', { settings }),
		async summary() {
			await client.connection.sendRequest(requests.refresh.method);
			const [summary] = await client.connection.sendRequest<SetupSummary[]>(requests.setups.method);
			return summary;
		},
	};
}

test('hints and lenses are switched while the server runs', async (t) => {
	const scene = await begin(t, { inlayHints: false });
	const { shown, set, refreshed } = scene;
	const { lenses } = await shown();
	assert.ok(lenses > 0);
	assert.deepEqual(await shown(), { hints: [], lenses });
	refreshed.length = 0;
	await set({ metro: { inlayHints: true } });
	assert.deepEqual(await shown(), { hints: ['= red'], lenses });
	assert.deepEqual(refreshed.sort(), ['hints', 'lenses']);
	// What is not named stays; some editors send the section without its name.
	await set({ codeLenses: false });
	assert.deepEqual(await shown(), { hints: ['= red'], lenses: 0 });
	await set({ metro: { inlayHints: false, codeLenses: null } });
	assert.deepEqual(await shown(), { hints: [], lenses });
});

test('settings of a wrong shape, or none, change nothing', async (t) => {
	const { shown, set } = await begin(t, {});
	const before = await shown();
	for (const settings of [null, undefined, [], {}, 'metro', { metro: null }, { metro: { home: 3, x: 1 } }]) {
		await set(settings);
		assert.deepEqual(await shown(), before, JSON.stringify(settings));
	}
});

test('the home and the chosen run follow the settings', async (t) => {
	const { shown, set, summary, home } = await begin(t, {});
	const other = await makeMetroHome(t);
	await set({ metro: { home: other.home } });
	assert.equal((await summary())?.home, other.home);
	await set({ metro: { home: null } });
	assert.equal((await summary())?.home, home.home);
	assert.deepEqual((await shown()).hints, ['= red']);
});

/** Its builds are unknown without Python. */
const needsPython = 'import os\nbuilds = tuple(os.environ)\narches = ("x",)\nsubarches = ("y",)\n';

test('settings in a folder cannot make anything run', async (t) => {
	const { set, summary, home, uri, diagnostics } = await begin(t, {}, needsPython);
	await set({ metro: { python: 'python3', shellcheck: true, dialect: '2015' } });
	assert.match((await summary())?.message ?? '', /builds depends on os\.environ/);
	await diagnostics(uri);
	// A pause that is longer than the one before ShellCheck is run.
	await new Promise((resolve) => setTimeout(resolve, 600));
	for (const name of ['python3', 'shellcheck']) assert.ok(!existsSync(join(home.home, `ran-${name}`)), name);
});

test('our own client, which knows whether the workspace is trusted, switches programs on and off', async (t) => {
	const { connection, summary, home, set, uri, change } = await begin(t, {}, needsPython);
	await connection.sendNotification(clientNotifications.configure.method, {
		python: 'python3',
		shellcheck: true,
	});
	assert.match((await summary())?.message ?? '', /Python cannot evaluate os\.environ/);
	assert.ok(existsSync(join(home.home, 'ran-python3')));
	for (let waited = 0; waited < 200 && !existsSync(join(home.home, 'ran-shellcheck')); waited++) {
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	assert.ok(existsSync(join(home.home, 'ran-shellcheck')));
	await set({ metro: { inlayHints: false } });
	assert.match((await summary())?.message ?? '', /Python cannot evaluate/);
	await connection.sendNotification(clientNotifications.configure.method, {});
	assert.match((await summary())?.message ?? '', /builds depends on os\.environ/);
	await change(uri, text);
});
