/** When diagnostics are sent to editors that do not ask for them, and when not. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Connection, Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import type { DocumentView } from '../../server/src/features/documentView.ts';
import { type DiagnosticsSender, registerPushDiagnostics } from '../../server/src/lsp/diagnostics.ts';
import { languagesOf } from '../../server/src/lsp/languages.ts';
import { createOpenDocuments } from '../../server/src/lsp/sync/documents.ts';

const uri = 'file:///x/.metro';
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

interface Look {
	readonly document: DocumentView;
	readonly signal: AbortSignal;
	/** Ends the check; each one uses the text it started with. */
	readonly end: () => Promise<void>;
}

interface Scene {
	readonly sent: readonly string[];
	readonly errors: readonly string[];
	readonly sender: DiagnosticsSender;
	open(text: string, at?: string): void;
	change(version: number, text: string): void;
	close(): void;
	/** The next look at a document that is begun. */
	look(): Promise<Look>;
}

const handlers = [
	'onDidOpenTextDocument',
	'onDidChangeTextDocument',
	'onDidCloseTextDocument',
	'onWillSaveTextDocument',
	'onWillSaveTextDocumentWaitUntil',
	'onDidSaveTextDocument',
] as const;

/** An editor, and a language that reports findings on demand. */
function begin(t: TestContext): Scene {
	const sent: string[] = [];
	const errors: string[] = [];
	const on = new Map<string, (params: object) => void>();
	const connection = {
		...Object.fromEntries(
			handlers.map((name) => [
				name,
				(handler: (params: object) => void) => {
					on.set(name, handler);
					return { dispose: () => {} };
				},
			]),
		),
		sendDiagnostics: async ({ version, diagnostics }: PublishDiagnosticsParams) => {
			sent.push(`${version}: ${diagnostics.map(({ message }) => message).join()}`);
		},
	} as unknown as Connection;
	const documents = createOpenDocuments();
	const looks: Look[] = [];
	const waiting: ((look: Look) => void)[] = [];
	const features = {
		diagnostics: (document: DocumentView, signal: AbortSignal) =>
			new Promise<Diagnostic[]>((resolve, reject) => {
				const end = async (): Promise<void> => {
					if (document.text === 'cancelled') reject(new DOMException('aborted', 'AbortError'));
					else if (document.text === 'broken') reject(new Error('broken'));
					else resolve([{ range, message: document.text }]);
					await new Promise((done) => setImmediate(done));
				};
				const look = { document, signal, end };
				const next = waiting.shift();
				if (next === undefined) looks.push(look);
				else next(look);
			}),
	};
	const languages = languagesOf({ metro: features, 'metro-buildbot': features }, undefined);
	const log = { error: (message: string) => void errors.push(message), info: () => {} };
	const sender = registerPushDiagnostics(connection, documents, languages, log);
	t.after(() => sender.dispose());
	documents.listen(connection);
	return {
		sent,
		errors,
		sender,
		open: (text, at = uri) =>
			on.get('onDidOpenTextDocument')?.({
				textDocument: { uri: at, languageId: 'metro', version: 1, text },
			}),
		change: (version, text) =>
			on.get('onDidChangeTextDocument')?.({ textDocument: { uri, version }, contentChanges: [{ text }] }),
		close: () => on.get('onDidCloseTextDocument')?.({ textDocument: { uri } }),
		look: () => {
			const look = looks.shift();
			return look === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(look);
		},
	};
}

test('findings in an older version are not sent', async (t) => {
	const { sent, open, change, look } = begin(t);
	open('one');
	const first = await look();
	change(2, 'two');
	assert.equal(first.signal.aborted, true);
	await first.end();
	assert.deepEqual(sent, []);
	await (await look()).end();
	assert.deepEqual(sent, ['2: two']);
});

test('a closed document has none, and pending results are not sent', async (t) => {
	const { sent, open, close, look } = begin(t);
	open('one');
	const first = await look();
	close();
	assert.deepEqual(sent, ['undefined: ']);
	await first.end();
	assert.deepEqual(sent, ['undefined: ']);
	open('again');
	await (await look()).end();
	assert.deepEqual(sent, ['undefined: ', '1: again']);
});

test('when something else has changed, all documents are checked again', async (t) => {
	const { sent, sender, open, look } = begin(t);
	open('one');
	await (await look()).end();
	open('other', 'file:///x/metro.conf');
	await (await look()).end();
	sender.refreshAll();
	await (await look()).end();
	await (await look()).end();
	assert.deepEqual(sent, ['1: one', '1: other', '1: one', '1: other']);
});

test('a failed check is logged, a cancelled one is not, and the next one runs', async (t) => {
	const { sent, errors, open, change, look } = begin(t);
	open('broken');
	await (await look()).end();
	change(2, 'cancelled');
	await (await look()).end();
	change(3, 'fine');
	await (await look()).end();
	assert.deepEqual(errors, [`diagnostics of ${uri}: Error: broken`]);
	assert.deepEqual(sent, ['3: fine']);
});

test('nothing is checked after the end', async (t) => {
	const { sent, sender, open, look } = begin(t);
	open('one');
	const first = await look();
	sender.dispose();
	await first.end();
	assert.deepEqual(sent, []);
});
