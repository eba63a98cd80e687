/** On random repositories, every place that counts subarches by their state says the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { needing } from '../../client/src/ui/needing.ts';
import { toCivil } from '../../server/src/base/civilTime.ts';
import { buildbotCodeLenses } from '../../server/src/features/buildbot/beside/codeLenses.ts';
import { buildbotInlayHints } from '../../server/src/features/buildbot/beside/inlayHints.ts';
import { evaluationOf } from '../../server/src/features/buildbot/buildbotDocument.ts';
import { groupRows } from '../../server/src/features/repository/flatGroups.ts';
import type { RowContext } from '../../server/src/features/repository/rowContext.ts';
import { buildRows } from '../../server/src/features/repository/rows.ts';
import { summaryCounts } from '../../server/src/features/repository/summary.ts';
import { summaryLine } from '../../server/src/health/headline.ts';
import { countWords, needingCount, totalWords } from '../../server/src/health/subarchCounts.ts';
import { countStates } from '../../server/src/health/subarchState.ts';
import { documentOf } from '../support/cursor.ts';
import { machine } from '../support/machine.ts';
import { layOut } from '../support/sampleRepository.ts';
import { scannedContext } from '../support/scannedContext.ts';
import { buildrepo } from '../support/testHost.ts';

const build = 'funtoo-current';
const local = ['atom', 'corei7', 'i686'];
const all = [...local, 'k8', 'far', 'away'];
const now = '2015-02-20T12:00:00Z';
const moment = Date.parse(now);

const text = `builds = ("${build}",)
arches = ("x86-64bit",)
subarches = (${local.map((name) => `"${name}"`).join(', ')})
all_builds = builds
all_arches = arches
all_subarches = subarches + (${all
	.slice(local.length)
	.map((name) => `"${name}"`)
	.join(', ')})
`;

const subarchFiles = fc.record({
	days: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
	failcount: fc.constantFrom(undefined, '0', '1', '2', '3', '7', 'x'),
	lock: fc.constantFrom(undefined, undefined, '77', '78', 'elsewhere:5', 'what:ever:1'),
	exists: fc.boolean(),
});

type Found = typeof subarchFiles extends fc.Arbitrary<infer T> ? T : never;

function filesOf(found: readonly Found[]): Record<string, string> {
	const contents: Record<string, string> = {};
	for (const [index, one] of found.entries()) {
		if (!one.exists) continue;
		const top = `/mirror/${build}/x86-64bit/${all[index]}`;
		contents[`${top}/.control/`] = '';
		for (const day of one.days)
			contents[`${top}/2015-02-${String(day).padStart(2, '0')}/stage3-x.tar.xz`] = 'x';
		if (one.failcount !== undefined) contents[`${top}/.control/.failcount`] = one.failcount;
		if (one.lock !== undefined) contents[`${top}/.control/.multi_progress`] = one.lock;
	}
	return contents;
}

test('tree, lens, hints, health, status and summary count alike', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(subarchFiles, { minLength: all.length, maxLength: all.length }),
			async (found) => {
				const files = layOut({ buildbot: text, files: filesOf(found) });
				const lists = { builds: [build], arches: ['x86-64bit'], subarches: local, allSubarches: all };
				const context = await scannedContext(files, lists, undefined, machine([77]));
				const { scanned } = context;
				assert.ok(scanned);
				const { repository, policy } = scanned;
				const counts = countStates(repository.subarches, policy, toCivil(moment));
				const { of } = counts;
				assert.equal(
					Object.values(of).reduce((sum, count) => sum + count, 0),
					counts.all,
				);

				// The tree: the row of the only build, and the groups by state.
				const view = { ...scanned, now: toCivil(moment), ...emptyView } satisfies RowContext;
				const [row] = buildRows(view);
				const treeWords = row?.accessibleLabel.split(', ') ?? [];
				for (const word of countWords(counts)) assert.ok(treeWords.includes(word), `${word} in ${treeWords}`);
				for (const { id, description } of groupRows(view, 'state')) {
					const state = id.slice('/state/'.length) as keyof typeof of;
					assert.match(description, new RegExp(`^${of[state]} subarch`), state);
				}

				// The editor: the lens over subarches, and the hint behind the only build.
				const document = documentOf(text, '/home/.buildbot');
				const lenses = buildbotCodeLenses(document, evaluationOf(document, context), context, moment);
				const title = lenses.map(({ command }) => command?.title ?? '').find((one) => one.includes(' local'));
				assert.equal(title?.split(': ')[1], totalWords(counts).join(', '));
				const [hint] = buildbotInlayHints(document, { start: 0, end: text.indexOf('\n') }, context, moment);
				assert.equal(hint?.label ?? '', countWords(counts).join(' · '));

				// The command line.
				const ask = async (...words: string[]): Promise<string> =>
					(await buildrepo(['--dialect', '2015', ...words], { files, now, alive: [77] })).stdout;
				const health = JSON.parse(await ask('health', '--json'));
				const { fresh, stale, failing, unreadable, local: here, remote, ...others } = health.counts;
				assert.deepEqual(
					{ fresh, stale, failing, unreadable, here, remote },
					{
						fresh: of.fresh,
						stale: of.stale,
						failing: of.failing,
						unreadable: of.unreadable,
						here: counts.local,
						remote: counts.remote,
					},
				);
				assert.equal(others.out_of_rotation, of['out-of-rotation']);
				assert.equal(others.never_built, of['never-built']);
				assert.equal(others.building_now, of.running);
				const status = await ask('status');
				if (counts.all > 0)
					assert.match(status, new RegExp(`^of these +${totalWords(counts).join(', ')}$`, 'm'));
				for (const [words, state] of [
					['in progress', 'running'],
					['out of rotation', 'out-of-rotation'],
					['unreadable', 'unreadable'],
				] as const)
					assert.equal(status.match(new RegExp(`^${words} +/`, 'gm'))?.length ?? 0, of[state], words);

				// The summary for the badge and the status bar, and the headline of the Health page.
				const summary = summaryCounts(repository.subarches, policy, toCivil(moment));
				assert.equal(needing([summary]).count, needingCount(counts));
				assert.equal(summary.running, of.running);
				const needed = needingCount(counts);
				if (needed > 0) assert.ok(health.headline.startsWith(`${needed} of `), health.headline);
				const line = summaryLine({ counts: camel(health.counts), ahead: [], attention: [] });
				for (const word of countWords(counts))
					assert.ok(line.includes(word.replace('building', 'building now')), line);
			},
		),
		{ seed: 1, numRuns: 40 },
	);
});

const emptyView = {
	nextPath: undefined,
	missing: [],
	hidden: [],
	failures: new Map(),
	signs: new Map(),
	farm: [],
	builders: new Map(),
};

/** The counts as they were before they became JSON. */
function camel(counts: Readonly<Record<string, number>>): Parameters<typeof summaryLine>[0]['counts'] {
	const entries = Object.entries(counts).map(([name, count]) => [
		name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
		count,
	]);
	return Object.fromEntries(entries);
}
