/** The server with a real ShellCheck: it runs only if the client enables it, and its findings reach both kinds of editors. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import {
	type Diagnostic,
	DiagnosticRefreshRequest,
	type DocumentDiagnosticReport,
	PublishDiagnosticsNotification,
} from 'vscode-languageserver-protocol';
import { programOnPath } from '../../scripts/vscode/processes.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';

const text = '[section steps]\n\nrun: [\n\techo "ä" $[steps/x:lax] $target\n\texit 300\n]\n';
const found = ['SC2086 3:25-3:32', 'SC2242 4:6-4:9'];
const skip = programOnPath(['shellcheck']) === undefined && 'there is no shellcheck (Debian: shellcheck)';

function shellOf(items: readonly Diagnostic[]): string[] {
	return items
		.filter(({ source }) => source === 'shellcheck')
		.map(
			({ code, range: { start, end } }) =>
				`${code} ${start.line}:${start.character}-${end.line}:${end.character}`,
		);
}

async function begin(
	t: TestContext,
	options: {
		readonly initializationOptions?: object;
		readonly capabilities?: object;
		readonly PATH?: string;
	},
): Promise<LanguageClient & { readonly home: string }> {
	const { home } = await makeMetroHome(t);
	const { PATH = process.env.PATH ?? '', ...rest } = options;
	const client = await startLanguageClient({ workspaceFolders: [home], env: { HOME: home, PATH }, ...rest });
	t.after(() => client.stop());
	return { ...client, home };
}

test('findings are pushed when they are ready, and follow the text', { skip }, async (t) => {
	const client = await begin(t, { initializationOptions: { shellcheck: true } });
	const uri = await client.open(join(client.home, 'my.metro'), text);
	const first = await client.diagnostics(uri, (items) => shellOf(items).length > 0);
	assert.deepEqual(shellOf(first), found);
	await client.change(uri, `# above\n${text.replace('300', '3')}`);
	const second = await client.diagnostics(uri, (items) => shellOf(items).length > 0);
	assert.deepEqual(shellOf(second), ['SC2086 4:25-4:32']);
	await client.change(uri, '[section steps]\n');
	const third = await client.diagnostics(uri);
	assert.deepEqual(shellOf(third), []);
});

test('findings stay while ShellCheck runs again, and vanish with their block', {
	skip,
}, async (t) => {
	const client = await begin(t, { initializationOptions: { shellcheck: true } });
	const uri = await client.open(join(client.home, 'my.metro'), text);
	await client.diagnostics(uri, (items) => shellOf(items).length > 0);
	// The first word after an edit comes before ShellCheck can have been asked.
	await client.change(uri, text.replace('echo', 'echo -n'));
	assert.deepEqual(shellOf(await client.diagnostics(uri)), ['SC2086 3:28-3:35', 'SC2242 4:6-4:9']);
	await client.change(uri, text.replace('run:', 'other:'));
	assert.deepEqual(shellOf(await client.diagnostics(uri)), found);
	await client.change(uri, text.replace('steps]', 'notes]'));
	assert.deepEqual(shellOf(await client.diagnostics(uri)), []);
	await client.change(uri, text);
	assert.deepEqual(shellOf(await client.diagnostics(uri)), found);
	const closed = new Promise<readonly Diagnostic[]>((resolve) => {
		client.connection.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) =>
			resolve(diagnostics),
		);
	});
	await client.close(uri);
	assert.deepEqual(await closed, []);
});

test('an editor that pulls is asked to pull again', { skip }, async (t) => {
	const client = await begin(t, {
		initializationOptions: { shellcheck: true },
		capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
	});
	let wake = (): void => {};
	client.connection.onRequest(DiagnosticRefreshRequest.type, () => wake());
	const uri = await client.open(join(client.home, 'my.metro'), text);
	const pull = async (): Promise<string[]> => {
		const report = await client.connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
			textDocument: { uri },
		});
		return report.kind === 'full' ? shellOf(report.items) : [];
	};
	let shown: string[] = [];
	// Other things, as a set-up that was read, make the server ask as well.
	for (let attempt = 0; attempt < 5 && shown.length === 0; attempt++) {
		const woken = new Promise<void>((resolve) => {
			wake = resolve;
		});
		shown = await pull();
		if (shown.length === 0) await woken;
	}
	assert.deepEqual(shown, found);
});

for (const [name, options] of [
	['without the option', {}],
	['with false', { shellcheck: false }],
	['with one of another kind', { shellcheck: 'shellcheck' }],
	['with true', { shellcheck: true }],
] as const) {
	const runs = 'shellcheck' in options && options.shellcheck === true;
	test(`${name} ${runs ? 'the program on PATH is run' : 'nothing is run'}`, async (t) => {
		const { home, write } = await makeMetroHome(t);
		// A stand-in that leaves a trace; it answers as ShellCheck would.
		const script = `#!/bin/sh\ntouch '${home}/canary'\necho '{"comments":[]}'\n`;
		await write('bin/shellcheck', script);
		await chmod(join(home, 'bin/shellcheck'), 0o755);
		const client = await begin(t, {
			initializationOptions: options,
			PATH: `${join(home, 'bin')}:${process.env.PATH}`,
		});
		const uri = await client.open(join(client.home, 'my.metro'), text);
		await client.diagnostics(uri);
		const canary = join(home, 'canary');
		for (let waited = 0; waited < (runs ? 200 : 20) && !existsSync(canary); waited++) {
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
		assert.equal(existsSync(canary), runs);
	});
}
