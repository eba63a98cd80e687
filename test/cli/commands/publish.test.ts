/** `publish`: what it refuses before it sends anything, and the claim on the mirror. No program is really run. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { PipedOutcome } from '../../../server/src/cli/host.ts';
import { textOf } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

const mark = '/mirror/.maintain_progress';

/** A program for which all is well. */
const pipe = (): PipedOutcome => ({
	kind: 'exited',
	status: 0,
	output: 'rsync  version 3.2.7  protocol version 31\n',
	complaint: '',
});

async function publish(
	section: string,
	sample: Sample = {},
	words: readonly string[] = [],
	ended: readonly string[] = [],
) {
	const files = layOut({
		files: { ...builds('corei7', '2015-02-18'), '/srv/': '', ...sample.files },
		...(sample.links && { links: sample.links }),
		metro: `[section publish]\n\n${section}\n`,
	});
	const outcome = await buildrepo(['publish', ...words], {
		files,
		alive: [77],
		ended,
		pipe,
		env: { BUILDREPO_DIALECT: '2015' },
	});
	return { ...outcome, files };
}

suite('publish refuses', () => {
	const refusals: readonly (readonly [string, string, Sample, number, RegExp])[] = [
		[
			'a target in the mirror',
			'target: /mirror/out',
			{ files: { '/mirror/out/': '' } },
			1,
			/\/mirror\/out: it lies in the mirror/,
		],
		[
			'one in the mirror that is not there yet',
			'target: /mirror/no/such',
			{},
			1,
			/\/mirror\/no\/such: it lies in the mirror: publish to a directory outside of it/,
		],
		[
			'one in the mirror through a link',
			'target: /link/no/such',
			{ links: { '/link': '/mirror' } },
			1,
			/it lies in the mirror/,
		],
		['a target that contains it', 'target: /', {}, 1, /\/: the mirror lies in it/],
		['the mirror itself', 'target: /mirror/.', {}, 1, /it is the mirror itself/],
		[
			'the mirror through a link',
			'target: /link',
			{ links: { '/link': '/mirror' } },
			1,
			/it is the mirror itself/,
		],
		['the mirror by the name of this host', 'target: me@buildhost:/mirror', {}, 1, /it is the mirror itself/],
		['a target that is not there', 'target: /nowhere', {}, 1, /does not exist.*create it, or mount it/],
		[
			'a set-up without a target',
			'remove: yes',
			{},
			2,
			/\/home\/\.metro does not say where to publish: add \[section publish\] with the line "target: /,
		],
		[
			'an option as a target',
			'target: -oProxyCommand=x:y',
			{},
			2,
			/\/home\/\.metro: publish\/target is "-oProxyCommand=x:y", which is not a target/,
		],
		[
			'a wrong value',
			'target: /srv\nremove: perhaps',
			{},
			2,
			/publish\/remove is "perhaps", which is not one of yes and no/,
		],
	];
	for (const [name, section, sample, status, says] of refusals)
		test(name, async () => {
			const outcome = await publish(section, sample);
			assert.equal(outcome.status, status, outcome.stderr);
			assert.match(outcome.stderr, says);
			assert.doesNotMatch(outcome.stdout, / sent, then it failed|up to date/);
			assert.equal(await outcome.files.status(mark), undefined);
		});

	test('an empty mirror, so that nothing is taken for removed', async () => {
		const files = layOut({ metro: '[section publish]\n\ntarget: /srv\n' });
		const { status, stderr, programs } = await buildrepo(['publish', '--remove'], { files });
		assert.equal(status, 1);
		assert.match(stderr, /\/mirror holds no complete build\. Is it mounted\?/);
		assert.deepEqual(programs, []);
	});

	test('a mirror that is missing', async () => {
		const files = layOut({ metro: '[section publish]\n\ntarget: /srv\n' });
		const { status, stderr } = await buildrepo(['publish', '--mirror', '/nowhere'], { files });
		assert.equal(status, 2);
		assert.match(stderr, /\/nowhere does not exist: create it, mount it/);
	});

	test('to call it done if part of the mirror cannot be read', async () => {
		const files = layOut({
			files: { ...builds('corei7', '2015-02-18'), '/srv/': '', '/mirror/live/x.iso': 'x' },
			metro: '[section publish]\n\ntarget: /srv\n',
		});
		files.failAt('/mirror/live', 'other');
		const { status, stderr, stdout } = await buildrepo(['publish'], { files, pipe });
		assert.equal(status, 1);
		assert.match(stderr, /unreadable directory \/mirror\/live/);
		assert.match(stdout, /\/srv: 0 files .* All but what is named above is up to date\./);
	});

	test('an unknown name of a target', async () => {
		const { status, stderr } = await publish(
			'target: /srv\n\n[section publish/archive]\n\ntarget: /srv',
			{},
			['archiv'],
		);
		assert.equal(status, 2);
		assert.match(stderr, /there is no target archiv: did you mean archive\?/);
	});
});

suite('claim', () => {
	const held: readonly (readonly [string, string, RegExp])[] = [
		[
			'a live run',
			'buildhost:77\n77-1-b-a\n',
			/another run publishes or maintains \/mirror \(process 77\): wait for its end/,
		],
		[
			'a run on another host',
			'far:5\n5-1-b-a\n',
			/\(process 5 of far\); if that run has certainly ended, remove \/mirror\/\.maintain_progress/,
		],
	];
	for (const [name, content, says] of held)
		test(`${name} holds the mirror`, async () => {
			const { status, stderr, files } = await publish('target: /srv', { files: { [mark]: content } });
			assert.equal(status, 1);
			assert.match(stderr, says);
			assert.equal(await textOf(files, mark), content);
		});

	test('a run that has ended does not', async () => {
		const run = '99-5-b-a';
		const { stderr, files } = await publish(
			'target: /srv',
			{ files: { [mark]: `buildhost:99\n${run}\n` } },
			[],
			[run],
		);
		assert.doesNotMatch(stderr, /another run/);
		assert.equal(await files.status(mark), undefined);
	});

	test('a user who may only read the mirror claims it elsewhere', async () => {
		const files = layOut({
			files: { ...builds('corei7', '2015-02-18'), '/srv/': '' },
			metro: '[section publish]\n\ntarget: /srv\n',
		});
		files.failAt(mark, 'denied');
		const { stderr } = await buildrepo(['publish'], { files, pipe });
		assert.doesNotMatch(stderr, /denied|claimed/);
	});

	test('another run of a user who may only read the mirror is said to hold that', async () => {
		const claim = '/home/.local/state/metro-vscode/runs/%2Fmirror.maintain_progress';
		const files = layOut({
			files: { ...builds('corei7', '2015-02-18'), '/srv/': '', [claim]: 'buildhost:77\n77-1-b-a\n' },
			metro: '[section publish]\n\ntarget: /srv\n',
		});
		files.failAt(mark, 'denied');
		const { stderr } = await buildrepo(['publish'], { files, pipe, alive: [77] });
		assert.match(stderr, /another run publishes or maintains \/mirror \(process 77\): wait/);
	});
});
