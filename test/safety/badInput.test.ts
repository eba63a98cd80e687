/** Files that are not configuration: the server reports them, keeps answering, and reads no more than necessary. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
	appendFileSync,
	mkdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, DocumentSymbol, Hover, Location } from 'vscode-languageserver-protocol';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { requests, type SetupSummary } from '../../server/src/protocol/index.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { buildrepo } from '../support/testHost.ts';

const megabyte = 1 << 20;

/** Collects a file that may be odd, then one that is in order. */
const master = [
	'[collect $[path/install]/etc/odd.conf]',
	'[collect $[path/install]/etc/good.conf]',
	'[section my]',
	'color: $[my/hue]',
	'tint: $[my/odd:lax]',
	'',
].join('\n');

interface Scene {
	readonly client: LanguageClient;
	readonly home: string;
	/** Where the odd file is. */
	readonly odd: string;
	readonly uri: string;
	/** The finding on the collect of the odd file, once `wanted` is there. */
	said(wanted?: string): Promise<string>;
	/** The rest of the set-up is complete, with correct places. */
	assertAlive(): Promise<void>;
}

/** A set-up whose odd file was put there by `put`; its home. */
async function oddHome(t: TestContext, put: (path: string) => void): Promise<string> {
	const { home, write, collectMaster } = await makeMetroHome(t);
	await collectMaster(master);
	await write('metro/etc/good.conf', '# first\n[section my]\nhue: red\n');
	put(join(home, 'metro/etc/odd.conf'));
	return home;
}

/** A client that has opened the file that collects the odd one. */
async function begin(t: TestContext, put: (path: string) => void): Promise<Scene> {
	const home = await oddHome(t, put);
	const odd = join(home, 'metro/etc/odd.conf');
	const client = await startLanguageClient({ workspaceFolders: [home], env: { HOME: home } });
	t.after(() => client.stop());
	const uri = await client.open(join(home, 'metro/etc/master.conf'), master);
	const ofCollect = (items: readonly Diagnostic[]): Diagnostic[] =>
		items.filter(({ range, severity = 4 }) => range.start.line === 0 && severity < 4);
	return {
		client,
		home,
		odd,
		uri,
		async said(wanted) {
			const items = await client.diagnostics(uri, (all) =>
				wanted === undefined
					? true
					: wanted === ''
						? ofCollect(all).length === 0
						: ofCollect(all).some(({ code }) => code === wanted),
			);
			return ofCollect(items)
				.map(({ code, message }) => `${code}: ${String(message).replaceAll(`${home}/`, '')}`)
				.join('\n');
		},
		async assertAlive() {
			const place = { textDocument: { uri }, position: { line: 3, character: 10 } };
			const hover = await client.connection.sendRequest<Hover>('textDocument/hover', place);
			assert.match(JSON.stringify(hover), /: `red`/);
			const [target, ...more] = await client.connection.sendRequest<Location[]>(
				'textDocument/definition',
				place,
			);
			assert.deepEqual([target?.range.start, more], [{ line: 2, character: 0 }, []]);
		},
	};
}

/** What a process has read and held so far: bytes from anywhere, and the most memory it had. */
function work({ process: { pid } }: LanguageClient): { readonly read: number; readonly memory: number } {
	const number = (file: string, name: string): number =>
		Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))?.[1]);
	return { read: number('io', 'rchar'), memory: number('status', 'VmHWM') * 1024 };
}

const large = `${'key: a value of some length\n'.repeat(35_000)}`;

