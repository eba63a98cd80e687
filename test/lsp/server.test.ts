/** The real server process, spoken to over its standard streams as any editor does. */
import assert from 'node:assert/strict';
import { mkdir, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { CodeAction, CompletionList, Diagnostic, Hover } from 'vscode-languageserver-protocol';
import {
	methods,
	type Row,
	type RowAnswer,
	type SetupChanged,
	type SetupSummary,
} from '../../server/src/protocol.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { jaguar, type MetroHome, makeMetroHome } from '../support/metroHome.ts';

interface Session {
	readonly client: LanguageClient;
	readonly summary: () => Promise<SetupSummary>;
	readonly rows: (parent?: string) => Promise<readonly Row[]>;
	/** Resolves when the server has told of a change after which `wanted` holds; asks once right away. */
	readonly until: <T>(ask: () => Promise<T>, wanted: (answer: T) => boolean) => Promise<T>;
	readonly changes: SetupChanged[];
}

async function open(t: TestContext, { home }: MetroHome): Promise<Session> {
	const client = await startLanguageClient({ workspaceFolders: [home], env: { HOME: home } });
	t.after(() => client.stop());
	const changes: SetupChanged[] = [];
	const waiting = new Set<() => void>();
	client.connection.onNotification(methods.changed, (change: SetupChanged) => {
		changes.push(change);
		for (const look of [...waiting]) look();
	});
	const session: Session = {
		client,
		changes,
		async summary() {
			const [summary] = await client.connection.sendRequest<SetupSummary[]>(methods.setups);
			assert.ok(summary);
			return summary;
		},
		rows: (parent) =>
			client.connection.sendRequest<Row[]>(methods.rows, { home, ...(parent !== undefined && { parent }) }),
		until: (ask, wanted) =>
			new Promise((resolve, reject) => {
				let last: unknown;
				const give = setTimeout(() => {
					waiting.delete(look);
					reject(new Error(`did not come: last answer ${JSON.stringify(last)}`));
				}, 20_000);
				const look = async (): Promise<void> => {
					const answer = await ask();
					last = answer;
					if (!wanted(answer)) return;
					clearTimeout(give);
					waiting.delete(look);
					resolve(answer);
				};
				waiting.add(look);
				void look();
			}),
	};
	await session.until(session.summary, (summary) => summary.state !== 'loading');
	return session;
}

test('the tree of a repository, from build to archive', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-10', 'full');
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	await home.write('mirror/funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount', '2');
	const { rows, summary } = await open(t, home);
	const { state, failing, datedBuilds, subarches } = await summary();
	assert.deepEqual(
		{ state, failing, datedBuilds, subarches },
		{ state: 'ready', failing: 1, datedBuilds: 2, subarches: 1 },
	);
	let parent: string | undefined;
	const seen: string[] = [];
	for (let depth = 0; depth < 5; depth++) {
		const [row] = await rows(parent);
		assert.ok(row);
		seen.push(`${row.kind} ${row.label} ${row.badge?.text ?? '-'}`);
		parent = row.id;
	}
	assert.deepEqual(seen, [
		'build funtoo-current 2',
		'arch x86-64bit 2',
		'subarch amd64-jaguar 2',
		'dated-build 2015-02-18 -',
		'file stage3-amd64-jaguar-funtoo-current-2015-02-18.tar.xz -',
	]);
});

test('every row can be asked for by its id, with its parent', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	await home.write('mirror/funtoo-current/x86-64bit/amd64-jaguar/2015-02-18/log/stage3.txt', 'log');
	const { rows, client } = await open(t, home);
	const visit = async (parent?: string): Promise<void> => {
		for (const row of await rows(parent)) {
			const answer = await client.connection.sendRequest<RowAnswer | null>(methods.row, {
				home: home.home,
				id: row.id,
			});
			assert.deepEqual(answer, { row, ...(parent !== undefined && { parent }) });
			if (row.expandable) await visit(row.id);
		}
	};
	await visit();
});

