/** Many processes write the history at once, and are killed at any moment: what was recorded stays, once each, and the file is whole. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { openWriters, recordedIn, stressHistory, upTo } from '../stress/history.ts';

test('20 writers at once', async (t) => {
	const writers = await openWriters();
	t.after(() => writers.dispose());
	const count = 2;
	// A process for each takes long to start; the stress has them.
	const groups = upTo(5).map((group) => upTo(4).map((number) => `writer-${group}-${number}`));
	for (const writer of groups.map((names) => writers.start(names, count)))
		assert.deepEqual([await writer.ended, writer.complaints], [null, '']);
	const names = groups.flat();
	const events = await recordedIn(writers.file);
	for (const name of ['shared', ...names]) assert.deepEqual(events.get(name), upTo(count), name);
});

// The long form is `npm run stress -- history`.
test('writers that are killed lose nothing that they recorded', async () => {
	const events = await stressHistory({ seed: 1, writers: 4, kills: 6, say: () => {} });
	assert.ok(events >= 6);
});

test('a damaged file is set aside once, however many writers find it', async (t) => {
	const writers = await openWriters();
	t.after(() => writers.dispose());
	const { file } = writers;
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, 'This is not a database.\n'.repeat(500));
	const names = upTo(3).map((number) => `writer-${number}`);
	const started = names.map((name) => writers.start([name], 3));
	for (const writer of started) assert.equal(await writer.ended, null);
	const told = started.map(({ complaints }) => complaints).join('');
	assert.equal(told.split('\n').length, 2, told);
	assert.equal(readdirSync(join(file, '..')).filter((name) => name.includes('damaged')).length, 1);
	const events = await recordedIn(file);
	for (const name of ['shared', ...names]) assert.equal(events.get(name)?.length, 3, name);
});
