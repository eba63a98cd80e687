/** `buildbot` with a target of the user's choice, and runs of builds until none is due. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

const sample: Sample = {
	files: { ...builds('corei7', '2015-02-01'), '/metro/metro': '#!', 'new/': '' },
	subarches: ['corei7', 'new'],
};
const place = 'funtoo-current/x86-64bit';
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
		assert.equal(
			stdout.slice(stdout.indexOf('2 builds')),
			[
				'2 builds were run, 2 of them failed.',
				`${place}/corei7 failed in this run (failcount 0 of 3): the next run tries it again`,
				`${place}/new failed in this run (failcount 0 of 3): the next run tries it again`,
				'Nothing else is due. "buildrepo history" says what failed.',
				'',
			].join('\n'),
		);
	});

	test('says how often what failed has failed, and what has left the rotation', async () => {
		const files = layOut(sample);
		const failing = ['1', '3'];
		const { stdout } = await buildrepo(['buildbot', '--until-idle'], {
			files,
			now,
			outcome: { kind: 'exited', status: 1 },
			meanwhile: () => {
				const count = failing.shift() ?? '';
				files.put(`${top}/${count === '1' ? 'new' : 'corei7'}/.control/.failcount`, count);
			},
		});
		assert.match(
			stdout,
			/corei7 failed in this run \(failcount 3 of 3\): out of rotation: .* a zap returns it\n/,
		);
		assert.match(stdout, /new failed in this run \(failcount 1 of 3\): the next run tries it again\n/);
	});

	test('what fails in another run meanwhile is not tried again', async () => {
		const files = layOut(sample);
		const { programs, status, stdout } = await buildrepo(['buildbot', '--until-idle'], {
			files,
			now,
			meanwhile: () => {
				files.put(`${top}/new/2015-02-20/stage3-new-2015-02-20.tar.xz`, 'x');
				files.put(`${top}/corei7/.control/.failcount`, '1');
			},
		});
		assert.deepEqual(
			asked(programs).map(([subarch]) => subarch),
			['new'],
		);
		assert.equal(status, 0);
		assert.match(
			stdout,
			/corei7 failed in another run meanwhile \(failcount 1 of 3\): the next run tries it again\n/,
		);
		assert.doesNotMatch(stdout, /Nothing to build/);
	});

	test('a Metro that refuses since somebody else builds has not failed', async () => {
		const files = layOut(sample);
		const { status, stdout } = await buildrepo(['buildbot', '--until-idle'], {
			files,
			now,
			alive: [77],
			outcome: { kind: 'exited', status: 1 },
			meanwhile: () => {
				for (const name of ['new', 'corei7']) files.put(`${top}/${name}/.control/.multi_progress`, '77');
			},
		});
		assert.equal(status, 0);
		assert.doesNotMatch(stdout, /failed/);
	});

	test('what killed runs have left is removed when the next one begins', async () => {
		const files = layOut(sample);
		const run = '9-9-b-a';
		const state = '/home/.local/state/metro-vscode/runs';
		const claim = `${top}/corei7/.control/.buildrepo_progress`;
		const left = [`${state}/${run}.run`, `${state}/${run}.stop`, claim, `${claim}.take`];
		for (const path of left) files.put(path, `buildhost:9\n${run}\n`);
		files.put(`${state}/8-8-b-a.run`, '/mirror');
		files.put(`${top}/new/.control/.buildrepo_progress`, 'far:9\n9-9-c-d\n');
		const fresh = Date.parse('2015-02-02T00:00:00Z');
		await buildrepo(['buildbot', '--until-idle'], {
			files,
			now: new Date(fresh).toISOString(),
			ended: [run],
		});
		for (const path of left) assert.equal(await files.status(path), undefined, path);
		assert.ok(await files.status(`${state}/8-8-b-a.run`));
		assert.ok(await files.status(`${top}/new/.control/.buildrepo_progress`));
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
