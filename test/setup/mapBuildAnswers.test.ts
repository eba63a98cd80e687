/** What `map_build` answers follows what it depends on: the text alone, or what Python finds. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadBuildbot } from '../../server/src/setup/buildbot/loadBuildbot.ts';
import type { Python } from '../../server/src/setup/buildbot/pythonValues.ts';

const minute = 60_000;

async function asker(body: string) {
	let now = Date.UTC(2026, 0, 1);
	let mode = 'full';
	let runs = 0;
	const python: Python = {
		program: 'python3',
		clock: { now: () => now },
		run: async () => {
			runs++;
			const output = JSON.stringify({ settings: {}, result: { kind: 'str', value: mode } });
			return { kind: 'exited', status: 0, output, complaint: '' };
		},
	};
	const lists = 'builds = ("one",)\narches = ("x",)\nsubarches = ("a",)\n';
	const text = `import os\n${lists}def map_build(build, subarch, full, full_date):\n\treturn ${body}\n`;
	const rules = { isLater: false, hostName: undefined };
	const loaded = await loadBuildbot('/home/.buildbot', async () => ({ kind: 'text', text }), {
		rules,
		python,
	});
	assert.ok(loaded.file !== undefined, loaded.trouble?.message);
	const { askMapBuild } = loaded.file;
	return {
		async target() {
			const last = { build: 'one', arch: 'x', subarch: 'a', full: false, fullDate: undefined };
			const answer = await askMapBuild(last);
			return answer.kind === 'target' ? answer.target : answer;
		},
		pass: (milliseconds: number) => {
			now += milliseconds;
		},
		turn: (to: string) => {
			mode = to;
		},
		runs: () => runs,
	};
}

test('an answer of Python is asked for again after a while, for a file or the clock may have changed', async () => {
	const { target, pass, turn, runs } = await asker('os.environ["MODE"]');
	assert.deepEqual([await target(), await target(), runs()], ['full', 'full', 1]);
	turn('freshen');
	pass(minute);
	assert.deepEqual([await target(), runs()], ['freshen', 2]);
	turn('quick');
	pass(-10 * minute);
	assert.equal(await target(), 'quick', 'the clock was set back');
});

test('an answer that follows from the text is kept, and Python is never asked', async () => {
	const { target, pass, runs } = await asker('"freshen"');
	assert.equal(await target(), 'freshen');
	pass(minute);
	assert.deepEqual([await target(), runs()], ['freshen', 0]);
});