test('what broke a build is asked for by its row', async (t) => {
	const home = await makeMetroHome(t);
	const build = 'funtoo-current/x86-64bit/amd64-jaguar/2015-02-18';
	await home.write(
		`mirror/${build}/log/stage3.txt`,
		' * ERROR: sys-libs/glibc-2.19-r3 failed (compile phase):\n',
	);
	const { client } = await open(t, home);
	const ask = (id: string, since: number) =>
		client.connection.sendRequest(methods.failure, { home: home.home, id, since });
	const expected = { target: 'stage3', name: 'glibc', phase: 'compile', more: 0 };
	assert.deepEqual(await ask(build, 0), expected);
	assert.equal(await ask(build, Date.now() + 60_000), null);
	assert.equal(await ask('funtoo-current/x86-64bit/amd64-jaguar', 0), null);
	assert.equal(await ask('../x', 0), null);
});

test('a failcount written to disk is told, for its rows alone', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	await home.build('funtoo-current/pure64/amd64-jaguar-pure64/2015-02-18');
	const { until, summary, rows, changes } = await open(t, home);
	assert.equal((await summary()).failing, 0);
	changes.length = 0;
	await home.write('mirror/funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount', '3\n');
	await until(summary, ({ failing, outOfRotation }) => failing === 1 && outOfRotation === 1);
	const told = new Set(changes.flatMap((change) => change.rows ?? ['everything']));
	assert.deepEqual([...told].sort(), [
		'funtoo-current',
		'funtoo-current/x86-64bit',
		'funtoo-current/x86-64bit/amd64-jaguar',
	]);
	assert.equal((await rows())[0]?.badge?.text, '3');
	await rm(join(home.mirror, 'funtoo-current/x86-64bit/amd64-jaguar/.control/.failcount'));
	await until(summary, ({ failing }) => failing === 0);
});

test('a file of a build that somebody looks at is told when it grows, comes or goes', async (t) => {
	const home = await makeMetroHome(t);
	const build = 'funtoo-current/x86-64bit/amd64-jaguar/2015-02-18';
	await home.build(build);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-19');
	const { until, rows } = await open(t, home);
	const labels = async (): Promise<string> =>
		(await rows(build)).map(({ label, description }) => `${label} ${description}`).join();
	const before = await labels();
	await home.write(`mirror/${build}/stage3-amd64-jaguar-funtoo-current-2015-02-18.tar.xz`, 'x'.repeat(5000));
	const grown = await until(labels, (now) => now !== before);
	await home.write(`mirror/${build}/log/stage3.txt`, 'log');
	const logged = await until(labels, (now) => now !== grown);
	await rm(join(home.mirror, build, 'log'), { recursive: true });
	await until(labels, (now) => now !== logged && !now.includes('stage3.txt'));
});

test('what zap would forget are the failcounts of what is built here', async (t) => {
	const home = await makeMetroHome(
		t,
		`${jaguar}\nall_subarches = subarches + ("atom",)\nall_builds = builds\nall_arches = arches\n`,
	);
	for (const subarch of ['amd64-jaguar', 'atom']) {
		await home.build(`funtoo-current/x86-64bit/${subarch}/2015-02-18`);
		await home.write(`mirror/funtoo-current/x86-64bit/${subarch}/.control/.failcount`, '3');
	}
	const { summary } = await open(t, home);
	const { failing, outOfRotation, zappable } = await summary();
	assert.deepEqual({ failing, outOfRotation, zappable }, { failing: 2, outOfRotation: 1, zappable: 1 });
});

test('a build that appears, and one that is removed, show without a refresh', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary } = await open(t, home);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-19');
	await until(summary, ({ datedBuilds }) => datedBuilds === 2);
	await home.build('funtoo-current-hardened/pure64/amd64-jaguar-pure64/2015-02-19');
	await until(summary, ({ subarches }) => subarches === 2);
	await rm(join(home.mirror, 'funtoo-current'), { recursive: true });
	await until(summary, ({ subarches }) => subarches === 1);
});

