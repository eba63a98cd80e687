/** Where nextbuild, buildbot and locks are not as in Metro. Each of these is a decision, and here it is held. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample, top } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('Q13: a lock is stale only if its process surely does not exist', () => {
	const sample = (lock: string): Sample => ({
		files: { ...builds('corei7', '2015-02-01'), 'corei7/.control/.multi_progress': lock },
	});

	for (const lock of ['0', 'text', '', '12 13']) {
		test(`"${lock}" is not a process id: silently removed, as Metro does`, async () => {
			const files = layOut(sample(lock));
			const path = `${top}/corei7/.control/.multi_progress`;
			// An empty one that is quite new may be being written.
			files.setModified(path, Date.parse(now) - 3_600_000);
			const { status, stderr } = await buildrepo(['nextbuild'], { files, now });
			assert.deepEqual([status, stderr], [0, '']);
			assert.equal(await files.status(path), undefined);
		});
	}

	for (const lock of ['-1', '99999999999', 'buildhost:', 'buildhost:0', 'buildhost:text']) {
		test(`"${lock}" names no possible process: kept by every command, and said`, async () => {
			const files = layOut(sample(lock));
			const path = `${top}/corei7/.control/.multi_progress`;
			const { status, stderr } = await buildrepo(['nextbuild'], { files, now });
			assert.equal(status, 1);
			assert.match(
				stderr,
				/multi_progress does not name a process: remove it if no build is in progress there/,
			);
			for (const argv of [['clean', '--apply', '--yes'], ['digestgen'], ['zap'], ['fails']])
				await buildrepo(argv, { files, now });
			assert.notEqual(await files.status(path), undefined);
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
		['("full", "a\\nb")', 'target=full', `extras='a'"$(printf '\\012\\142')"''`],
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

suite('Q30, Q31: buildbot', () => {
	const metro = { '/metro/metro': '#!', '/metro/scripts/x': '' };

	test('having nothing to do differs from a failure', async () => {
		const current = await call('buildbot', { files: { ...metro, ...builds('corei7', '2015-02-19') } });
		assert.deepEqual([current.status, current.stdout], [0, 'Builds are current.\n']);
		const broken = await call('buildbot', { buildbot: 'builds = (\n', files: metro });
		assert.deepEqual([broken.status, broken.stdout], [2, '']);
		const sample = { files: { ...metro, ...builds('corei7', '2015-02-01') } };
		const failed = await call('buildbot', sample, { outcome: { kind: 'exited', status: 7 } });
		assert.equal(failed.status, 1);
		assert.match(failed.stderr, /the build failed: metro ended with status 7/);
		const out = await call('buildbot', { files: { ...metro, 'corei7/.control/.failcount': '3' } });
		assert.equal(out.status, 0);
		assert.match(
			out.stdout,
			/^Nothing to build: the only subarch has failed too often and left the rotation;/,
		);
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

test('a lock taken while nextbuild searches stays', async () => {
	const files = layOut({ files: { 'corei7/.control/.multi_progress': '77' } });
	const alive: number[] = [];
	const answers = [false, true];
	alive.includes = () => answers.shift() ?? true;
	const { stderr } = await buildrepo(['nextbuild'], { files, now, alive });
	assert.match(stderr, /left alone: .*\.multi_progress: a build is in progress there/);
	assert.notEqual(await files.status(`${top}/corei7/.control/.multi_progress`), undefined);
});

test('a name of two quotes is not taken for an empty one that is quoted already', async () => {
	const { stdout } = await call('nextbuild', {
		rules: 'subarches = ("\'\'",)',
		files: { "''/.control/x": '' },
	});
	assert.match(stdout, /^subarch=''\\'''\\'''$/m);
});