/** By name: how the file is made, and the finding where it is collected. */
const odd: readonly (readonly [string, (path: string) => void, RegExp])[] = [
	['nothing', () => {}, /^collect-missing: metro\/etc\/odd\.conf does not exist: Metro stops here/],
	['a directory', (path) => mkdirSync(path), /^collect-missing: metro\/etc\/odd\.conf is no regular file/],
	['a pipe', (path) => void spawnSync('mkfifo', [path]), /^collect-missing: .* is no regular file/],
	[
		'a device without end',
		(path) => symlinkSync('/dev/zero', path),
		/^collect-missing: .* is no regular file/,
	],
	['a link to itself', (path) => symlinkSync(path, path), /^collect-missing: .* does not exist/],
	[
		'binary',
		(path) => writeFileSync(path, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0, 10])),
		/^collect-failed: .*UTF-8/,
	],
	['zeros', (path) => writeFileSync(path, Buffer.alloc(100_000)), /^$/],
	['one line', (path) => writeFileSync(path, `my/odd: ${'x'.repeat(megabyte - 100)}`), /^$/],
	[
		'50 MB',
		(path) => {
			for (let part = 0; part < 50; part++) appendFileSync(path, large.slice(0, megabyte));
		},
		/^file-too-large: metro\/etc\/odd\.conf .*1 MB/,
	],
];

suite('a collected file that is', { concurrency: 2 }, () => {
	for (const [name, put, expected] of odd) {
		test(name, async (t) => {
			const scene = await begin(t, put);
			await scene.client.connection.sendRequest(requests.refresh.method);
			await scene.assertAlive();
			assert.match(await scene.said(/\w+(?:-\w+)*/.exec(expected.source)?.[0] ?? ''), expected);
			const { read, memory } = work(scene.client);
			assert.ok(read < 64 * megabyte, `${read} bytes were read`);
			assert.ok(memory < 500 * megabyte, `${memory} bytes were held`);
		});
	}
});

suite('buildrepo check says the same of', { concurrency: 2 }, () => {
	for (const [name, put, expected] of odd) {
		test(name, async (t) => {
			const home = await oddHome(t, put);
			const { stdout, status } = await buildrepo(['check'], {
				files: openFileSystem(),
				env: { HOME: home },
				cwd: home,
			});
			const said = stdout
				.replaceAll(`${home}/`, '')
				.split('\n')
				.map((line) => /^metro\/etc\/master\.conf:1:10: \w+: (.*) \[(.*?)\]/.exec(line) ?? [])
				.map(([, message, code]) => (code === undefined ? '' : `${code}: ${message}`));
			assert.match(said[0] ?? '', expected);
			if (said[0] !== '') assert.equal(status, 1);
		});
	}
});

test('a file that becomes something else is followed', async (t) => {
	const scene = await begin(t, (path) => writeFileSync(path, 'my/odd: 1\n'));
	const { odd: path, said, assertAlive } = scene;
	const become = async (make: () => void, code: string): Promise<void> => {
		rmSync(path, { recursive: true, force: true });
		make();
		await said(code);
		await assertAlive();
	};
	await said('');
	await become(() => mkdirSync(path), 'collect-missing');
	await become(() => writeFileSync(path, Buffer.from([255])), 'collect-failed');
	await become(() => void spawnSync('mkfifo', [path]), 'collect-missing');
	await become(() => writeFileSync(path, 'my/odd: 2\n'), '');
	await become(() => {}, 'collect-missing');
	await become(() => writeFileSync(path, 'my/odd: 3\n'), '');
});

test('a file that keeps changing while it is read is finally shown in its last state', async (t) => {
	const scene = await begin(t, (path) => writeFileSync(path, ''));
	const { odd: path, client, uri, assertAlive } = scene;
	const line = '[section my]\nodd: 1\n';
	for (let round = 0; round < 60; round++) {
		if (round % 7 === 6) truncateSync(path, round);
		else appendFileSync(path, large.slice(0, 30_000));
		if (round % 5 === 0) await assertAlive();
		await client.change(uri, `${master}# ${round}\n`);
	}
	writeFileSync(path, line);
	await client.change(uri, master);
	await client.connection.sendRequest(requests.refresh.method);
	const place = { textDocument: { uri }, position: { line: 4, character: 10 } };
	await client.diagnostics(uri, (items) => items.every(({ severity = 4 }) => severity === 4));
	const [target] = await client.connection.sendRequest<Location[]>('textDocument/definition', place);
	assert.deepEqual(target?.range.start, { line: 1, character: 0 });
});

