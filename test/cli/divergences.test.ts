/** Where buildrepo does not do what Metro's own program does: each of these is a decision, and here it is held. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { builds, layOut, type Sample, top } from '../support/sampleRepository.ts';
import { buildrepo, type TestWorld } from '../support/testHost.ts';

const now = '2015-02-20T12:00:00Z';

/** Runs one call on a sample in the 2015 dialect. */
async function call(line: string, sample: Sample, world: Partial<TestWorld> = {}) {
	const files = layOut(sample);
	const outcome = await buildrepo(line.split(' '), {
		files,
		now,
		...world,
		env: { BUILDREPO_DIALECT: '2015', ...world.env },
	});
	return { ...outcome, lines: outcome.stdout.split('\n').slice(0, -1), files };
}

const in2019 = { env: { BUILDREPO_DIALECT: '2019' } };

/** A build with a status file, as the 2019 dialect wants it. */
function finished(directory: string, status = 'ok'): Readonly<Record<string, string>> {
	return { [`${directory}/stage3-x.tar.xz`]: 'x', [`${directory}/status`]: status };
}

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

test('Q3: keep_num is 3 unless set', async () => {
	const files = builds('corei7', '2015-02-01', '2015-02-02', '2015-02-03', '2015-02-04');
	const { lines } = await call('clean', { files });
	assert.deepEqual(lines, [
		`rm -rf ${top}/corei7/2015-02-01`,
		...['02', '03', '04'].map((day) => `# keeping ${top}/corei7/2015-02-${day}`),
	]);
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
		['text', 'many', /no number/],
		['a fraction', '1.5\n', /no number/],
		['nothing', '', /empty/],
		['a blank line', '\n2\n', /no number/],
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

	test('a directory in its place stays, and zap says so', async () => {
		const files = { ...builds('corei7', '2015-02-01'), 'corei7/.control/.failcount/x': '' };
		const { status, stderr } = await call('zap', { files });
		assert.equal(status, 1);
		assert.match(stderr, /has become a directory/);
	});
});

suite('Q13: a lock is stale only if its process surely does not exist', () => {
	const sample = (lock: string): Sample => ({
		files: { ...builds('corei7', '2015-02-01'), 'corei7/.control/.multi_progress': lock },
	});

	for (const lock of ['-1', '0', '99999999999', 'text', '', '12 13']) {
		test(`"${lock}" is no process id: removed without a word`, async () => {
			const { status, stderr, files } = await call('nextbuild', sample(lock));
			assert.deepEqual([status, stderr], [0, '']);
			assert.equal(await files.status(`${top}/corei7/.control/.multi_progress`), undefined);
		});
	}

	test('a process that may live, even where it may not be signalled, is in progress', async () => {
		const { status, stderr, files } = await call('nextbuild', sample('77'), { alive: [77] });
		assert.equal(status, 1);
		assert.match(stderr, /in progress/);
		assert.notEqual(await files.status(`${top}/corei7/.control/.multi_progress`), undefined);
	});

	test('a lock that cannot be read is in progress', async () => {
		const files = layOut(sample('77'));
		files.failAt(`${top}/corei7/.control/.multi_progress`, 'denied');
		assert.equal((await buildrepo(['nextbuild'], { files, now })).status, 1);
	});
});

