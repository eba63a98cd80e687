/** The order in which an editor may speak, with the real process. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import {
	createProtocolConnection,
	type ProtocolConnection,
	StreamMessageReader,
	StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { guardLifecycle } from '../../server/src/lsp/lifecycleGuard.ts';
import { serverProgram } from '../support/programs.ts';

interface Raw {
	readonly connection: ProtocolConnection;
	/** Notifications that came, by method. */
	readonly told: string[];
	readonly status: Promise<number | null>;
}

/** A server that has received no message yet. */
function begin(t: TestContext): Raw {
	const child = spawn(process.execPath, [serverProgram, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
	t.after(() => child.kill());
	const connection = createProtocolConnection(
		new StreamMessageReader(child.stdout),
		new StreamMessageWriter(child.stdin),
	);
	const told: string[] = [];
	connection.onUnhandledNotification(({ method }) => {
		told.push(method);
	});
	connection.listen();
	return { connection, told, status: new Promise((resolve) => child.once('exit', resolve)) };
}

const initialize = { processId: process.pid, rootUri: null, capabilities: {} };
const hover = { textDocument: { uri: 'file:///x/.metro' }, position: { line: 0, character: 0 } };
const opened = { textDocument: { uri: 'file:///x/.metro', languageId: 'metro', version: 1, text: 'a:b\n' } };

test('nothing is answered before initialize', async (t) => {
	const { connection, told, status } = begin(t);
	for (const method of ['textDocument/hover', 'metro/setups', 'shutdown', 'nobody/knows'])
		await assert.rejects(connection.sendRequest(method, hover), { code: -32002 });
	await connection.sendNotification('textDocument/didOpen', opened);
	await connection.sendRequest('initialize', initialize);
	// The document was opened too early to be there.
	assert.deepEqual(await connection.sendRequest('textDocument/documentSymbol', hover), []);
	await assert.rejects(connection.sendRequest('initialize', initialize), { code: -32600 });
	await connection.sendRequest('shutdown');
	assert.ok(!told.includes('textDocument/publishDiagnostics'));
	await connection.sendNotification('exit');
	assert.equal(await status, 0);
});

test('nothing is answered or sent after shutdown', async (t) => {
	const { connection, told, status } = begin(t);
	await connection.sendRequest('initialize', initialize);
	await connection.sendNotification('initialized', {});
	await connection.sendRequest('shutdown');
	told.length = 0;
	await connection.sendNotification('textDocument/didOpen', opened);
	for (const method of ['textDocument/hover', 'metro/setups', 'shutdown', 'initialize'])
		await assert.rejects(connection.sendRequest(method, { ...hover, ...initialize }), { code: -32600 });
	assert.deepEqual(told, []);
	await connection.sendNotification('exit');
	assert.equal(await status, 0);
});

test('exit without shutdown ends with status 1', async (t) => {
	const { connection, status } = begin(t);
	await connection.sendRequest('initialize', initialize);
	await connection.sendNotification('exit');
	assert.equal(await status, 1);
});

test('housekeeping and answers pass at any time', () => {
	const { handleMessage } = guardLifecycle();
	const passed: unknown[] = [];
	const next = (message: unknown): void => {
		passed.push(message);
	};
	const messages = [
		{ jsonrpc: '2.0', method: '$/cancelRequest', params: { id: 1 } },
		{ jsonrpc: '2.0', id: 1, result: null },
		{ jsonrpc: '2.0', method: 'exit' },
	];
	for (const message of messages) void handleMessage(message, next);
	assert.deepEqual(passed, messages);
});
