/** Where buildrepo reads a set-up or a repository otherwise than Metro does. Each of these is a decision, and here it is held. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, finished, in2019, now, textOf } from '../../support/sampleCall.ts';
import { builds, layOut, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('Q1, Q2: each empty all_* takes its own counterpart', () => {
	const files = { ...builds('a', '2015-02-19'), ...builds('b', '2015-02-19') };
	const rules = (more: string): string =>
		`builds = ('funtoo-current',)\narches = ('x86-64bit',)\nsubarches = ('a',)\n${more}\n`;

	test('all_subarches alone counts', async () => {
		const { lines } = await call('fails', { buildbot: rules("all_subarches = subarches + ('b',)"), files });
		assert.deepEqual(
			lines.map((line) => line.split('/').at(-1)),
			['a', 'b'],
		);
	});

	test('all_builds alone has all arches and subarches scanned', async () => {
		const { lines } = await call('fails', { buildbot: rules('all_builds = builds'), files });
		assert.equal(lines.length, 1);
	});
});

suite('Q5: names', () => {
	test('a name counts once', async () => {
		const { lines } = await call('fails', { subarches: ['a', 'a'], files: builds('a', '2015-02-19') });
		assert.equal(lines.length, 1);
	});

	test('a string where a sequence belongs is an error that names the line', async () => {
		const buildbot = "arches = ('x86-64bit',)\nbuilds = ('funtoo-current')\nsubarches = ('a',)\n";
		const { status, stdout, stderr } = await call('fails', { buildbot });
		assert.equal(stdout, '');
		assert.notEqual(status, 0);
		assert.match(stderr, /^buildrepo: \/home\/\.buildbot line 2: /);
	});
});

test('Q7: nothing is written by commands that only read, and any number of them run at once', async () => {
	const files = layOut({ files: builds('corei7', '2015-02-01') });
	const before = files.dump('/');
	const commands = ['fails', 'empties', 'clean', 'nextbuild'];
	const runs = Array.from({ length: 12 }, (_, i) => buildrepo([commands[i % 4] ?? ''], { files, now }));
	const outcomes = await Promise.all(runs);
	assert.deepEqual(
		outcomes.map(({ status, stderr }) => [status, stderr]),
		outcomes.map(() => [0, '']),
	);
	assert.deepEqual(files.dump('/'), before);
});

suite('Q11: an unreadable failcount never hides a subarch', () => {
	const forms: readonly (readonly [string, string, RegExp])[] = [
		['text', 'many', /not a number/],
		['a fraction', '1.5\n', /not a number/],
		['nothing', '', /empty/],
		['a blank line', '\n2\n', /not a number/],
		['negative', '-1', /negative/],
		['beyond all measure', '9'.repeat(30), /too large/],
	];
	for (const [name, content, why] of forms) {
		test(`${name}: listed with a question mark, out of rotation, said on standard error`, async () => {
			const files = { ...builds('corei7', '2015-02-01'), 'corei7/.control/.failcount': content };
			const fails = await call('fails', { files });
			assert.deepEqual(fails.lines, [`   ?   2015-02-01 ${top}/corei7`]);
			assert.match(fails.stderr, new RegExp(`${top}/corei7/.control/.failcount`));
			assert.match(fails.stderr, why);
			assert.equal((await call('nextbuild', { files })).status, 1);
			const zap = await call('zap', { files });
			assert.deepEqual(zap.lines, [`Removing ${top}/corei7/.control/.failcount...`]);
			assert.equal((await buildrepo(['nextbuild'], { files: zap.files, now })).status, 0);
			assert.equal((await call('index.xml', { files })).status, 0);
		});
	}

	test('zap reports a directory in place of a failcount and leaves it', async () => {
		const files = { ...builds('corei7', '2015-02-01'), 'corei7/.control/.failcount/x': '' };
		const { status, stderr } = await call('zap', { files });
		assert.equal(status, 1);
		assert.match(stderr, /has become a directory/);
	});
});

test('Q22: a missing arch directory is a note on standard error', async () => {
	const buildbot = "builds = ('b',)\narches = ('x', 'y')\nsubarches = ('s',)\n";
	const { stdout, stderr } = await call('nextbuild', { buildbot, files: { '/mirror/b/x/s/': '' } }, in2019);
	assert.ok(stdout.startsWith('release=b\n'));
	assert.equal(stderr, '# Path not found: /mirror/b/y\n');
});

suite('Q27, Q28: what makes a build complete', () => {
	test('names are not patterns', async () => {
		const { lines } = await call('fails', { subarches: ['a[bc]'], files: builds('a[bc]', '2015-02-19') });
		assert.deepEqual(lines, [`   0   2015-02-19 ${top}/a[bc]`]);
	});

	test('hash files, unfinished downloads, signatures and dangling links are not stages', async () => {
		const { lines } = await call('empties', {
			subarches: ['hash', 'part', 'sign', 'link'],
			files: {
				'hash/2015-02-19/stage3-x.tar.xz.hash.txt': '',
				'part/2015-02-19/stage3-x.tar.xz.part': '',
				'sign/2015-02-19/stage3-x.tar.xz.gpg': '',
			},
			links: { 'link/2015-02-19/stage3-x.tar.xz': 'gone' },
		});
		assert.deepEqual(
			lines.map((line) => line.slice(top.length + 1)),
			['hash', 'part', 'sign', 'link'],
		);
	});

	for (const [dialect, world] of [
		['2015', {}],
		['2019', in2019],
	] as const) {
		test(`${dialect}: a QA build whose status is not ok is not complete`, async () => {
			const { lines } = await call('empties', { files: finished('corei7/2015-02-19-abc', 'fail') }, world);
			assert.deepEqual(lines, [`${top}/corei7`]);
		});
	}

	test('index.xml takes build-info.json of a QA build from where it is', async () => {
		const files = {
			...finished('corei7/2015-02-19-abc'),
			'corei7/2015-02-19-abc/build-info.json': '{"CFLAGS": "-O2"}',
		};
		const { files: after } = await call('index.xml', { files });
		assert.match(await textOf(after, '/mirror/index.xml'), / CFLAGS="-O2"/);
	});
});

suite('Q45: commands on a line', () => {
	test('2019 without a command: usage on standard error, status 2', async () => {
		const { status, stdout, stderr } = await buildrepo([], { files: layOut({}), now, ...in2019 });
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /^Usage: buildrepo /);
	});

	test('2019, detected rather than requested: several commands work as in 2015', async () => {
		const files = layOut({ files: { ...finished('corei7/2015-02-19'), 'corei7/.control/.failcount': '2' } });
		files.put('/metro/scripts/buildrepo', '\tprint("release=%s" % x.release)\n');
		const { stdout } = await buildrepo(['zap', 'fails'], { files, now });
		assert.equal(
			stdout,
			`Removing ${top}/corei7/.control/.failcount...\n   2   2015-02-19 ${top}/corei7 (stage3)\n`,
		);
	});
});

test('Q46: empties also lists what was never built in 2019', async () => {
	const { lines } = await call('empties', { files: { 'corei7/': '' } }, in2019);
	assert.deepEqual(lines, [`${top}/corei7`]);
});