/** The places of keys in a file that is not open, by how its lines end and how it begins. */
const written: readonly (readonly [string, string, { readonly line: number; readonly character: number }])[] =
	[
		['\\r\\n', '# one\r\n[section my]\r\nodd: 1\r\n', { line: 2, character: 0 }],
		['lone \\r', '# one\r[section my]\rodd: 1\r', { line: 2, character: 0 }],
		['a mix of all', '# one\r\n\r# two\n[section my]\rodd: 1\n', { line: 4, character: 0 }],
		['characters of two units', '[section my]\n# 😀\nodd: 1\n', { line: 2, character: 0 }],
		['a byte order mark', '\ufeff# one\n[section my]\nodd: 1\n', { line: 2, character: 0 }],
	];

for (const [name, text, expected] of written) {
	test(`places are right in a file with ${name}, open or not`, async (t) => {
		const { client, home, odd: path, uri } = await begin(t, (file) => writeFileSync(file, text));
		await client.connection.sendRequest(requests.refresh.method);
		const target = async (): Promise<unknown> => {
			const [found] = await client.connection.sendRequest<Location[]>('textDocument/definition', {
				textDocument: { uri },
				position: { line: 4, character: 10 },
			});
			return found && { uri: found.uri, start: found.range.start };
		};
		const there = { uri: pathToFileURL(join(home, 'metro/etc/odd.conf')).href, start: expected };
		assert.deepEqual(await target(), there);
		await client.open(path, text);
		assert.deepEqual(await target(), there);
	});
}

/** Documents open in an editor, whatever is on disk. */
const opened: readonly (readonly [string, string, string, string])[] = [
	['50 MB of configuration', 'my.metro', large.repeat(45), 'file-too-large'],
	['one line of 50 MB', 'my.metro', `key: ${'x'.repeat(50 * megabyte)}`, 'file-too-large'],
	['50 MB for .buildbot', '.buildbot', 'builds = ("a",)\n'.repeat(3 * megabyte), 'file-too-large'],
];

for (const [name, path, text, code] of opened) {
	test(`${name}, opened and typed in: said, and others are answered meanwhile`, async (t) => {
		const { client, home, assertAlive } = await begin(t, (file) => writeFileSync(file, ''));
		await assertAlive();
		const uri = await client.open(join(home, path), text);
		await assertAlive();
		const items = await client.diagnostics(uri, (all) => all.some((item) => item.code === code));
		assert.deepEqual(
			items.map((item) => [item.code, item.range.start.line]),
			[[code, 0]],
		);
		await client.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version: 2 },
			contentChanges: [
				{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '#' },
			],
		});
		await assertAlive();
		const symbols = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
			textDocument: { uri },
		});
		assert.deepEqual(symbols, []);
		const { memory } = work(client);
		assert.ok(memory < 1200 * megabyte, `${memory} bytes were held`);
	});
}

for (const [name, file, limit] of [
	['.metro', 'metroFile', '1 MB'],
	['.buildbot', 'buildbotFile', '1 MB'],
] as const) {
	test(`50 MB for ${name} on disk: said with what to do, and not read`, async (t) => {
		const { home } = await makeMetroHome(t);
		const path = join(home, name);
		for (let part = 0; part < 50; part++) appendFileSync(path, large.slice(0, megabyte));
		const client = await startLanguageClient({ workspaceFolders: [home], env: { HOME: home } });
		t.after(() => client.stop());
		await client.connection.sendRequest(requests.refresh.method);
		const [summary] = await client.connection.sendRequest<SetupSummary[]>(requests.setups.method);
		assert.ok(summary?.message?.includes(`larger than ${limit}`), summary?.message);
		assert.equal(summary?.place?.path ?? summary?.[file], path);
		assert.ok(work(client).read < 64 * megabyte);
	});
}