const troubles: readonly [
	name: string,
	spoil: (home: MetroHome) => Promise<void>,
	state: string,
	message: RegExp,
][] = [
	['no .metro', ({ home }) => rm(join(home, '.metro')), 'no-metro', /\.metro does not exist/],
	['.metro a directory', ({ home }) => replaceByFolder(join(home, '.metro')), 'bad-metro', /no regular file/],
	['.metro not UTF-8', (home) => writeBytes(home, '.metro'), 'bad-metro', /not UTF-8/],
	['.metro nonsense', (home) => home.write('.metro', '[nonsense x]\n'), 'bad-metro', /\.metro line 1/],
	['.metro without a mirror', (home) => home.write('.metro', 'a: b\n'), 'no-mirror', /path\/mirror/],
	[
		'.buildbot in the mirror, as later Metro has it',
		async ({ home, write }) => {
			await rm(join(home, '.buildbot'));
			await write('mirror/.buildbot', 'def get_subarches(hostname=None, release=None):\n\treturn ()\n');
		},
		'unknown-generation',
		/not supported yet/,
	],
	['no .buildbot', ({ home }) => rm(join(home, '.buildbot')), 'no-buildbot', /\.buildbot does not exist/],
	[
		'.buildbot a directory',
		({ home }) => replaceByFolder(join(home, '.buildbot')),
		'bad-buildbot',
		/no regular file/,
	],
	['.buildbot not UTF-8', (home) => writeBytes(home, '.buildbot'), 'bad-buildbot', /not UTF-8/],
	[
		'.buildbot nonsense',
		(home) => home.write('.buildbot', 'builds = (\n'),
		'bad-buildbot',
		/\.buildbot line 1/,
	],
	[
		'no mirror',
		({ mirror }) => rm(mirror, { recursive: true }),
		'no-mirror',
		/does not exist.*\.metro line 5$/,
	],
	['mirror a file', (home) => fileInsteadOfMirror(home), 'bad-mirror', /no directory/],
	['nothing in the mirror', () => Promise.resolve(), 'empty', /^$/],
];

for (const [name, spoil, state, message] of troubles) {
	test(`${name}: said with a remedy, and mended by itself`, async (t) => {
		const home = await makeMetroHome(t);
		await spoil(home);
		const { until, summary, rows } = await open(t, home);
		const found = await summary();
		assert.equal(found.state, state);
		assert.match(found.message ?? '', message);
		assert.deepEqual(await rows(), []);
		await rm(join(home.home, '.metro'), { recursive: true, force: true });
		await rm(join(home.home, '.buildbot'), { recursive: true, force: true });
		await rm(home.mirror, { recursive: true, force: true });
		await mkdir(home.mirror);
		await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
		await home.write('.metro', `[section path/mirror]\n\n: ${home.mirror}\n`);
		await home.write('.buildbot', jaguar);
		await until(summary, (now) => now.state === 'ready' && now.datedBuilds === 1);
	});
}

for (const isOurs of [true, false]) {
	test(`a subarch without a directory has a hint${isOurs ? ' and a fix' : ', in editors without our commands no fix'}`, async (t) => {
		const home = await makeMetroHome(t);
		await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
		const client = await startLanguageClient({
			workspaceFolders: [home.home],
			env: { HOME: home.home },
			...(!isOurs && { capabilities: { experimental: {} } }),
		});
		t.after(() => client.stop());
		const uri = await client.open(join(home.home, '.buildbot'), jaguar);
		const isMissing = ({ code }: Diagnostic): boolean => code === 'no-directory';
		const found = (await client.diagnostics(uri, (items) => items.some(isMissing))).filter(isMissing);
		assert.deepEqual(
			found.map(({ severity, range }) => [severity, range.start.line]),
			[[4, 4]],
		);
		const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
			textDocument: { uri },
			range: found[0]?.range,
			context: { diagnostics: found },
		});
		const given = isOurs ? [['metro.createDirectory', home.home, 'amd64-jaguar-pure64']] : [];
		assert.deepEqual(
			actions.map(({ command }) => [command?.command, ...(command?.arguments ?? [])]),
			given,
		);
		await mkdir(join(home.mirror, 'funtoo-current/pure64/amd64-jaguar-pure64'), { recursive: true });
		await client.diagnostics(uri, (items) => !items.some(isMissing));
	});
}

const upgrades: readonly (readonly [name: string, path: string, text: string])[] = [
	[
		'the installation',
		'metro/scripts/buildrepo',
		'def map_build(build, subarch, full, full_date, release):\n\tpass\n',
	],
	['.buildbot', '.buildbot', `${jaguar}def get_subarches(hostname=None, release=None):\n\treturn ()\n`],
];

