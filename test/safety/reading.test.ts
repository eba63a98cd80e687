/** Reading runs no program and writes nothing, whatever names, links and files there are. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { reprString } from '../../server/src/base/pythonText.ts';
import { encodeEscaping } from '../../server/src/base/surrogateEscape.ts';
import { commands } from '../../server/src/cli/commands/index.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { type Row, requests, type SetupSummary } from '../../server/src/protocol/index.ts';
import { canariesIn, type EvilMirror, listing, makeEvilMirror } from '../support/evilMirror.ts';
import { evilNames } from '../support/evilNames.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { buildrepo } from '../support/testHost.ts';

/** Node's own guard: a process that is started, a worker, a byte that is written would be refused, and be seen. */
const guarded = ['--permission', '--allow-fs-read=*', '--allow-worker', '--no-warnings'];
const refusal = /ERR_ACCESS_DENIED|Access to this API/;

/** Whose business it is to change something or to run a program; `history` writes to its own file, unless it pretends. */
const changing = new Set([
	'create',
	'zap',
	'digestgen',
	'index.xml',
	'cmd',
	'compress',
	'buildbot',
	'history',
	'latest',
	'maintain',
	'publish',
	'upload',
]);

const reading: readonly (readonly string[])[] = [
	...[...commands.keys()].filter((name) => !changing.has(name)).map((name) => [name]),
	['clean', '--json'],
	['history', '--pretend'],
	['index.xml', '--pretend', '--json'],
	...(commands.has('buildbot') ? [['buildbot', '--pretend']] : []),
];

function assertUntouched(before: ReadonlyMap<string, string>, { top }: EvilMirror): void {
	const after = listing(top);
	assert.deepEqual(canariesIn(after), []);
	assert.deepEqual(after, before);
}

function runGuarded(
	words: readonly string[],
	{ home, cwd }: EvilMirror,
): { status: number | null; stderr: string } {
	return spawnSync(process.execPath, [...guarded, buildrepoProgram, ...words], {
		env: { HOME: home, TZ: 'UTC', BUILDREPO_NOW: '2015-02-20T12:00:00Z' },
		cwd,
		encoding: 'utf8',
	});
}

suite('buildrepo', { concurrency: 1 }, () => {
	test('reads under a guard that refuses processes and writes', (t) => {
		const place = makeEvilMirror(t);
		const before = listing(place.top);
		for (const words of reading) {
			const { status, stderr } = runGuarded(words, place);
			assert.doesNotMatch(stderr, refusal, words.join(' '));
			assert.ok(status === 0 || status === 1 || status === 2, `${words.join(' ')}: ${status} ${stderr}`);
		}
		assertUntouched(before, place);
		// The guard is awake.
		assert.match(runGuarded(['zap'], place).stderr, refusal);
	});

	test('history writes to its own file and nowhere else', (t) => {
		const place = makeEvilMirror(t);
		const before = listing(place.top);
		const state = mkdtempSync(join(tmpdir(), 'metro-state-'));
		t.after(() => rmSync(state, { recursive: true }));
		const env = { HOME: place.home, TZ: 'UTC', XDG_STATE_HOME: state };
		const arguments_ = [...guarded, `--allow-fs-write=${state}/*`, buildrepoProgram, 'history'];
		const { status, stderr } = spawnSync(process.execPath, arguments_, {
			env,
			cwd: place.cwd,
			encoding: 'utf8',
		});
		assert.equal(status, 0, stderr);
		assert.doesNotMatch(stderr, refusal);
		assertUntouched(before, place);
		assert.deepEqual(readdirSync(join(state, 'metro-vscode')).sort(), ['history.db', 'history.db.lock']);
	});

	test('reads without a guard, and changes nothing', async (t) => {
		const place = makeEvilMirror(t);
		const before = listing(place.top);
		for (const dialect of ['2015', '2019']) {
			// A server of assistants is a program of its own, which the test above starts.
			for (const words of reading.filter(([name]) => name !== 'mcp')) {
				const { programs } = await buildrepo(['--dialect', dialect, ...words], {
					files: openFileSystem(),
					env: { HOME: place.home },
					cwd: place.cwd,
					runsPrograms: true,
				});
				assert.deepEqual(programs, [], words.join(' '));
			}
		}
		assertUntouched(before, place);
	});
});

