/** The runs that a set-up can be evaluated as, through the real server process: chosen, compared, resolved as a document. */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { InlayHint } from 'vscode-languageserver-protocol';
import {
	type CompareContextsAnswer,
	type ContextsAnswer,
	type ResolvedConfiguration,
	requests,
	serverCommands,
	serverNotifications,
} from '../../server/src/protocol/index.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { beginWithBuilds, builds, installBuilds } from './homeWithBuilds.ts';

test('what a set-up can be evaluated as comes from .buildbot and the installation', async (t) => {
	const { client } = await beginWithBuilds(t);
	const answer = await client.connection.sendRequest<ContextsAnswer>(requests.contexts.method, {});
	assert.deepEqual(answer.current, {
		build: 'funtoo-current',
		arch: 'x86-64bit',
		subarch: 'amd64-jaguar',
		mode: 'full',
		target: 'stage3',
		version: answer.current.version,
		extras: [],
	});
	assert.match(answer.current.version, /^\d{4}-\d\d-\d\d$/);
	// Each subarch in its own arch, for both builds.
	assert.equal(answer.combinations.length, 4);
	assert.deepEqual([answer.modes, [...answer.targets].sort()], [['full'], ['stage1', 'stage3']]);
});

test('another run shows other values, until it is taken back', async (t) => {
	const { client, uri } = await beginWithBuilds(t);
	const hints = async (): Promise<unknown[]> => {
		const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
		const found = await client.connection.sendRequest<InlayHint[]>('textDocument/inlayHint', {
			textDocument: { uri },
			range,
		});
		return found.map(({ label }) => label);
	};
	assert.deepEqual(await hints(), ['→ etc/builds/funtoo-current/build.conf', '= red/stage3']);
	const told = new Promise<ContextsAnswer>((resolve) => {
		client.connection.onNotification(serverNotifications.contextChanged.method, resolve);
	});
	await client.connection.sendRequest(requests.setContext.method, {
		context: { build: 'funtoo-current-hardened', target: 'stage1', nonsense: 1 },
	});
	assert.equal((await told).current.build, 'funtoo-current-hardened');
	assert.deepEqual(await hints(), ['→ etc/builds/funtoo-current-hardened/build.conf', '= blue/stage1']);
	await client.connection.sendRequest(requests.setContext.method, {});
	assert.deepEqual(await hints(), ['→ etc/builds/funtoo-current/build.conf', '= red/stage3']);
});

test('a run unknown to the installation can be chosen, and is reported as unknown', async (t) => {
	const { client } = await beginWithBuilds(t);
	const choose = (context: object): Promise<ContextsAnswer> =>
		client.connection.sendRequest(requests.setContext.method, { context });
	const { current, unknown } = await choose({ build: 'nonsense' });
	assert.deepEqual([current.build, unknown], ['nonsense', 'The installation has no build "nonsense".']);
	assert.equal((await choose({ build: 'funtoo-current' })).unknown, undefined);
});

test('two runs are compared, by request and by command', async (t) => {
	const { client } = await beginWithBuilds(t);
	const params = { right: { build: 'funtoo-current-hardened' } };
	const answer = await client.connection.sendRequest<CompareContextsAnswer>(
		requests.compareContexts.method,
		params,
	);
	assert.deepEqual(answer.differences, [
		{ key: 'my/color', left: 'red/stage3', right: 'blue/stage3' },
		{ key: 'my/extra', right: '1' },
		{ key: 'my/hue', left: 'red', right: 'blue' },
		{ key: 'target/build', left: 'funtoo-current', right: 'funtoo-current-hardened' },
	]);
	const command = await client.connection.sendRequest<CompareContextsAnswer>('workspace/executeCommand', {
		command: serverCommands.compareContexts,
		arguments: [params],
	});
	assert.deepEqual(command, answer);
});

test('the resolved configuration is a document, and each key leads back to where it is written', async (t) => {
	const { client, home } = await beginWithBuilds(t);
	const answer = await client.connection.sendRequest<ResolvedConfiguration>(
		requests.resolvedConfiguration.method,
		{},
	);
	const lines = answer.text.split('\n');
	const line = lines.indexOf('my/hue: red');
	assert.ok(line > 0 && lines.includes('my/color: red/stage3'));
	assert.deepEqual(
		answer.origins.find(({ textLine }) => textLine === line),
		{
			textLine: line,
			path: join(home.home, 'metro/etc/builds/funtoo-current/build.conf'),
			line: 2,
			column: 0,
		},
	);
});

test('a client that shows the resolved configuration is notified whenever it may have changed', async (t) => {
	const { client, home, uri } = await beginWithBuilds(t);
	let told = 0;
	let wake = (): void => {};
	client.connection.onNotification(serverNotifications.valuesChanged.method, () => {
		told++;
		wake();
	});
	const colour = async (): Promise<string | undefined> => {
		const { text } = await client.connection.sendRequest<ResolvedConfiguration>(
			requests.resolvedConfiguration.method,
			{},
		);
		return /^my\/color: (.*)$/m.exec(text)?.[1];
	};
	/** Waits until the value is the expected one, asking only when there is news. */
	const follow = async (change: () => Promise<unknown>, expected: string): Promise<void> => {
		const seen = told;
		await change();
		for (;;) {
			const before = told;
			const found = await colour();
			if (found === expected && told > seen) return;
			// What came while it was asked may be news that it does not know of.
			if (told > before) continue;
			await new Promise<void>((resolve) => {
				wake = resolve;
			});
		}
	};
	await client.change(uri, `${builds['metro/etc/master.conf']}# not looked at yet\n`);
	await client.connection.sendRequest(requests.contexts.method, {});
	assert.equal(told, 0);
	assert.equal(await colour(), 'red/stage3');
	await follow(
		() => client.connection.sendRequest(requests.setContext.method, { context: { target: 'stage1' } }),
		'red/stage1',
	);
	const hue = join(home.home, 'metro/etc/builds/funtoo-current/build.conf');
	await follow(() => writeFile(hue, '[section my]\n\nhue: green\n'), 'green/stage1');
	await follow(
		() => client.change(uri, builds['metro/etc/master.conf'].replace('$[my/hue]', 'no $[my/hue]')),
		'no green/stage1',
	);
	await follow(() => client.close(uri), 'green/stage1');
});

test('without a choice, the run is the one that the client sent at the start', async (t) => {
	const { client } = await beginWithBuilds(t, {
		initializationOptions: { evaluateAs: { target: 'stage1' } },
	});
	const { current } = await client.connection.sendRequest<ContextsAnswer>(requests.contexts.method, {});
	assert.deepEqual([current.target, current.build], ['stage1', 'funtoo-current']);
});

test('a file has the run of the set-up that it belongs to, or none', async (t) => {
	const other = await makeMetroHome(t);
	await installBuilds(other);
	const { client, home } = await beginWithBuilds(t, {
		capabilities: { workspace: { workspaceFolders: true } },
	});
	await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
		event: { added: [{ uri: pathToFileURL(other.home).href, name: 'other' }], removed: [] },
	});
	const homeFor = async (path: string): Promise<string | undefined> => {
		const answer = await client.connection.sendRequest<ContextsAnswer | null>(requests.contexts.method, {
			path,
		});
		return answer?.home;
	};
	for (const { home: place } of [home, other]) {
		assert.equal(await homeFor(join(place, '.metro')), place);
		assert.equal(await homeFor(join(place, 'metro/etc/builds/funtoo-current/build.conf')), place);
		assert.equal(await homeFor(join(place, 'notes.conf')), undefined);
	}
});
