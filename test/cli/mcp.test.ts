/** `buildrepo mcp` as an assistant's own client uses it: the bundled program, the SDK's client, real files. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { decodeEscaping, encodeEscaping } from '../../server/src/base/surrogateEscape.ts';
import { evilNames } from '../support/evilNames.ts';
import { readSchema } from '../support/jsonSchema.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { buildrepoProgram } from '../support/programs.ts';

const { violations } = readSchema('buildrepo.schema.json');
const envelope = readSchema('buildrepo.mcp.schema.json');
const tools = ['status', 'health', 'explain', 'forecast', 'hosts', 'history', 'check', 'settings', 'config'];

function envOf(home: string): Record<string, string> {
	return { HOME: home, PATH: process.env.PATH ?? '', BUILDREPO_NOW: '2015-02-20T12:00', TZ: 'UTC' };
}

/** A client of a fresh server on this home. */
async function connect(t: TestContext, home: string, ...general: readonly string[]): Promise<Client> {
	const client = new Client({ name: 'test', version: '1' });
	const args = [buildrepoProgram, ...general, 'mcp'];
	const transport = new StdioClientTransport({
		command: process.execPath,
		args,
		env: envOf(home),
		cwd: home,
	});
	t.after(() => client.close());
	await client.connect(transport);
	return client;
}

interface Answer {
	readonly result: never;
	readonly exit_status: number;
	readonly notes: readonly string[];
	readonly left_out: readonly { readonly path: string; readonly count: number; readonly unit: string }[];
}

interface Called {
	readonly text: string;
	readonly isError: boolean;
}

async function callRaw(client: Client, name: string, given: object = {}): Promise<Called> {
	const answer = await client.callTool({ name, arguments: { ...given } });
	const [content] = answer.content as readonly { readonly type: string; readonly text: string }[];
	assert.equal(content?.type, 'text');
	return { text: content.text, isError: answer.isError === true };
}

/** The answer of a call that succeeds, valid by the schema of its command. */
async function call(client: Client, name: string, given: object = {}): Promise<Answer> {
	const { text, isError } = await callRaw(client, name, given);
	assert.equal(isError, false, text);
	assert.ok(text.length <= 60_000, `${text.length} characters`);
	const answer = JSON.parse(text) as Answer;
	assert.deepEqual(envelope.violations(answer, 'answer'), []);
	assert.deepEqual(violations(answer.result, name), []);
	return answer;
}

/** An answer without the free space, which other programs change meanwhile. */
function lastingIn(answer: unknown): unknown {
	return JSON.parse(JSON.stringify(answer, (name, value) => (name === 'free' ? 0 : value)));
}