suite('a shell that evaluates nextbuild gets exactly its values', () => {
	const blanks = [
		' ',
		'  a',
		'a   b  ',
		'a\tb\t',
		'\n\n a',
		"a\n'\n'b",
		'a \n  \\ b',
		'a\n\udcffb',
		'? [a]*',
	];
	for (const name of [...evilNames, ...blanks]) {
		test(JSON.stringify(name), async (t) => {
			const files = createMemoryFileSystem();
			const cwd = mkdtempSync(join(tmpdir(), 'metro-shell-'));
			t.after(() => rmSync(cwd, { recursive: true }));
			files.put('/home/.metro', '[section path/mirror]\n\n: /mirror\n');
			files.put(
				'/home/.buildbot',
				`name = ${reprString(name)}\nbuilds = subarches = (name,)\narches = ("x86-64bit",)\n${'def map_build(build, subarch, full, full_date):\n\treturn [build, subarch, build]\n'}`,
			);
			files.putDirectory(`/mirror/${name}/x86-64bit/${name}`);
			const { stdout, stderr } = await buildrepo(['nextbuild'], { files });
			assert.equal(stderr, '');
			const shown = Buffer.from(encodeEscaping(name)).toString();
			const values = `${shown}|${shown}|${shown}|${shown} ${shown}|`;
			for (const shell of ['sh', 'bash']) {
				// The second form is that of buildbot.sh: the shell splits the lines into words first.
				for (const evaluate of ['eval "$1"', 'a=$(cat); eval $a']) {
					const script = `${evaluate}; printf '%s|' "$build" "$subarch" "$target" "$extras"`;
					const ran = spawnSync(shell, ['-c', script, 'sh', stdout], {
						cwd,
						input: encodeEscaping(stdout),
						encoding: 'utf8',
					});
					assert.equal(ran.stderr, '');
					assert.equal(ran.stdout, values, `${shell}: ${evaluate}`);
					assert.deepEqual(readdirSync(cwd), []);
				}
			}
		});
	}

	test('a name that ends with a newline, which no shell keeps, is not printed', async () => {
		const files = createMemoryFileSystem();
		files.put('/home/.metro', '[section path/mirror]\n\n: /mirror\n');
		files.put(
			'/home/.buildbot',
			'builds = subarches = ("a\\n",)\narches = ("x",)\ndef map_build(*a):\n\treturn "full"\n',
		);
		files.putDirectory('/mirror/a\n/x/a\n');
		const { status, stdout, stderr } = await buildrepo(['nextbuild'], { files });
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /^buildrepo: "a\\x0a" ends with a newline/);
	});
});

test('the language server shows, explains and completes under the same guard', async (t) => {
	const place = makeEvilMirror(t);
	writeFileSync(
		join(place.home, 'a.metro'),
		'[section x]\n\n: $(touch canary) <? import os; os.system("id") ?>\n',
	);
	const before = listing(place.top);
	const client = await startLanguageClient({
		workspaceFolders: [place.home],
		env: { HOME: place.home, NODE_OPTIONS: guarded.join(' ') },
	});
	let complaints = '';
	client.process.stderr.on('data', (chunk: Buffer) => {
		complaints += chunk.toString();
	});
	t.after(() => client.stop());
	const { connection } = client;
	connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
		complaints += message;
	});
	let summary: SetupSummary | undefined;
	for (let attempt = 0; attempt < 200 && (summary === undefined || summary.state === 'loading'); attempt++) {
		[summary] = await connection.sendRequest<SetupSummary[]>(requests.setups.method);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	assert.equal(summary?.state, 'ready', summary?.message);
	let rows = 0;
	const visit = async (parent?: string): Promise<void> => {
		const below = await connection.sendRequest<Row[]>(requests.rows.method, { home: place.home, parent });
		rows += below.length;
		for (const row of below) if (row.expandable && row.kind !== 'dated-build') await visit(row.id);
	};
	await visit();
	assert.ok(rows > 200, `${rows} rows`);
	const text = 'builds = ("$(touch canary)",)\nimport os\nos.system("touch canary")\n';
	const uri = await client.open(join(place.home, '.buildbot'), text, 'metro-buildbot');
	await client.diagnostics(uri);
	const position = { line: 0, character: 14 };
	for (const method of ['hover', 'completion', 'definition']) {
		await connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, position });
	}
	for (const method of ['documentSymbol', 'foldingRange']) {
		await connection.sendRequest(`textDocument/${method}`, { textDocument: { uri } }).catch(() => undefined);
	}
	assert.doesNotMatch(complaints, refusal);
	assertUntouched(before, place);
});