for (const [name, path, text] of upgrades) {
	test(`${name} is upgraded to a later Metro: that is said at once, not taken for a half-written file`, async (t) => {
		const home = await makeMetroHome(t);
		await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
		const { until, summary } = await open(t, home);
		assert.equal((await summary()).state, 'ready');
		await home.write(path, text);
		const found = await until(summary, ({ state }) => state !== 'ready');
		assert.equal(found.state, 'unknown-generation');
		assert.match(found.message ?? '', /not supported yet/);
	});
}

const halfWritten: readonly [name: string, spoil: (home: MetroHome) => Promise<void>, message: RegExp][] = [
	['.buildbot', (home) => home.write('.buildbot', 'builds = (\n'), /\.buildbot line 1/],
	['.buildbot', (home) => home.write('.buildbot', 'builds = "funtoo-current"\n'), /\.buildbot line 1/],
	['.metro', (home) => home.write('.metro', '[nonsense x]\n'), /\.metro line 1/],
	['.metro', (home) => home.write('.metro', '[section path]\n'), /path\/mirror/],
	[
		'a file that .metro has begun to collect',
		async (home) => {
			await home.write('more/new.conf', '[nonsense x]\n');
			await home.write(
				'.metro',
				`[section path]\nmirror: ${home.mirror}\n[collect ${home.home}/more/new.conf]\n`,
			);
		},
		/new\.conf line 1/,
	],
];

for (const [name, spoil, message] of halfWritten) {
	test(`${name} saved half-written (${message.source}): the rows stay, and follow the disk`, async (t) => {
		const home = await makeMetroHome(t);
		const subarch = 'funtoo-current/x86-64bit/amd64-jaguar';
		await home.build(`${subarch}/2015-02-18`);
		const { until, summary, rows } = await open(t, home);
		await spoil(home);
		const outdated = await until(summary, (now) => now.message !== undefined);
		assert.equal(outdated.state, 'ready');
		assert.match(outdated.message ?? '', message);
		assert.ok(outdated.place);
		assert.equal(outdated.next, undefined);
		assert.equal(outdated.mirror, home.mirror);
		await home.write(`mirror/${subarch}/.control/.failcount`, '2');
		await until(rows, (top) => top[0]?.badge?.text === '2');
		await home.build(`funtoo-current-hardened/pure64/amd64-jaguar-pure64/2015-02-18`);
		await until(summary, ({ subarches }) => subarches === 2);
		assert.match((await summary()).message ?? '', message);
		if (name.startsWith('a file')) await home.write('more/new.conf', '[section new]\n\na: b\n');
		else {
			await home.write('.metro', `[section path/mirror]\n\n: ${home.mirror}\n`);
			await home.write('.buildbot', jaguar);
		}
		const mended = await until(summary, (now) => now.message === undefined);
		assert.ok(mended.next);
	});
}

test('after half-written files are taken away, there is no set-up', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary, rows } = await open(t, home);
	await home.write('.buildbot', 'builds = (\n');
	await until(summary, (now) => now.message !== undefined);
	await rm(join(home.home, '.buildbot'));
	await until(summary, ({ state }) => state === 'no-buildbot');
	assert.deepEqual(await rows(), []);
});

test('.metro and .buildbot that are links are followed where they lead', async (t) => {
	const home = await makeMetroHome(t);
	await mkdir(join(home.home, 'kept'));
	for (const name of ['metro', 'buildbot']) {
		await rename(join(home.home, `.${name}`), join(home.home, 'kept', name));
		await symlink(join('kept', name), join(home.home, `.${name}`));
	}
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary } = await open(t, home);
	assert.equal((await summary()).state, 'ready');
	await home.write('kept/buildbot', 'builds = (\n');
	await until(summary, ({ message }) => message !== undefined);
	await home.write('kept/buildbot', jaguar);
	await until(summary, ({ message }) => message === undefined);
	await mkdir(join(home.home, 'other'));
	await home.write('kept/metro', `[section path]\nmirror: ${home.home}/other\n`);
	await until(summary, ({ state, mirror }) => state === 'empty' && mirror === `${home.home}/other`);
});

async function replaceByFolder(path: string): Promise<void> {
	await rm(path);
	await mkdir(path);
}

