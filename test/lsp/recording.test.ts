/** What Metro does is recorded while an editor watches, once, and only where the workspace is trusted. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { HistoryEvent } from '../../server/src/history/event.ts';
import { openHistory } from '../../server/src/node/nodeHistory.ts';
import { clientNotifications, requests } from '../../server/src/protocol/index.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { type MetroHome, makeMetroHome } from '../support/metroHome.ts';

const jaguar = 'funtoo-current/x86-64bit/amd64-jaguar';

interface Watched extends MetroHome {
	readonly file: string;
	open(options: object): Promise<LanguageClient>;
	/** The events once `wanted` holds. */
	until(wanted: (events: readonly HistoryEvent[]) => boolean): Promise<readonly HistoryEvent[]>;
}

async function watched(t: TestContext): Promise<Watched> {
	const home = await makeMetroHome(t);
	const state = join(home.home, 'state');
	const file = join(state, 'metro-vscode/history.db');
	const store = openHistory(file, assert.fail);
	return {
		...home,
		file,
		async open(initializationOptions) {
			const client = await startLanguageClient({
				workspaceFolders: [home.home],
				env: { HOME: home.home, XDG_STATE_HOME: state },
				initializationOptions,
			});
			t.after(() => client.stop());
			// Its set-ups are read.
			await client.connection.sendRequest(requests.setups.method);
			return client;
		},
		async until(wanted) {
			const end = Date.now() + 30_000;
			for (;;) {
				const { events } = await store.look(home.mirror, Number.NEGATIVE_INFINITY, 100);
				if (wanted(events)) return events;
				if (Date.now() > end) assert.fail(`did not come: ${JSON.stringify(events)}`);
				await new Promise((resolve) => setTimeout(resolve, 100));
			}
		},
	};
}

function wordsOf(events: readonly HistoryEvent[]): readonly string[] {
	return events
		.map((event) => {
			if (event.kind === 'build-ended') return `${event.result} ${event.day}`;
			return event.kind === 'failcount' ? `failcount ${event.from} ${event.to}` : event.kind;
		})
		.sort();
}

test('two windows record what Metro does, each event once', async (t) => {
	const home = await watched(t);
	await home.build(`${jaguar}/2015-02-10`, 'full');
	await Promise.all([home.open({ recordHistory: true }), home.open({ recordHistory: true })]);
	await home.until((events) => events.length === 1);
	await home.write(`mirror/${jaguar}/.control/.failcount`, '1');
	await home.until((events) => events.length === 3);
	await home.build(`${jaguar}/2015-02-18`);
	await rm(join(home.mirror, jaguar, '.control/.failcount'));
	const events = await home.until((found) => found.length >= 5);
	// Time for the other window to record the same again.
	await new Promise((resolve) => setTimeout(resolve, 4000));
	assert.deepEqual(await home.until(() => true), events);
	assert.deepEqual(wordsOf(events), [
		'failcount 1 0',
		'failcount undefined 1',
		'failed undefined',
		'succeeded 2015-02-10',
		'succeeded 2015-02-18',
	]);
});

test('a build is recorded when it has ended, not while its archive is written', async (t) => {
	const home = await watched(t);
	const lock = join(home.mirror, jaguar, '.control/.multi_progress');
	await home.write(`mirror/${jaguar}/.control/.multi_progress`, String(process.pid));
	await home.open({ recordHistory: true });
	await home.build(`${jaguar}/2015-02-18`);
	await new Promise((resolve) => setTimeout(resolve, 3000));
	assert.deepEqual(wordsOf(await home.until(() => true)), []);
	const archive = join(
		home.mirror,
		jaguar,
		'2015-02-18/stage3-amd64-jaguar-funtoo-current-2015-02-18.tar.xz',
	);
	await writeFile(archive, 'three times as long');
	await rm(lock);
	assert.deepEqual(wordsOf(await home.until((events) => events.length > 0)), ['succeeded 2015-02-18']);
});

test('without the option nothing is written, and it takes effect at once', async (t) => {
	const home = await watched(t);
	await home.build(`${jaguar}/2015-02-10`, 'full');
	const client = await home.open({});
	// An editor lets the files of a folder set this.
	await client.connection.sendNotification('workspace/didChangeConfiguration', {
		settings: { metro: { recordHistory: true } },
	});
	await home.write(`mirror/${jaguar}/.control/.failcount`, '1');
	await client.connection.sendRequest(requests.health.method, { home: home.home });
	await new Promise((resolve) => setTimeout(resolve, 3000));
	assert.equal(existsSync(join(home.home, 'state')), false);
	await client.connection.sendNotification(clientNotifications.configure.method, { recordHistory: true });
	await home.until((events) => events.length === 3);
});