test('Q14: where a build is in progress nothing is listed for removal', async () => {
	const files = {
		...builds('corei7', '2015-01-01', '2015-01-02', '2015-01-03', '2015-01-04'),
		'corei7/2015-01-05/log.txt': '',
		'corei7/.control/.multi_progress': '77',
	};
	const { lines } = await call('clean', { files }, { alive: [77] });
	assert.equal(lines.length, 5);
	for (const line of lines) assert.match(line, /^# keeping /);
	const gone = await call('clean', { files });
	assert.equal(gone.lines.filter((line) => line.startsWith('rm ')).length, 2);
});

suite('Q20, Q33, Q34: nextbuild prints all of its lines or none', () => {
	const files = builds('corei7', '2015-02-01');
	const mapBuild = (body: string): Sample => ({
		files,
		rules: `def map_build(build, subarch, full, full_date):\n\t${body}`,
	});

	for (const body of ['raise ValueError("no")', 'return None', 'return []', 'return ("full", 3)', 'pass']) {
		test(`${body}: status 2 with file and line`, async () => {
			const { status, stdout, stderr } = await call('nextbuild', mapBuild(body));
			assert.deepEqual([status, stdout], [2, '']);
			assert.match(stderr, /^buildrepo: \/home\/\.buildbot line [45]: [^\n]+\n$/);
		});
	}

	const quoted: readonly (readonly [string, string, string])[] = [
		['"full$(reboot)"', "target='full$(reboot)'", "extras=''"],
		['("full", "it\'s")', 'target=full', "extras='it'\\''s'"],
		['("a b",)', "target='a b'", "extras=''"],
		['"full;x+y z"', "target='full;x'", "extras='y z'"],
		['("full", "a\\nb")', 'target=full', "extras='a\nb'"],
	];
	for (const [value, target, extras] of quoted) {
		test(`return ${value}: a shell reads it back`, async () => {
			const { status, stdout } = await call('nextbuild', mapBuild(`return ${value}`));
			assert.equal(status, 0);
			assert.ok(stdout.endsWith(`${target}\n${extras}\n`), stdout);
		});
	}

	test('names that a shell would change are quoted', async () => {
		const { stdout } = await call('nextbuild', {
			buildbot: "builds = ('a b',)\narches = ('$x',)\nsubarches = ('c;d',)\n",
			files: { '/mirror/a b/$x/c;d/': '' },
		});
		assert.ok(stdout.startsWith("build='a b'\narch_desc='$x'\nsubarch='c;d'\n"), stdout);
	});
});

test('Q22: a missing arch directory is a note on standard error', async () => {
	const buildbot = "builds = ('b',)\narches = ('x', 'y')\nsubarches = ('s',)\n";
	const { stdout, stderr } = await call('nextbuild', { buildbot, files: { '/mirror/b/x/s/': '' } }, in2019);
	assert.ok(stdout.startsWith('release=b\n'));
	assert.equal(stderr, '# Path not found: /mirror/b/y\n');
});

suite('Q23: keep_num', () => {
	const files = {
		...builds('corei7', '2015-02-01', '2015-02-02'),
		'/mirror/funtoo-current/snapshots/portage-2015-02-01.tar.xz': 's',
		'/mirror/funtoo-current/snapshots/portage-2015-02-02.tar.xz': 's',
	};
	const snapshot = '/mirror/funtoo-current/snapshots/portage-2015-02';

	test('0 keeps none', async () => {
		const { lines } = await call('clean', { rules: 'keep_num = 0', files });
		assert.deepEqual(lines, [
			`rm -rf ${top}/corei7/2015-02-01`,
			`rm -rf ${top}/corei7/2015-02-02`,
			`rm ${snapshot}-01.tar.xz*`,
			`rm ${snapshot}-02.tar.xz*`,
		]);
	});

	test('1 keeps one', async () => {
		const { lines } = await call('clean', { rules: 'keep_num = 1', files });
		assert.deepEqual(lines, [
			`rm -rf ${top}/corei7/2015-02-01`,
			`# keeping ${top}/corei7/2015-02-02`,
			`rm ${snapshot}-01.tar.xz*`,
			`# keeping ${snapshot}-02.tar.xz`,
		]);
	});
});

suite('Q24: clean names exactly what it removes', () => {
	test('no * behind a directory', async () => {
		const { lines } = await call('clean', { files: { 'corei7/2015-02-01/log': '' } });
		assert.deepEqual(lines, [
			`rm -rf ${top}/corei7/2015-02-01 # not complete and stale, not most recent build`,
		]);
	});

	test('a path is quoted where a shell needs it, and cannot leave a comment', async () => {
		const { lines } = await call('clean', {
			buildbot: "builds = ('b',)\narches = ('a',)\nsubarches = ('x y', 'n\\nrm -rf /')\n",
			files: { '/mirror/b/a/x y/2015-02-01/log': '', '/mirror/b/a/n\nrm -rf //': '' },
		});
		assert.deepEqual(lines, [
			"rm -rf '/mirror/b/a/x y/2015-02-01' # not complete and stale, not most recent build",
		]);
		const newline = await call('clean', {
			buildbot: "builds = ('b',)\narches = ('a',)\nsubarches = ('n\\nm',)\n",
			files: { '/mirror/b/a/n\nm/2015-02-19/stage3-x.tar.xz': '' },
		});
		assert.equal(newline.stdout, '# keeping /mirror/b/a/n\\x0am/2015-02-19\n');
	});
});

suite('Q25, Q26, Q29: what is not a build directory is never removed', () => {
	test('strangers get a comment; files and links not even that', async () => {
		const { lines } = await call('clean', {
			files: { 'corei7/old/': '', 'corei7/2015-02-30/stage3-x.tar.xz': '', 'corei7/README': '' },
			links: { 'corei7/current': 'old' },
		});
		assert.deepEqual(lines, [
			`# keeping ${top}/corei7/2015-02-30 (not a build directory)`,
			`# keeping ${top}/corei7/old (not a build directory)`,
		]);
	});

	test('dates are compared as dates', async () => {
		const files = builds('corei7', '2015-1-5', '2015-01-30', '2015-2-3');
		const { lines } = await call('clean', { rules: 'keep_num = 2', files });
		assert.deepEqual(lines, [
			`rm -rf ${top}/corei7/2015-1-5`,
			`# keeping ${top}/corei7/2015-01-30`,
			`# keeping ${top}/corei7/2015-2-3`,
		]);
	});

	test('2019: QA builds have their own date, not that of 1980', async () => {
		const files = { ...finished('corei7/2015-02-19-abc'), ...finished('corei7/2015-02-01') };
		const { lines } = await call('clean', { rules: 'keep_num = 1', files }, in2019);
		assert.deepEqual(lines, [`rm -rf ${top}/corei7/2015-02-01`, `# keeping ${top}/corei7/2015-02-19-abc`]);
	});
});

suite('Q27, Q28: what makes a build complete', () => {
	test('names are names, not patterns', async () => {
		const { lines } = await call('fails', { subarches: ['a[bc]'], files: builds('a[bc]', '2015-02-19') });
		assert.deepEqual(lines, [`   0   2015-02-19 ${top}/a[bc]`]);
	});

	test('hash files, unfinished downloads, signatures and dangling links are no stage', async () => {
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

suite('Q37, Q38: build-info.json and index.xml', () => {
	const withInfo = (info: string): Sample => ({
		files: { ...builds('corei7', '2015-02-19'), 'corei7/2015-02-19/build-info.json': info },
	});

	test('values that are no strings become text, bad keys are left out with a note', async () => {
		const { files, stderr, status } = await call(
			'index.xml',
			withInfo('{"A": 1, "B": true, "no name": "x", "C": ["d"], "__proto__": "p", "x:y": "z"}'),
		);
		const text = await textOf(files, '/mirror/index.xml');
		assert.match(
			text,
			/<subarch name="corei7" builds="1" A="1" B="true" C="\[&quot;d&quot;\]" __proto__="p">/,
		);
		assert.match(stderr, /has a key that XML cannot hold: "no name"/);
		assert.match(stderr, /has a key that XML cannot hold: "x:y"/);
		assert.equal(status, 0);
	});

	for (const broken of ['{', '[1]', '3', 'null', '"x"', '']) {
		test(`${broken}: costs only its own attributes`, async () => {
			const { files, stderr, status } = await call('index.xml', withInfo(broken));
			assert.match(await textOf(files, '/mirror/index.xml'), /<subarch name="corei7" builds="1">/);
			assert.match(stderr, /build-info\.json/);
			assert.equal(status, 0);
		});
	}

	test('characters that XML cannot hold do not get into it', async () => {
		const { files } = await call('index.xml', withInfo('{"A": "a\\u0000b\\u001fc\\ud800d\\r\\n"}'));
		assert.match(await textOf(files, '/mirror/index.xml'), / A="a\ufffdb\ufffdc\ufffdd&#13;&#10;">/);
	});

	test('a blank in the path does not spoil the size', async () => {
		const files = layOut({
			buildbot: "builds = ('a b',)\narches = ('x',)\nsubarches = ('s',)\n",
			files: { '/mirror/a b/x/s/2015-02-19/stage3-s.tar.xz': 'x', '/mirror/a b/x/s/2015-02-19/status': 'ok' },
		});
		await buildrepo(['index.xml'], { files, now, ...in2019 });
		assert.match(await textOf(files, '/mirror/index.xml'), / size="4\.0KB"/);
	});

	test('a disk that is full leaves the old index.xml', async () => {
		const files = layOut({ ...withInfo('{}') });
		files.put('/mirror/index.xml', 'old');
		files.failAt('/mirror/index.xml', 'full');
		const { status, stderr } = await buildrepo(['index.xml'], { files, now });
		assert.equal(status, 1);
		assert.match(stderr, /index\.xml: full/);
		files.failAt('/mirror/index.xml', undefined);
		assert.equal(await textOf(files, '/mirror/index.xml'), 'old');
	});
});

suite('Q39, Q44: digestgen needs no shell, and a hash file is whole and right or not there', () => {
	for (const name of ['a b', "it's", 'a;touch x', '$(touch x)', 'a&b', '-rf', 'x\ny', 'ä\u0301']) {
		test(`a name like ${JSON.stringify(name)}`, async () => {
			const path = `corei7/2015-02-19/${name}.tar.xz`;
			const { files, status } = await call('digestgen', { files: { [path]: 'content' } });
			assert.equal(status, 0);
			assert.equal(
				await textOf(files, `${top}/${path}.hash.txt`),
				'sha256 ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73\n',
			);
		});
	}

	test('an archive that cannot be read gets no hash file', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		const path = `${top}/corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz`;
		files.failAt(path, 'denied');
		const { status, stderr } = await buildrepo(['digestgen'], { files, now });
		assert.equal(status, 1);
		assert.match(stderr, /denied/);
		assert.equal(await files.status(`${path}.hash.txt`), undefined);
	});

	test('an archive that changes meanwhile is left for the next time', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		const { stderr } = await buildrepo(['digestgen'], {
			files,
			now,
			sha256: async (path) => {
				files.put(path, 'longer than before');
				return 'a'.repeat(64);
			},
		});
		assert.match(stderr, /changed while it was hashed/);
		assert.equal([...files.dump('/mirror').keys()].filter((path) => path.endsWith('.hash.txt')).length, 0);
	});
});

suite('Q42, Q43: links', () => {
	const archive = 'corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz';
	const files = builds('corei7', '2015-02-19');

	test('a live link whose target has no hash file, in the mirror or out of it, is left alone', async () => {
		const outcome = await call('digestgen', {
			files: { ...files, '/elsewhere/x.tar.xz': 'x', 'corei7/plain.tar': 'p' },
			links: { 'corei7/out.tar.xz': '/elsewhere/x.tar.xz', 'corei7/tar.tar.xz': 'plain.tar' },
		});
		assert.doesNotMatch(outcome.stdout, /dead/);
		assert.notEqual(await outcome.files.linkStatus(`${top}/corei7/out.tar.xz`), undefined);
		assert.notEqual(await outcome.files.linkStatus(`${top}/corei7/tar.tar.xz`), undefined);
		assert.equal(await outcome.files.status('/elsewhere/x.tar.xz.hash.txt'), undefined);
	});

	test('a link to a link gets its hash link, whichever is listed first', async () => {
		const { files: after } = await call('digestgen', {
			files,
			links: {
				'corei7/a.tar.xz': 'b.tar.xz',
				'corei7/b.tar.xz': archive.slice('corei7/'.length),
				'corei7/c.tar.xz': 'b.tar.xz',
			},
		});
		for (const name of ['a', 'b', 'c']) {
			const content = await after.read(`${top}/corei7/${name}.tar.xz.hash.txt`);
			assert.notEqual(content, undefined, name);
		}
	});

	for (const [dialect, world] of [
		['2015', {}],
		['2019', in2019],
	] as const) {
		test(`${dialect}: a dead link goes with its hash link`, async () => {
			const outcome = await call(
				'digestgen',
				{
					files,
					links: { 'corei7/x.tar.xz': 'gone.tar.xz', 'corei7/x.tar.xz.hash.txt': 'gone.tar.xz.hash.txt' },
				},
				world,
			);
			assert.match(outcome.stdout, /x\.tar\.xz dead; cleaning up\n/);
			assert.equal(await outcome.files.linkStatus(`${top}/corei7/x.tar.xz`), undefined);
			assert.equal(await outcome.files.linkStatus(`${top}/corei7/x.tar.xz.hash.txt`), undefined);
		});

		test(`${dialect}: loops of links and of directories end`, async () => {
			const { status, stdout } = await call(
				'digestgen',
				{
					files,
					links: {
						'corei7/self': '.',
						'corei7/2015-02-19/up': '..',
						'corei7/p.tar.xz': 'q.tar.xz',
						'corei7/q.tar.xz': 'p.tar.xz',
						'other/back': '../corei7',
						'corei7/over': '../other',
					},
				},
				world,
			);
			assert.equal(status, 0);
			assert.ok(stdout.endsWith('\nDone!\n'));
		});
	}

	test('2019: what is left over goes from a mirror without any subarch, too', async () => {
		const outcome = await call('digestgen', { files: { '/mirror/old.tar.xz.hash.txt': 'x' } }, in2019);
		assert.equal(outcome.status, 0);
		assert.equal(await outcome.files.status('/mirror/old.tar.xz.hash.txt'), undefined);
	});

	test('signatures are refused where the dialect has none', async () => {
		assert.equal((await call('digestgen --sign', { files })).status, 2);
	});

	test('2019: nothing is signed unasked; asked, gpg gets an argument list', async () => {
		const plain = await call('digestgen', { files }, in2019);
		assert.deepEqual(plain.programs, []);
		assert.doesNotMatch(plain.stdout, /gpg/);
		const signed = await call('digestgen --sign', { files }, in2019);
		const path = `${top}/${archive}`;
		assert.deepEqual(
			signed.programs.map(({ program, arguments: words }) => [program, ...words]),
			[['gpg', '--batch', '--output', `${path}.gpg`, '--detach-sign', '--', path]],
		);
	});
});

suite('Q45: commands on a line', () => {
	test('2019 without a command: usage on standard error, status 2', async () => {
		const { status, stdout, stderr } = await buildrepo([], { files: layOut({}), now, ...in2019 });
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /^Usage: buildrepo /);
	});

	test('2019, found out and not asked for: several commands work as in 2015', async () => {
		const files = layOut({ files: { ...finished('corei7/2015-02-19'), 'corei7/.control/.failcount': '2' } });
		files.put('/metro/scripts/buildrepo', '\tprint("release=%s" % x.release)\n');
		const { stdout } = await buildrepo(['zap', 'fails'], { files, now });
		assert.equal(
			stdout,
			`Removing ${top}/corei7/.control/.failcount...\n   2   2015-02-19 ${top}/corei7 (stage3)\n`,
		);
	});
});

test('Q46: empties lists what was never built in 2019, too', async () => {
	const { lines } = await call('empties', { files: { 'corei7/': '' } }, in2019);
	assert.deepEqual(lines, [`${top}/corei7`]);
});

suite('Q30, Q31: buildbot', () => {
	const metro = { '/metro/metro': '#!', '/metro/scripts/x': '' };

	test('nothing to do is not a failure, and a failure is not "nothing to do"', async () => {
		const current = await call('buildbot', { files: { ...metro, ...builds('corei7', '2015-02-19') } });
		assert.deepEqual([current.status, current.stdout], [0, 'Builds are current.\n']);
		const broken = await call('buildbot', { buildbot: 'builds = (\n', files: metro });
		assert.deepEqual([broken.status, broken.stdout], [2, '']);
		const sample = { files: { ...metro, ...builds('corei7', '2015-02-01') } };
		const failed = await call('buildbot', sample, { outcome: { kind: 'exited', status: 7 } });
		assert.equal(failed.status, 1);
		assert.match(failed.stderr, /the build failed: metro ended with status 7/);
		const out = await call('buildbot', { files: { ...metro, 'corei7/.control/.failcount': '3' } });
		assert.deepEqual([out.status, out.stdout], [0, 'Builds are current, but for 1 out of rotation.\n']);
	});

	for (const [dialect, extras] of [
		['2015', 'openvz lxd'],
		['2019', 'openvz+lxd'],
	] as const) {
		test(`${dialect}: extras are one argument`, async () => {
			const rules = 'def map_build(build, subarch, full, full_date):\n\treturn "full+openvz+lxd"';
			const world = { env: { BUILDREPO_DIALECT: dialect } };
			const { programs } = await call('buildbot', { rules, files: { ...metro, 'corei7/': '' } }, world);
			assert.equal(programs.length, 1);
			assert.deepEqual(
				[programs[0]?.program, ...(programs[0]?.arguments ?? [])],
				[
					'/metro/metro',
					'-d',
					...['multi:', 'yes', 'target/build:', 'funtoo-current', 'target/arch_desc:', 'x86-64bit'],
					...['target/subarch:', 'corei7', 'target/version:', '2015-02-20'],
					...['multi/mode:', 'full', 'multi/extras:', extras],
				],
			);
			assert.equal(programs[0]?.env.HOME, '/home');
		});
	}
});

async function textOf(
	files: { read(path: string): Promise<Uint8Array | undefined> },
	path: string,
): Promise<string> {
	return new TextDecoder().decode(await files.read(path));
}
