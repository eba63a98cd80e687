/** A server ends with the editor that started it, even where something else holds the other end of its pipes. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { serverProgram } from '../support/programs.ts';

/** Starts a server on pipes that are not its own, says that it is its editor, tells both numbers, and waits to be killed. */
const editor = `
const { spawn } = require('node:child_process');
const child = spawn(process.execPath, [${JSON.stringify(serverProgram)}, '--stdio'], { stdio: [3, 4, 'inherit'] });
const message = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
require('node:fs').writeSync(5, 'Content-Length: ' + message.length + '\\r\\n\\r\\n' + message);
console.log(process.pid + ' ' + child.pid);
setInterval(() => {}, 1000);
`;

const cases: readonly [name: string, program: string, args: readonly string[]][] = [
	['an editor that is gone', process.execPath, ['-e', editor]],
	[
		'an editor that has ended, and whose parent does not ask how',
		'sh',
		['-c', '"$0" -e "$1" & exec sleep 1000', process.execPath, editor],
	],
];

for (const [name, program, args] of cases) {
	test(name, async () => {
		const holder = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
		const starter = spawn(program, args, {
			stdio: ['ignore', 'pipe', 'inherit', holder.stdout, 'pipe', holder.stdin],
		});
		try {
			const answered = once(starter.stdio[4] as NodeJS.ReadableStream, 'data');
			const [line] = await once(starter.stdout as NodeJS.ReadableStream, 'data');
			const [editorId = 0, serverId = 0] = String(line).split(' ').map(Number);
			assert.match(String((await answered)[0]), /Content-Length/);
			process.kill(editorId, 'SIGKILL');
			const began = performance.now();
			while (lives(serverId)) {
				assert.ok(performance.now() - began < 20_000, 'the server goes on');
				await new Promise((resolve) => setTimeout(resolve, 20));
			}
		} finally {
			starter.kill('SIGKILL');
			holder.kill();
		}
	});
}

function lives(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