async function writeBytes({ home }: MetroHome, name: string): Promise<void> {
	await writeFile(join(home, name), Buffer.from([0x61, 0xff, 0xfe, 0x0a]));
}

async function fileInsteadOfMirror(home: MetroHome): Promise<void> {
	await rm(home.mirror, { recursive: true });
	await home.write('mirror', 'a file');
}

test('a mirror that vanishes and comes back', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { until, summary } = await open(t, home);
	await rename(home.mirror, `${home.mirror}-away`);
	await until(summary, ({ state }) => state === 'no-mirror');
	await rename(`${home.mirror}-away`, home.mirror);
	await until(summary, ({ state }) => state === 'ready');
});

test('what is next, and why', async (t) => {
	const home = await makeMetroHome(t);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18', 'full');
	const { summary } = await open(t, home);
	const { next } = await summary();
	assert.deepEqual(
		{ build: next?.build, arch: next?.arch, subarch: next?.subarch, target: next?.target },
		{ build: 'funtoo-current', arch: 'x86-64bit', subarch: 'amd64-jaguar', target: 'freshen' },
	);
	assert.match(next?.reason ?? '', /stale/);
});

test('.buildbot: an unknown subarch is flagged with the nearest, and completion knows arch and CFLAGS', async (t) => {
	const home = await makeMetroHome(t);
	const { client } = await open(t, home);
	const text = jaguar.replace('"amd64-jaguar-pure64",', '"amd64-jagaur-pure64",\n\t"",');
	const uri = await client.open(join(home.home, '.buildbot'), text);
	const flagged = (items: readonly Diagnostic[]): Diagnostic | undefined =>
		items.find((item) => String(item.message).includes('amd64-jagaur-pure64'));
	const items = await client.diagnostics(uri, (found) => flagged(found) !== undefined);
	const diagnostic = flagged(items);
	assert.ok(diagnostic);
	const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
		textDocument: { uri },
		range: diagnostic.range,
		context: { diagnostics: [diagnostic] },
	});
	assert.ok(actions.some((action) => JSON.stringify(action.edit).includes('amd64-jaguar-pure64')));
	const line = text.split('\n').indexOf('\t"",');
	const completion = await client.connection.sendRequest<CompletionList>('textDocument/completion', {
		textDocument: { uri },
		position: { line, character: 2 },
	});
	const haswell = completion.items.find((item) => item.label === 'intel64-haswell');
	assert.match(JSON.stringify(haswell), /x86-64bit/);
	assert.match(JSON.stringify(haswell), /march=core-avx2/);
});

test('Metro configuration: words are checked, completed and explained', async (t) => {
	const home = await makeMetroHome(t);
	const { client } = await open(t, home);
	const uri = await client.open(
		join(home.home, 'metro/etc/builds/common.conf'),
		'[section metro]\n\noptions/stage: cache/pakage\n',
		'metro',
	);
	const items = await client.diagnostics(uri, (found) => found.length > 0);
	assert.deepEqual(
		items.map((item) => item.code),
		['unknown-option-word'],
	);
	await client.change(uri, '[section metro]\n\noptions/stage: cache/package\n');
	assert.deepEqual(await client.diagnostics(uri), []);
	const hover = await client.connection.sendRequest<Hover>('textDocument/hover', {
		textDocument: { uri },
		position: { line: 2, character: 20 },
	});
	assert.match(JSON.stringify(hover), /package-cache/);
});

test('opening a home runs nothing: a .buildbot that would is only read', async (t) => {
	const canary = [
		jaguar,
		'import os',
		'os.system("touch canary")',
		'open("canary2", "w").write("x")',
		'',
	].join('\n');
	const home = await makeMetroHome(t, canary);
	await home.build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-18');
	const { client } = await open(t, home);
	const uri = await client.open(join(home.home, '.buildbot'), canary);
	await client.diagnostics(uri);
	assert.deepEqual((await readdir(home.home)).sort(), ['.buildbot', '.metro', 'mirror']);
});

test('the server ends when asked, with status 0', async (t) => {
	const home = await makeMetroHome(t);
	const client = await startLanguageClient({ workspaceFolders: [home.home], env: { HOME: home.home } });
	assert.equal(await client.stop(), 0);
});