suite('buildrepo mcp', { concurrency: 2 }, () => {
	test('offers tools that only read, and answers each as the command line does', async (t) => {
		const { home, build } = await makeMetroHome(t);
		await build('funtoo-current/x86-64bit/amd64-jaguar/2015-02-01', 'full');
		const client = await connect(t, home);
		const listed = (await client.listTools()).tools;
		assert.deepEqual(
			listed.map(({ name }) => name),
			tools,
		);
		for (const { annotations, inputSchema, description } of listed) {
			assert.equal(annotations?.readOnlyHint, true);
			assert.equal(inputSchema.additionalProperties, false);
			assert.ok((description ?? '').length > 40);
		}
		for (const name of tools.filter((name) => name !== 'history')) {
			const { result, exit_status, left_out } = await call(client, name);
			const direct = spawnSync(process.execPath, [buildrepoProgram, name, '--json'], {
				env: envOf(home),
				encoding: 'utf8',
			});
			assert.deepEqual(lastingIn(result), lastingIn(JSON.parse(direct.stdout)), name);
			assert.equal(exit_status, direct.status, name);
			assert.deepEqual(left_out, [], name);
		}
		const place = 'funtoo-current/x86-64bit/amd64-jaguar';
		assert.match(
			JSON.stringify((await call(client, 'explain', { path: place })).result),
			/"never"|"due"|"waiting"/,
		);
		assert.equal(((await call(client, 'forecast', { count: 3 })).result as readonly unknown[]).length, 3);
		const { lookups } = (await call(client, 'config', { key: 'path/mirror' })).result as {
			readonly lookups: readonly object[];
		};
		assert.deepEqual(lookups, [{ key: 'path/mirror', value: join(home, 'mirror'), contains: true }]);
		const events = (await call(client, 'history', { path: place, since: '2015-01-01' })).result;
		assert.match(JSON.stringify(events), /2015-02-01/);
	});

	test('works on the set-up that the general options name', async (t) => {
		const { home } = await makeMetroHome(t);
		mkdirSync(join(home, 'other'));
		const client = await connect(t, home, `--mirror=${join(home, 'other')}`);
		const { mirror } = (await call(client, 'status')).result as { readonly mirror: string };
		assert.equal(mirror, join(home, 'other'));
	});

	test('unknown tools, unknown arguments and wrong ones are refused, and the server goes on', async (t) => {
		const { home } = await makeMetroHome(t);
		const client = await connect(t, home);
		await assert.rejects(callRaw(client, 'zap'), /no tool of that name.*status, health, explain/);
		await assert.rejects(callRaw(client, '__proto__'), /no tool of that name/);
		for (const [name, given, said] of [
			['status', { verbose: true }, /"verbose" is unknown: the tool takes none/],
			['explain', { path: 7 }, /"path" must be a text/],
			['explain', { path: 'a\0b' }, /"path" must be a text without NUL/],
			['explain', { path: '' }, /"path" is empty: leave it out, or give a value/],
			['explain', { path: 'x'.repeat(4097) }, /"path" has 4097 characters, and may have 4096/],
			['config', { key: '' }, /"key" is empty/],
			['history', { since: '' }, /"since" is empty/],
			['check', { files: ['.metro', ''] }, /"files" has an item that is empty/],
			['check', { files: Array(1001).fill('.metro') }, /"files" has 1001 items, and may have 1000/],
			['forecast', { count: 1e9 }, /whole number from 1 to 100/],
			['forecast', { count: '3' }, /whole number/],
			['check', { files: 'x' }, /must be a list/],
			['explain', { path: 'no/such/subarch' }, /no\/such\/subarch/],
			['history', { since: 'soon' }, /"soon" is not a time/],
		] as const) {
			const { text, isError } = await callRaw(client, name, given);
			assert.ok(isError, text);
			assert.match(text, said);
		}
		await call(client, 'status');
	});

	test('bounds are in the schema, too', async (t) => {
		const { home } = await makeMetroHome(t);
		const client = await connect(t, home);
		for (const { name, inputSchema } of (await client.listTools()).tools)
			for (const schema of Object.values(inputSchema.properties ?? {})) {
				const { type, items, ...bounds } = schema as Record<string, unknown> & { items?: object };
				if (type === 'string') assert.ok('minLength' in bounds && 'maxLength' in bounds, name);
				if (type === 'array') assert.ok('maxItems' in bounds && 'maxLength' in (items ?? {}), name);
			}
	});

	test('check reads files of the set-up only, by whatever name', async (t) => {
		const { home, write } = await makeMetroHome(t);
		await write('secret', 'password: [\nhunter2\n');
		await write('other/.buildbot', 'hunter2 = (\n');
		symlinkSync(join(home, 'secret'), join(home, 'link.conf'));
		symlinkSync(join(home, '.metro'), join(home, 'own'));
		const client = await connect(t, home);
		for (const path of ['secret', 'link.conf', 'other/.buildbot', '/etc/passwd', '/nowhere', 'other']) {
			const { text, isError } = await callRaw(client, 'check', { files: ['.metro', path] });
			assert.ok(isError, text);
			assert.match(
				text,
				/does not belong to the set-up: name \.metro, \.buildbot or a configuration file of the inst/,
			);
			assert.doesNotMatch(text, /hunter2/);
		}
		for (const path of ['.metro', '.buildbot', 'own', join(home, 'mirror', '..', '.buildbot')])
			await call(client, 'check', { files: [path] });
	});

	test('no argument becomes an option: no program is run', async (t) => {
		const { home, write } = await makeMetroHome(t, 'import os\nbuilds = os.listdir()\n');
		const canary = join(home, 'canary');
		await write('python', `#!/bin/sh\ntouch ${canary}\n`);
		spawnSync('chmod', ['+x', join(home, 'python')]);
		const client = await connect(t, home);
		const option = `--python=${join(home, 'python')}`;
		for (const [name, given] of [
			['explain', { path: option }],
			['history', { path: option, since: option }],
			['check', { files: [option] }],
			['config', { key: option }],
		] as const)
			await callRaw(client, name, given);
		assert.equal(existsSync(canary), false);
	});

	test('a broken set-up is named; mended, it answers', async (t) => {
		const { home, write } = await makeMetroHome(t, 'builds = (\n');
		const client = await connect(t, home);
		const { text, isError } = await callRaw(client, 'status');
		assert.ok(isError);
		assert.match(text, /\.buildbot/);
		await write('.buildbot', 'builds = ("b",)\narches = ("a",)\nsubarches = ("s",)\n');
		await call(client, 'status');
	});

	test('names from files are data: markup, control characters and bytes that are not UTF-8', async (t) => {
		const { home, mirror } = await makeMetroHome(t, 'builds = ("b",)\narches = ("a",)\nsubarches = ("s",)\n');
		const at = encodeEscaping(join(mirror, 'b/a/s/'));
		for (const name of evilNames) {
			const path = Buffer.concat([at, encodeEscaping(name)]);
			mkdirSync(path, { recursive: true });
		}
		const client = await connect(t, home);
		const { text } = await callRaw(client, 'explain', { path: 'b/a/s' });
		assert.doesNotMatch(text, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
		const { strangers } = (JSON.parse(text) as { result: { strangers: readonly string[] } }).result;
		const expected = evilNames.map((name) => decodeEscaping(encodeEscaping(name)));
		assert.deepEqual(
			expected.filter((name) => !strangers.includes(name) && !name.startsWith('.')),
			[],
		);
		await call(client, 'status');
	});

	test('a huge repository gets a bounded answer that says what is left out, the urgent first', async (t) => {
		const names = Array.from({ length: 400 }, (_, index) => `sub${index}`);
		const { home, mirror } = await makeMetroHome(
			t,
			`builds = ("b",)\narches = ("a",)\nsubarches = (${names.map((name) => `"${name}",`).join(' ')})\n`,
		);
		for (const name of names)
			for (let day = 1; day <= 9; day++) {
				const place = join(mirror, `b/a/${name}/2015-02-0${day}`);
				mkdirSync(place, { recursive: true });
				writeFileSync(join(place, 'stage3-x.tar.xz'), '');
			}
		mkdirSync(join(mirror, 'b/a/sub399/.control'));
		writeFileSync(join(mirror, 'b/a/sub399/.control/.failcount'), '3');
		const client = await connect(t, home);
		const { result, left_out } = await call(client, 'status');
		const { subarches } = result as { readonly subarches: readonly { readonly subarch: string }[] };
		assert.equal(subarches[0]?.subarch, 'sub399');
		const cut = left_out.find(({ path }) => path === 'subarches');
		assert.equal(subarches.length + (cut?.count ?? 0), names.length);
		const events = await call(client, 'history', {});
		const omitted = events.left_out.find(({ path }) => path === '')?.count ?? 0;
		assert.ok(omitted > 3000);
		assert.match(JSON.stringify((events.result as readonly object[]).at(-1)), /"failcount"/);
	});

	test('a cancelled call ends, others go on', async (t) => {
		const { home } = await makeMetroHome(t);
		const client = await connect(t, home);
		const abort = new AbortController();
		const cancelled = client.callTool({ name: 'check', arguments: {} }, undefined, { signal: abort.signal });
		const other = call(client, 'status');
		abort.abort('enough');
		await assert.rejects(cancelled, /enough/);
		await other;
		await call(client, 'settings');
	});

	test('many calls at once are all answered', async (t) => {
		const { home } = await makeMetroHome(t);
		const client = await connect(t, home);
		const answers = await Promise.all(Array.from({ length: 20 }, () => call(client, 'status')));
		for (const { result } of answers) assert.deepEqual(result, answers[0]?.result);
	});

	test('ends when its client leaves or a signal asks it to, and answers garbage with nothing', async (t) => {
		const { home } = await makeMetroHome(t);
		const start = () =>
			spawn(process.execPath, [buildrepoProgram, 'mcp'], {
				env: envOf(home),
				stdio: ['pipe', 'pipe', 'inherit'],
			});
		const ended = (child: ReturnType<typeof start>): Promise<number | string | null> =>
			new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
		const left = start();
		left.stdin.end('no JSON\n{}\n[]\n');
		assert.equal(await ended(left), 0);
		const asked = start();
		asked.stdin.write('{"jsonrpc":"2.0","id":1,"method":"ping"}\n');
		await new Promise((resolve) => asked.stdout.once('data', resolve));
		asked.kill('SIGTERM');
		assert.ok([0, 130, 'SIGTERM'].includes((await ended(asked)) ?? ''));
	});

	test('one call without the protocol: what the client of an editor uses', async (t) => {
		const { home } = await makeMetroHome(t);
		const run = (...words: readonly string[]) =>
			spawnSync(process.execPath, [buildrepoProgram, 'mcp', ...words], {
				env: envOf(home),
				encoding: 'utf8',
			});
		const good = run('--call', 'config', '{"key": "path/mirror"}');
		assert.equal(good.status, 0);
		assert.deepEqual(envelope.violations(JSON.parse(good.stdout), 'answer'), []);
		for (const [words, status, said] of [
			[['--call', 'explain', '{"path": "x"}'], 1, /x/],
			[['--call', 'stat'], 2, /no tool "stat"/],
			[['--call', 'status', '{'], 2, /is not JSON/],
			[['status'], 2, /--call/],
		] as const) {
			const bad = run(...words);
			assert.deepEqual([bad.status, bad.stdout], [status, '']);
			assert.match(bad.stderr, said);
		}
	});
});
