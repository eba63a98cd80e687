/** On random repositories, the numbers of the health are those of status, explain and forecast. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { layOut } from '../support/sampleRepository.ts';
import { buildrepo } from '../support/testHost.ts';

const names = ['atom', 'corei7', 'i686', 'k8', 'odd name', '<b>&"'];
const now = '2015-02-20T12:00:00Z';

const subarchFiles = fc.record({
	days: fc.uniqueArray(fc.integer({ min: 1, max: 22 }), { maxLength: 5 }),
	incomplete: fc.uniqueArray(fc.integer({ min: 1, max: 22 }), { maxLength: 2 }),
	failcount: fc.constantFrom(undefined, '0', '1', '2', '3', '7', 'x'),
	lock: fc.constantFrom(undefined, '77', '78', 'elsewhere:5', 'what:ever:1'),
	exists: fc.boolean(),
});

test('health agrees with status, explain and forecast', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(subarchFiles, { minLength: names.length, maxLength: names.length }),
			fc.constantFrom('2015', '2019'),
			async (found, dialect) => {
				const contents: Record<string, string> = {};
				for (const [index, one] of found.entries()) {
					const top = `/mirror/funtoo-current/x86-64bit/${names[index]}`;
					if (!one.exists) continue;
					contents[`${top}/`] = '';
					const build = (day: number): string => `${top}/2015-02-${String(day).padStart(2, '0')}`;
					for (const day of one.incomplete) contents[`${build(day)}/note`] = '';
					for (const day of one.days) contents[`${build(day)}/stage3-x.tar.xz`] = 'x';
					if (dialect === '2019') for (const day of one.days) contents[`${build(day)}/status`] = 'ok';
					if (one.failcount !== undefined) contents[`${top}/.control/.failcount`] = one.failcount;
					if (one.lock !== undefined) contents[`${top}/.control/.multi_progress`] = one.lock;
				}
				const files = layOut({ subarches: names, files: contents });
				const ask = async (command: string) =>
					JSON.parse(
						(
							await buildrepo(['--dialect', dialect, ...command.split(' '), '--json'], {
								files,
								now,
								alive: [77],
							})
						).stdout,
					);
				const health = await ask('health');
				const status = await ask('status');
				const { counts } = health;
				assert.equal(counts.managed, status.subarches.length);
				assert.equal(counts.missing, status.missing.length);
				assert.equal(
					counts.builds,
					status.subarches.reduce((sum: number, { builds }: { builds: unknown[] }) => sum + builds.length, 0),
				);
				const states = [
					'fresh',
					'stale',
					'failing',
					'out_of_rotation',
					'never_built',
					'unreadable',
					'building_now',
				];
				assert.equal(
					states.reduce((sum, state) => sum + counts[state], 0) +
						health.subarches.filter(({ state }: { state: string }) => state === 'remote').length,
					counts.managed,
				);
				const listed = health.attention
					.filter(({ kind }: { kind: string }) => ['failing', 'out-of-rotation', 'unreadable'].includes(kind))
					.flatMap(({ subarches }: { subarches: readonly object[] }) => subarches);
				const needing = counts.failing + counts.out_of_rotation + counts.unreadable;
				assert.equal(listed.length, needing);
				if (needing > 0) assert.match(health.headline, new RegExp(`^${needing} of `));
				assert.equal(health.index.state, status.index);
				for (const [index, one] of health.subarches.entries()) {
					const { standing, failcount, local, path } = status.subarches[index];
					assert.equal(`/mirror/${one.row}`, path);
					assert.equal(one.failcount ?? null, failcount);
					assert.equal(one.local, local);
					assert.equal(one.turn, standing.place);
					assert.equal(one.due_from, standing.from);
				}
				const plan: { action: string; bytes?: number }[] = await ask('clean');
				assert.equal(
					health.storage.freed,
					plan.reduce((sum, { action, bytes = 0 }) => sum + (action === 'remove' ? bytes : 0), 0),
				);
				const explained = await buildrepo(['--dialect', dialect, 'explain'], { files, now, alive: [77] });
				for (const { row, reason } of health.subarches) {
					// In one line without the state, explain says the state as well.
					const said = ['', 'out of rotation: ', 'never built: '].map((state) => `${row}: ${state}${reason}`);
					assert.ok(
						said.some((line) => explained.stdout.includes(`/mirror/${line}\n`)),
						said[0],
					);
				}
				const forecast = await ask('forecast -n 12');
				const ahead = health.ahead.filter(({ since }: { since?: unknown }) => since === undefined);
				assert.deepEqual(
					ahead.map(({ subarch, target }: { subarch: string; target: string }) => [subarch, target]),
					forecast.map(({ subarch, target }: { subarch: string; target: string }) => [subarch, target ?? '']),
				);
			},
		),
		{ seed: 1, numRuns: 25 },
	);
});
