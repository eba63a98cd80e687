/** `buildbot` with a target of the user's choice, and runs of builds until none is due. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

const sample: Sample = {
	files: { ...builds('corei7', '2015-02-01'), '/metro/metro': '#!', 'new/': '' },
	subarches: ['corei7', 'new'],
};
const only = '--only funtoo-current/x86-64bit/new';

/** `multi/mode` and `multi/extras` of each call of Metro. */
function asked(programs: readonly { readonly arguments: readonly string[] }[]): (string | undefined)[][] {
	const after = (words: readonly string[], key: string): string | undefined => words[words.indexOf(key) + 1];
	return programs.map(({ arguments: words }) => [
		after(words, 'target/subarch:'),
		after(words, 'multi/mode:'),
		words.includes('multi/extras:') ? after(words, 'multi/extras:') : undefined,
	]);
}

suite('buildbot --target and --extras', () => {
	test('build what was asked for instead of what map_build says', async () => {
		const files = layOut(sample);
		const line = ['buildbot', ...only.split(' '), '--target', 'freshen', '--extras', 'openvz lxd'];
		const { programs } = await buildrepo(line, { files, now });
		assert.deepEqual(asked(programs), [['new', 'freshen', 'openvz lxd']]);
	});

	test('a target needs no map_build', async () => {
		const rules = 'def map_build(*a):\n\traise KeyError()';
		const { programs, status } = await call(`buildbot ${only} --target full`, { ...sample, rules });
		assert.equal(status, 0);
		assert.deepEqual(asked(programs), [['new', 'full', undefined]]);
	});

	for (const [line, why] of [
		['buildbot --target full', /need --only/],
		[`buildbot ${only} --target a:b`, /"a:b" is not a target/],
		['buildbot --until-idle --pretend', /goes with none of/],
	] as const) {
		test(`refused: ${line}`, async () => {
			const { status, stderr, programs } = await call(line, sample);
			assert.equal(status, 2);
			assert.match(stderr, why);
			assert.deepEqual(programs, []);
		});
	}
});

suite('buildbot --until-idle', () => {
	test('builds each subarch that is due once, though none of them succeeds', async () => {
		const outcome = { kind: 'exited', status: 1 } as const;
		const { programs, status, stdout, stderr } = await call('buildbot --until-idle', sample, { outcome });
		assert.deepEqual(
			asked(programs).map(([subarch]) => subarch),
			['new', 'corei7'],
		);
		assert.equal(status, 1);
		assert.equal(stderr.match(/the build failed/g)?.length, 2);
		assert.match(stdout, /2 builds were run, 2 of them failed\./);
	});

	test('nothing is due: says so', async () => {
		const fresh = {
			...sample,
			files: { ...builds('corei7', '2015-02-20'), '/metro/metro': '#!' },
			subarches: ['corei7'],
		};
		const { programs, status, stdout } = await call('buildbot --until-idle', fresh);
		assert.deepEqual([programs.length, status], [0, 0]);
		assert.equal(stdout, 'Builds are current.\n');
	});

	test('--stop-after-this ends it after the build in progress', async () => {
		const files = layOut(sample);
		let asks: ReturnType<typeof buildrepo> | undefined;
		const { programs, status, stdout } = await buildrepo(['buildbot', '--until-idle'], {
			files,
			now,
			meanwhile: () => {
				asks ??= buildrepo(['buildbot', '--stop-after-this'], { files, now });
			},
		});
		const said = await asks;
		assert.deepEqual(
			[said?.status, said?.stdout],
			[0, 'One run of builds ends after the build in progress.\n'],
		);
		assert.equal(status, 0);
		assert.ok(programs.length === 1 || stdout.includes('Stopped as asked'));
		assert.match(stdout, /Stopped as asked, after \d builds?\./);
		assert.deepEqual([...files.dump('/home/.local/state/metro-vscode/runs').keys()], []);
	});

	test('--stop-after-this without such a run says so, and forgets those that were killed', async () => {
		const files = layOut(sample);
		files.put('/home/.local/state/metro-vscode/runs/9-9-b-a.run', '/mirror');
		const { status, stderr } = await buildrepo(['buildbot', '--stop-after-this'], {
			files,
			now,
			ended: ['9-9-b-a'],
		});
		assert.equal(status, 1);
		assert.match(stderr, /no run of .* is in progress here/);
		assert.deepEqual([...files.dump('/home/.local/state/metro-vscode/runs').keys()], []);
	});
});
