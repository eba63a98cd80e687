/** Child processes as the client runs them: what comes of each way in which one can end. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { CancellationToken } from 'vscode';
import { runBuildrepo } from '../../client/src/buildrepo/runBuildrepo.ts';

const place = mkdtempSync(join(tmpdir(), 'metro-run-'));
after(() => rmSync(place, { recursive: true }));

/** A cancellation token under the test's control. */
function cancellation(): { readonly token: CancellationToken; cancel(): void } {
	const listeners = new Set<() => void>();
	let isCancellationRequested = false;
	return {
		token: {
			get isCancellationRequested() {
				return isCancellationRequested;
			},
			onCancellationRequested: (listener) => {
				const call = (): void => listener(undefined);
				listeners.add(call);
				return { dispose: () => listeners.delete(call) };
			},
		},
		cancel: () => {
			isCancellationRequested = true;
			for (const call of listeners) call();
		},
	};
}

function run(
	program: string,
	args: readonly string[],
	cancel = cancellation(),
	onLine?: (line: string) => void,
) {
	const logged: string[] = [];
	const outcome = runBuildrepo(
		{ program, args, env: { FROM_THE_CLIENT: 'yes' } },
		{
			log: { info: (line: string) => void logged.push(line) },
			cancel: cancel.token,
			...(onLine !== undefined && { onLine }),
		},
	);
	return { outcome, logged };
}

const script = (text: string): readonly string[] => ['-e', text];

test('output, errors and status are returned, and every line is logged', async () => {
	const lines: string[] = [];
	const { outcome, logged } = run(
		process.execPath,
		script('console.log("one\\ntwo"); console.error(process.env.FROM_THE_CLIENT); process.exitCode = 3;'),
		undefined,
		(line) => lines.push(line),
	);
	const ended = await outcome;
	assert.ok(ended.kind === 'ended');
	assert.equal(ended.status, 3);
	assert.equal(ended.report, undefined);
	assert.equal(ended.complaint, 'yes\n');
	assert.deepEqual(lines.toSorted(), ['one', 'two', 'yes']);
	assert.match(logged[0] ?? '', /^> ".*node.*" "-e"/);
	assert.deepEqual(logged.slice(1).toSorted(), lines.toSorted());
});

test('events come as they are reported, and only words for people are logged', async () => {
	const logged: string[] = [];
	const seen: string[] = [];
	const outcome = await runBuildrepo(
		{
			program: process.execPath,
			args: script(
				`console.log('{"event":"created","path":"/a"}'); console.error('Created /a'); console.log('{"event":"later"}')`,
			),
			env: {},
		},
		{
			log: { info: (line: string) => void logged.push(line) },
			cancel: cancellation().token,
			onEvent: ({ event }) => void seen.push(event),
		},
	);
	assert.deepEqual(outcome, {
		kind: 'ended',
		status: 0,
		complaint: 'Created /a\n',
		report: { events: [{ event: 'created', path: '/a' }] },
	});
	assert.deepEqual([seen, logged.slice(1)], [['created'], ['Created /a']]);
});

test('arguments reach the program unchanged, whatever a shell would do with them', async () => {
	const words = ['$(touch x)', '`id`', "it's", 'a b', '-rf', '', '*', 'a\nb'];
	const { outcome, logged } = run(process.execPath, [
		'-e',
		'console.log(JSON.stringify(process.argv.slice(1)))',
		'--',
		...words,
	]);
	const ended = await outcome;
	assert.ok(ended.kind === 'ended');
	assert.deepEqual(JSON.parse(logged.at(-1) ?? ''), words);
});

test('a cancelled program gets the chance to tidy up', async () => {
	const cancel = cancellation();
	const file = join(place, 'tidied');
	const { outcome } = run(
		process.execPath,
		script(
			`process.on('SIGTERM', () => { require('fs').writeFileSync(${JSON.stringify(file)}, ''); process.exit(130); });
			setInterval(() => {}, 1000); console.log('ready');`,
		),
		cancel,
		() => cancel.cancel(),
	);
	assert.deepEqual(await outcome, { kind: 'cancelled' });
	rmSync(file);
});

test('a call cancelled before its start does not run', async () => {
	const cancel = cancellation();
	cancel.cancel();
	const { outcome, logged } = run(process.execPath, script('console.log("ran")'), cancel);
	assert.deepEqual(await outcome, { kind: 'cancelled' });
	assert.ok(!logged.includes('ran'));
});

test('a program that something else ended', async () => {
	const { outcome } = run(process.execPath, script('process.kill(process.pid, "SIGKILL")'));
	assert.deepEqual(await outcome, { kind: 'killed', signal: 'SIGKILL' });
});

test('a missing program, or a file that is not one', async () => {
	const missing = join(place, 'missing');
	assert.deepEqual(await run(missing, []).outcome, {
		kind: 'not-started',
		reason: `${missing} was not found`,
	});
	const plain = join(place, 'plain');
	writeFileSync(plain, 'x');
	chmodSync(plain, 0o644);
	assert.deepEqual(await run(plain, []).outcome, {
		kind: 'not-started',
		reason: `${plain} may not be executed`,
	});
});
