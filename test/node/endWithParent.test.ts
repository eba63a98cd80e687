/** A server whose editor has ended does so itself within two seconds, by the server's own clock: a busy machine changes nothing. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { suite, type TestContext, test } from 'node:test';
import { endWithParent } from '../../server/src/node/endWithParent.ts';

/** What is promised, in milliseconds. */
const promised = 2000;

/** Watches a process with a clock that is turned by hand; `exits` counts the calls of `process.exit`. */
function watched(t: TestContext, pid: number): { readonly exits: () => number } {
	t.mock.timers.enable({ apis: ['setInterval'] });
	const exit = t.mock.method(process, 'exit', () => undefined as never);
	endWithParent(pid);
	return { exits: () => exit.mock.callCount() };
}

function idle(t: TestContext): ChildProcess {
	const child = spawn('sleep', ['1000']);
	t.after(() => child.kill('SIGKILL'));
	return child;
}

suite('the end of the editor', () => {
	test('goes unnoticed for no longer than promised', async (t) => {
		const editor = idle(t);
		const { exits } = watched(t, editor.pid ?? 0);
		t.mock.timers.tick(60_000);
		assert.equal(exits(), 0, 'the editor lives');
		editor.kill('SIGKILL');
		await once(editor, 'exit');
		t.mock.timers.tick(promised);
		assert.ok(exits() > 0);
	});

	test('is noticed even if its parent does not ask how it ended', {
		skip: process.platform === 'linux' ? false : 'only Linux shows that',
	}, async (t) => {
		const parent = spawn('sh', ['-c', 'sleep 1000 & echo $!; exec sleep 1000']);
		t.after(() => parent.kill('SIGKILL'));
		const [line] = await once(parent.stdout, 'data');
		const editor = Number(line);
		// The shell has become the other program, which asks nobody.
		await once(
			spawn('sh', ['-c', `while ! grep -q sleep /proc/${parent.pid}/comm; do sleep 0.01; done`]),
			'exit',
		);
		const { exits } = watched(t, editor);
		t.mock.timers.tick(60_000);
		assert.equal(exits(), 0, 'the editor lives');
		process.kill(editor, 'SIGKILL');
		await once(
			spawn('sh', ['-c', `while ! grep -q ') Z' /proc/${editor}/stat; do sleep 0.01; done`]),
			'exit',
		);
		t.mock.timers.tick(promised);
		assert.ok(exits() > 0);
	});
});
