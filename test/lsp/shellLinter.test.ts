/** Asking ShellCheck: only once started, one at a time, each text once, and never for a text that is gone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IsolatedOutcome, IsolatedRequest } from '../../server/src/base/isolatedRun.ts';
import type { ShellComment } from '../../server/src/features/flexdata/shell/shellcheckAnswer.ts';
import type { WantedScript } from '../../server/src/features/flexdata/shell/shellLint.ts';
import { createShellLinter, type LiveShellLinter } from '../../server/src/lsp/shellLinter.ts';

interface Scene {
	readonly linter: LiveShellLinter;
	/** The scripts that were asked about, in order. */
	readonly asked: string[];
	readonly said: string[];
	told: number;
	most: number;
}

const clean: IsolatedOutcome = { kind: 'exited', status: 0, output: '{"comments":[]}', complaint: '' };

/** A linter whose program is `answer`; how many ran side by side is counted. */
function begin(answer: (request: IsolatedRequest) => Promise<IsolatedOutcome> = async () => clean): Scene {
	let running = 0;
	const said: string[] = [];
	const linter = createShellLinter(
		async (request) => {
			scene.asked.push(request.input ?? '');
			scene.most = Math.max(scene.most, ++running);
			try {
				return await answer(request);
			} finally {
				running--;
			}
		},
		{ error: (message) => said.push(message), info: (message) => said.push(message) },
		() => {
			scene.told++;
		},
	);
	const scene: Scene = { linter, asked: [], said, told: 0, most: 0 };
	return scene;
}

/** A script named by its text, or by a given name. */
const script = (text: string, id = text): WantedScript => ({ id, text });

function comments({ linter }: Scene, text: string): readonly ShellComment[] | undefined {
	return linter.known('a', script(text))?.comments;
}

/** Lets everything happen that has been under way when time goes on. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

test('the linter waits for a pause in typing, runs one script after another, and reports once', async (t) => {
	t.mock.timers.enable({ apis: ['setTimeout'] });
	const scene = begin();
	scene.linter.turn(true);
	scene.linter.want('a', [script('typ')]);
	t.mock.timers.tick(200);
	scene.linter.want('a', [script('typed'), script('more')]);
	t.mock.timers.tick(200);
	await settle();
	assert.deepEqual(scene.asked, []);
	t.mock.timers.tick(100);
	await settle();
	assert.deepEqual(scene.asked, ['typed', 'more']);
	assert.deepEqual([scene.most, scene.told], [1, 1]);
	assert.deepEqual(comments(scene, 'typed'), []);
	// Already known: nothing to run or report.
	scene.linter.want('b', [script('more')]);
	t.mock.timers.tick(1000);
	await settle();
	assert.deepEqual([scene.asked.length, scene.told], [2, 1]);
});

test('a run for an outdated text is ended, and the new text is checked', async (t) => {
	t.mock.timers.enable({ apis: ['setTimeout'] });
	const scene = begin(({ input, signal }) =>
		input === 'new'
			? Promise.resolve(clean)
			: new Promise((_, reject) =>
					signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError'))),
				),
	);
	scene.linter.turn(true);
	scene.linter.want('a', [script('old')]);
	t.mock.timers.tick(300);
	await settle();
	scene.linter.want('a', [script('new')]);
	await settle();
	t.mock.timers.tick(300);
	await settle();
	assert.deepEqual(scene.asked, ['old', 'new']);
	assert.deepEqual([comments(scene, 'old'), comments(scene, 'new')], [undefined, []]);
	scene.linter.want('a', [script('third')]);
	scene.linter.forget('a');
	t.mock.timers.tick(300);
	await settle();
	assert.equal(scene.asked.length, 2);
	assert.equal(scene.told, 1);
});

const complaint: ShellComment = {
	...{ line: 1, column: 1, endLine: 1, endColumn: 2 },
	...{ level: 'error', code: 1, message: '', replacements: [] },
};
const complaining: IsolatedOutcome = {
	...clean,
	output: JSON.stringify({ comments: [{ ...complaint, file: '-' }] }),
};

test('the result for a script is kept until its next text has one, and no longer', async (t) => {
	t.mock.timers.enable({ apis: ['setTimeout'] });
	const scene = begin(async ({ input }) => (input === 'good' ? clean : complaining));
	const { linter } = scene;
	const known = (id: string, text: string): unknown => linter.known('a', script(text, id));
	linter.turn(true);
	linter.want('a', [script('bad', 'x'), script('worse', 'y')]);
	assert.equal(known('x', 'bad'), undefined);
	t.mock.timers.tick(300);
	await settle();
	assert.deepEqual(known('x', 'bad'), { text: 'bad', comments: [complaint] });
	// Edited twice before there is an answer; the other script is deleted.
	linter.want('a', [script('bad', 'x'), script('worse', 'y')]);
	linter.want('a', [script('better', 'x')]);
	linter.want('a', [script('good', 'x')]);
	assert.deepEqual(known('x', 'good'), { text: 'bad', comments: [complaint] });
	assert.equal(known('y', 'new'), undefined);
	// Another document has nothing of it.
	assert.equal(linter.known('b', script('good', 'x')), undefined);
	t.mock.timers.tick(300);
	await settle();
	assert.deepEqual(known('x', 'good'), { text: 'good', comments: [] });
	linter.want('a', [script('good', 'x')]);
	linter.want('a', [script('other', 'x')]);
	assert.deepEqual(known('x', 'other'), { text: 'good', comments: [] });
	linter.forget('a');
	assert.equal(known('x', 'other'), undefined);
});

const odd: readonly (readonly [string, IsolatedOutcome, boolean, RegExp])[] = [
	['no program', { kind: 'failed', reason: 'no such program' }, false, /no such program/],
	['another', { kind: 'exited', status: 4, output: '', complaint: 'x' }, false, /does not answer/],
	['one without end', { kind: 'too-slow' }, true, /too-slow/],
	['one that dies', { kind: 'killed', signal: 'SIGSEGV' }, true, /killed/],
];

for (const [name, outcome, staysOn, word] of odd) {
	test(`${name}: said once, and ${staysOn ? 'that text is left alone' : 'nothing more is run'}`, async (t) => {
		t.mock.timers.enable({ apis: ['setTimeout'] });
		const scene = begin(async () => outcome);
		scene.linter.turn(true);
		for (let round = 0; round < 3; round++) {
			scene.linter.want('a', [script('text'), script('other')]);
			t.mock.timers.tick(300);
			await settle();
		}
		assert.equal(scene.linter.isOn, staysOn);
		assert.deepEqual(scene.asked, staysOn ? ['text', 'other'] : ['text']);
		assert.equal(scene.said.length, scene.asked.length);
		assert.match(scene.said[0] ?? '', word);
	});
}
