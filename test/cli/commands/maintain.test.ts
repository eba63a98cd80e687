/** `maintain`: the steps, in their order, and what a failed one stops. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { PipedOutcome } from '../../../server/src/cli/host.ts';
import { textOf } from '../../support/sampleCall.ts';
import { layOut, type Sample, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

const mark = '/mirror/.maintain_progress';

const pipe = (): PipedOutcome => ({
	kind: 'exited',
	status: 0,
	output: 'rsync  version 3.2.7  protocol version 31\n',
	complaint: '',
});

/** An archive with the name that Metro's index.xml has for it. */
const build = (day: string) => ({ [`corei7/${day}/stage3-corei7-funtoo-current-${day}.tar.xz`]: 'x' });

const usual: Sample = {
	rules: 'keep_num = 1',
	files: { ...build('2015-02-17'), ...build('2015-02-18'), '/srv/': '' },
	metro: '[section publish]\n\ntarget: /srv\n',
};

async function maintain(
	sample: Sample,
	words: readonly string[] = [],
	change = (_: ReturnType<typeof layOut>): void => {},
) {
	const files = layOut(sample);
	change(files);
	const outcome = await buildrepo(['maintain', ...words], {
		files,
		pipe,
		env: { BUILDREPO_DIALECT: '2015' },
	});
	const states = words.includes('--json')
		? (JSON.parse(outcome.stdout) as { step: string; state: string }[]).map(
				({ step, state }) => `${step} ${state}`,
			)
		: [];
	return { ...outcome, states, files };
}

suite('maintain', () => {
	test('all steps, and the claim goes', async () => {
		const { status, stderr, states, files, programs } = await maintain(usual, ['--json']);
		assert.equal(status, 0, stderr);
		assert.deepEqual(states, [
			'clean done',
			'digestgen done',
			'latest done',
			'index.xml done',
			'publish done',
		]);
		assert.equal(await files.status(`${top}/corei7/2015-02-17`), undefined);
		assert.ok(
			await files.status(`${top}/corei7/2015-02-18/stage3-corei7-funtoo-current-2015-02-18.tar.xz.hash.txt`),
		);
		assert.ok(await files.status(`${top}/corei7/stage3-latest.tar.xz.hash.txt`));
		assert.match(await textOf(files, '/mirror/index.xml'), /2015-02-18/);
		assert.ok(programs.length > 3 && programs.every(({ program }) => program === 'rsync'));
		assert.equal(await files.status(mark), undefined);
	});

	test('steps that are off, by option and by .metro', async () => {
		const metro = '[section maintain]\n\nwithout: digestgen latest\n';
		const { status, states, files } = await maintain({ ...usual, metro }, ['--json', '--without', 'clean']);
		assert.equal(status, 0);
		assert.deepEqual(states, ['clean off', 'digestgen off', 'latest off', 'index.xml done', 'publish off']);
		assert.ok(await files.status(`${top}/corei7/2015-02-17`));
	});

	test('nothing is published after a failed index.xml; the other steps are done', async () => {
		const { status, stderr, states, programs } = await maintain(usual, ['--json'], (files) =>
			files.failAt('/mirror/index.xml', 'denied'),
		);
		assert.equal(status, 1);
		assert.deepEqual(states.slice(2), ['latest done', 'index.xml failed', 'publish skipped']);
		assert.match(stderr, /publish was not tried: index\.xml failed/);
		assert.deepEqual(programs, []);
	});

	test('the summary for people', async () => {
		const { stdout } = await maintain({ ...usual, metro: '' });
		assert.match(stdout, /^== clean$/m);
		assert.match(
			stdout,
			/\n== clean done, digestgen done, latest done, index\.xml done, publish off \(no target is set\)\n$/,
		);
	});

	test('--pretend changes nothing', async () => {
		const { status, stdout, files } = await maintain({ ...usual, metro: '' }, ['--pretend']);
		assert.equal(status, 0);
		assert.match(stdout, /2015-02-17[\s\S]*Would link/);
		assert.deepEqual(
			[...files.dump('/mirror').keys()].toSorted(),
			[...layOut(usual).dump('/mirror').keys()].toSorted(),
		);
	});

	test('--pretend counts what clean keeps, and names it only if asked; says what digestgen would hash', async () => {
		const { stdout } = await maintain({ ...usual, metro: '' }, ['--pretend']);
		assert.match(stdout, /^rm -rf .*2015-02-17$/m);
		assert.match(stdout, /^# 1 kept: 1 among the most recent \("buildrepo clean" names it\)$/m);
		assert.doesNotMatch(stdout, /# keeping/);
		assert.match(stdout, /^Would hash .*2015-02-18.*\.tar\.xz$/m);
		assert.match(stdout, /^2 archives \(2 bytes\) would be hashed\.$/m);
		const { stdout: all } = await maintain({ ...usual, metro: '' }, ['--pretend', '--verbose']);
		assert.match(all, /^# keeping .*2015-02-18$/m);
	});

	test('--keep holds back what clean would remove', async () => {
		const old = `${top}/corei7/2015-02-17`;
		const { stdout } = await maintain({ ...usual, metro: '' }, ['--pretend', '--keep', old]);
		assert.match(stdout, /^# 2 kept: 1 held back, 1 among the most recent/m);
		const { status, files } = await maintain({ ...usual, metro: '' }, ['--keep', old]);
		assert.equal(status, 0);
		assert.ok(await files.status(old));
		const unknown = await maintain({ ...usual, metro: '' }, ['--keep', `${old}x`]);
		assert.equal(unknown.status, 1);
		assert.match(unknown.stderr, /there is no such build or snapshot/);
	});

	const refusals: readonly (readonly [string, Sample, readonly string[], number, RegExp])[] = [
		['an empty mirror', {}, [], 1, /holds no complete build\. Is it mounted\?/],
		[
			'another run',
			{ files: { ...usual.files, [mark]: 'far:5\n5-1-b-a\n' } },
			[],
			1,
			/another run publishes or maintains/,
		],
		[
			'an unknown step',
			usual,
			['--without', 'index'],
			2,
			/no step index: use one of clean, digestgen, latest, index\.xml, publish/,
		],
		[
			'a wrong value',
			{ ...usual, metro: '[section maintain]\n\nwithout: all\n' },
			[],
			2,
			/maintain\/without is "all", which does not name steps/,
		],
	];
	for (const [name, sample, words, status, says] of refusals)
		test(`ends at once for ${name}`, async () => {
			const outcome = await maintain(sample, words);
			assert.equal(outcome.status, status);
			assert.match(outcome.stderr, says);
			assert.equal(await outcome.files.status('/mirror/index.xml'), undefined);
		});

	test('general options hold for the steps', async () => {
		const files = layOut({
			files: { '/other/funtoo-current/x86-64bit/corei7/2015-02-18/stage3-x.tar.xz': 'x' },
		});
		const { status } = await buildrepo(['maintain', '--mirror', '/other', '--dialect', '2015'], { files });
		assert.equal(status, 0);
		assert.ok(await files.status('/other/index.xml'));
		assert.equal(await files.status('/mirror/index.xml'), undefined);
	});
});
