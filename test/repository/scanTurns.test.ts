/** A scan of 50,000 builds gives way to other work: counted in reads between two turns of the event loop, not in time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTurns } from '../../server/src/base/abort.ts';
import { createTurns } from '../../server/src/base/turns.ts';
import { dialect2015, scanRepository } from '../../server/src/repository/index.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

test('no turn reads more than a few dozen of 500 subarches', async () => {
	const files = createMemoryFileSystem();
	const names = Array.from({ length: 500 }, (_, at) => `s${at}`);
	for (const name of names)
		for (let build = 0; build < 100; build++) {
			const day = `20${10 + Math.floor(build / 12)}-${(build % 12) + 1}-1`;
			files.put(`/m/b/a/${name}/${day}/stage3.tar.xz`, '');
		}
	const waiting: (() => void)[] = [];
	let looks = 0;
	const turns = createTurns(
		() => looks++,
		(begin) => waiting.push(begin),
	);
	const signal = withTurns(new AbortController().signal, turns);
	const one = { builds: ['b'], arches: ['a'], subarches: names };
	const policy = {
		...one,
		allBuilds: one.builds,
		allArches: one.arches,
		allSubarches: names,
		staleDays: 1,
		maxFailcount: 1,
		keepNum: 3,
		indexIgnoreBuilds: [],
	};
	let isDone = false;
	const ports = { files, hostName: 'h', isAlive: () => false, hasEnded: () => false, now: () => 0, signal };
	const scan = scanRepository('/m', policy, dialect2015, ports).finally(() => {
		isDone = true;
	});
	const reads: number[] = [];
	while (!isDone) {
		// The disk in memory answers at once, so everything that can be read without a pause is read by then.
		await new Promise((resolve) => setImmediate(resolve));
		reads.push(files.takeCalls().length);
		for (const begin of waiting.splice(0)) begin();
	}
	const { subarches } = await scan;
	assert.equal(
		subarches.reduce((sum, { builds }) => sum + builds.length, 0),
		50_000,
	);
	const perSubarch = 110;
	assert.ok(
		reads.every((count) => count <= 60 * perSubarch),
		`${reads}`,
	);
	assert.ok(reads.length >= 500 / 60);
});
