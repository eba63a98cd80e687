/** On random repositories, Generate Digests, Verify Digests, and the health count the same archives. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dialect2015 } from '../../server/src/repository/dialects/dialect2015.ts';
import { dialect2019 } from '../../server/src/repository/dialects/dialect2019.ts';
import { layOut } from '../support/sampleRepository.ts';
import { buildrepo } from '../support/testHost.ts';

const now = '2015-02-20T12:00:00Z';
const subarches = ['atom', 'corei7'];

const dialects = { '2015': dialect2015, '2019': dialect2019 } as const;

const archive = fc.record({
	subarch: fc.constantFrom(...subarches),
	day: fc.constantFrom('2015-02-17', '2015-02-18', '2015-02-19'),
	name: fc.constantFrom('stage3-a.tar.xz', 'stage3-b.tar', 'image.iso', 'stage3-c.tar.bz2', 'stage1.tar.xz'),
	hash: fc.constantFrom('right', 'wrong', 'none', 'only'),
	mark: fc.constantFrom('', '', '.progress', '.cme'),
});

test('archives are counted in one way', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(archive, { maxLength: 8 }),
			fc.constantFrom('2015', '2019'),
			fc.boolean(),
			async (found, dialect, isLocked) => {
				const { isArchive } = dialects[dialect].digests;
				const old = Date.parse('2015-02-19T00:00:00Z');
				const files = layOut({ subarches });
				const unique = new Map(found.map((one) => [`${one.subarch}/${one.day}/${one.name}`, one]));
				for (const [below, { subarch, day, hash, mark }] of unique) {
					const path = `/mirror/funtoo-current/x86-64bit/${below}`;
					if (hash !== 'only') files.put(path, 'x', old);
					if (hash !== 'none') files.put(`${path}.hash.txt`, 'bad', old);
					if (mark !== '') files.put(path + mark, '', old);
					files.put(`/mirror/funtoo-current/x86-64bit/${subarch}/${day}/status`, 'ok', old);
				}
				if (isLocked) files.put('/mirror/funtoo-current/x86-64bit/atom/.control/.multi_progress', '77', old);
				const run = async (...words: string[]): Promise<string> =>
					(
						await buildrepo(['--dialect', dialect, ...words], {
							files,
							now,
							alive: [77],
						})
					).stdout;
				const verdicts: { path: string; state: string }[] = JSON.parse(await run('verify', '--json'));
				const of = (state: string): number => verdicts.filter((one) => one.state === state).length;
				const archives = [...unique].filter(([, { name, hash }]) => hash !== 'only' && isArchive(name));
				assert.equal(verdicts.length - of('leftover'), archives.length, 'verify looks at every archive');
				const text = await run('verify');
				const checked = archives.length - of('in-progress');
				assert.match(text, new RegExp(`^0 of ${checked} archives? right`, 'm'));
				// What digestgen would hash is what verify finds without a hash file.
				const said = await run('digestgen', '--pretend');
				const numberIn = (pattern: RegExp): number => Number(pattern.exec(said)?.[1] ?? 0);
				assert.equal(numberIn(/(\d+) archives?.*? would be hashed/), of('no-hash'), said);
				assert.equal(numberIn(/(\d+) leftover hash files?/), of('leftover'), said);
				const withoutHash = archives.filter(([, { hash }]) => hash === 'none').length;
				assert.equal(numberIn(/(\d+) in progress/), withoutHash - of('no-hash'), said);
				// The health counts those of complete builds, whatever is in progress.
				const health = JSON.parse(await run('health', '--json'));
				const status = JSON.parse(await run('status', '--json'));
				const complete = new Set<string>(
					status.subarches.flatMap(({ builds }: { builds: { path: string; state: string }[] }) =>
						builds.filter(({ state }) => state === 'complete').map(({ path }) => path),
					),
				);
				const inComplete = archives.filter(([below]) =>
					complete.has(`/mirror/funtoo-current/x86-64bit/${below}`.replace(/\/[^/]*$/, '')),
				);
				assert.deepEqual(
					[health.coverage.archives, health.coverage.archives - health.coverage.hashed],
					[inComplete.length, inComplete.filter(([, { hash }]) => hash === 'none').length],
				);
			},
		),
		{ seed: 1, numRuns: 40 },
	);
});
