/** The commands that are ours: status, explain, forecast, verify, buildbot, and what clean does with --apply. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { FileError } from '../../server/src/base/fileSystem.ts';
import { builds, layOut, type Sample, top } from '../support/sampleRepository.ts';
import { buildrepo, type TestWorld } from '../support/testHost.ts';

const now = '2015-02-20T12:00:00Z';

async function call(line: string, sample: Sample, world: Partial<TestWorld> = {}) {
	const files = layOut(sample);
	const outcome = await buildrepo(line.split(' '), { files, now, ...world });
	return { ...outcome, lines: outcome.stdout.split('\n').slice(0, -1), files };
}

/** A bit of everything: due, fresh, failing, out of rotation, unreadable, in progress, incomplete, strange. */
const various: Sample = {
	subarches: ['stale', 'fresh', 'never', 'out', 'unread', 'busy'],
	rules: [
		"all_subarches = subarches + ('remote',)",
		'def map_build(build, subarch, full, full_date):',
		'\treturn "freshen+openvz" if full else "full"',
	].join('\n'),
	files: {
		...builds('stale', '2015-02-10', '2015-02-11', '2015-02-12', '2015-02-13'),
		'stale/2015-02-13/stage1-x.tar.xz': '',
		'stale/2015-02-14/log.txt': '',
		'stale/old/': '',
		...builds('fresh', '2015-02-19'),
		'never/': '',
		...builds('out', '2015-02-01'),
		'out/.control/.failcount': '3',
		'unread/.control/.failcount': 'many',
		...builds('busy', '2015-02-01'),
		'busy/.control/.multi_progress': '77',
		...builds('remote', '2015-02-01'),
	},
};

suite('explain', () => {
	test('all of them, those that are due first and in their order', async () => {
		const { lines, status } = await call('explain', various, { alive: [77] });
		assert.equal(status, 0);
		assert.deepEqual(
			lines.map((line) => line.slice(top.length + 1)),
			[
				'never: due, number 1 in the rotation: it was never built',
				'stale: due, number 2 in the rotation: its latest build of 2015-02-13 is stale (stale_days is 3)',
				'fresh: not due before 2015-02-22T00:00:00: its latest build is fresh',
				'out: out of rotation: its failcount has reached max_failcount (3); "buildrepo zap" brings it back',
				'unread: out of rotation: its failcount or its directory cannot be read; "buildrepo zap" forgets the failcount',
				'busy: a build is in progress (process 77)',
				'remote: not built here: .buildbot names it in all_builds, all_arches and all_subarches only',
			],
		);
	});

	const text = [
		`${top}/stale`,
		'  due, number 2 in the rotation: its latest build of 2015-02-13 is stale (stale_days is 3)',
		'  failcount 0 of 3',
		'  map_build is told full=True, full_date=2015-02-13, and says freshen + openvz',
		'  2015-02-10: complete, not full; clean removes it: more recent complete ones fill keep_num',
		'  2015-02-11: complete, not full; clean keeps it: among the most recent complete ones',
		'  2015-02-12: complete, not full; clean keeps it: among the most recent complete ones',
		'  2015-02-13: complete, full; clean keeps it: among the most recent complete ones',
		'  2015-02-14: incomplete; clean removes it: not complete and stale',
		'  old: not a build directory, left alone',
	];
	for (const path of [
		`${top}/stale`,
		'funtoo-current/x86-64bit/stale',
		`${top}/stale/2015-02-13/x`,
		'stale/',
	]) {
		test(`by ${path}`, async () => {
			const { lines } = await call(`explain ${path}`, various, { alive: [77], cwd: top });
			assert.deepEqual(lines, text);
		});
	}

	test('2019 takes every complete build for a full one, and says so', async () => {
		const files = { ...builds('stale', '2015-02-13'), 'stale/2015-02-13/status': 'ok' };
		const { stdout } = await call('explain --dialect 2019 stale', { ...various, files }, { cwd: top });
		assert.match(stdout, /map_build is told full=True, .*\n {2}\(this generation of Metro takes every/);
	});

	test('as JSON', async () => {
		const { stdout } = await call(`explain --json ${top}/stale`, various);
		const answer = JSON.parse(stdout);
		assert.deepEqual(answer.standing, { kind: 'due', place: 3, reason: 'stale' });
		assert.deepEqual(answer.map_build, {
			full: true,
			full_date: '2015-02-13',
			target: 'freshen',
			extras: ['openvz'],
		});
		assert.deepEqual(answer.builds[4], {
			name: '2015-02-14',
			path: `${top}/stale/2015-02-14`,
			kind: 'dated',
			date: '2015-02-14T00:00:00',
			state: 'incomplete',
			full: false,
			artifacts: [],
			clean: { action: 'remove', reason: 'abandoned' },
		});
	});

	test('what there is not gets the nearest there is', async () => {
		const { status, stderr, stdout } = await call('explain funtoo-current/x86-64bit/stael', various);
		assert.deepEqual([status, stdout], [2, '']);
		assert.match(stderr, /did you mean funtoo-current\/x86-64bit\/stale\?\n$/);
	});
});

suite('forecast', () => {
	test('goes on from one due date to the next, and map_build with it', async () => {
		const { lines, status } = await call('forecast -n 4', various, { alive: [77] });
		assert.equal(status, 0);
		assert.deepEqual(
			lines.map((line) => line.replace(`${top}/`, '').replace(/ \(.*/, '')),
			[
				'2015-02-20 never full',
				'2015-02-20 stale freshen + openvz',
				'2015-02-22 fresh full',
				'2015-02-23 stale full',
			],
		);
	});

	test('nothing to come is status 1', async () => {
		const { status, stdout } = await call('forecast', { files: { 'corei7/.control/.failcount': '3' } });
		assert.deepEqual([status, stdout], [1, '']);
	});

	for (const count of ['0', '-1', 'x', '1e9', '99999999']) {
		test(`-n ${count} is refused`, async () => {
			const { status, stderr } = await call(`forecast -n ${count}`, various);
			assert.equal(status, 2);
			assert.match(stderr, /is no number of builds/);
		});
	}
});

suite('status', () => {
	test('a few lines', async () => {
		const { lines, status } = await call('status', various, { alive: [77] });
		assert.equal(status, 1);
		assert.deepEqual(lines, [
			'mirror          /mirror (buildrepo of 2015)',
			'subarches       7, with 9 builds',
			'due             2',
			`next            ${top}/never`,
			'index.xml       not there: "buildrepo index.xml" writes it',
			`in progress     ${top}/busy`,
			`out of rotation ${top}/out`,
			`unreadable      ${top}/unread`,
			`trouble         unreadable failcount ${top}/unread/.control/.failcount: its first line is no number`,
		]);
	});

	test('the whole model as JSON', async () => {
		const { stdout } = await call('status --json', various, { alive: [77] });
		const answer = JSON.parse(stdout);
		assert.equal(answer.now, '2015-02-20T12:00:00');
		assert.equal(answer.next, `${top}/never`);
		assert.equal(answer.subarches.length, 7);
		assert.deepEqual(
			answer.subarches.map(({ standing }: { standing: { kind: string } }) => standing.kind),
			['due', 'waiting', 'due', 'out-of-rotation', 'unreadable', 'in-progress', 'remote'],
		);
		assert.equal(answer.subarches[4].failcount, null);
		assert.equal(answer.troubles[0].code, 'unreadable-failcount');
	});

	test('all is well: status 0, and index.xml is known to be up to date or not', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		const state = async (): Promise<unknown> => {
			const { status, stdout } = await buildrepo(['status', '--json'], { files, now });
			assert.equal(status, 0);
			return JSON.parse(stdout).index;
		};
		assert.equal(await state(), 'missing');
		await buildrepo(['index.xml'], { files, now });
		assert.equal(await state(), 'current');
		files.put(`${top}/corei7/2015-02-20/stage3-x.tar.xz`, 'x');
		assert.equal(await state(), 'outdated');
	});

	test('a build of a day that has not come wants attention', async () => {
		const { status, stdout } = await call('status', { files: builds('corei7', '2015-03-01') });
		assert.equal(status, 1);
		assert.match(stdout, /corei7\/2015-03-01 is dated after today: set the clock right, or rename it\n/);
	});

	test('no mirror is status 2', async () => {
		const { status, stderr } = await call('status --mirror /nowhere', various);
		assert.equal(status, 2);
		assert.match(stderr, /^buildrepo: The mirror \/nowhere does not exist: /);
	});
});

suite('verify', () => {
	const archive = (name: string): string => `${top}/corei7/2015-02-19/${name}.tar.xz`;

	async function world() {
		const files = layOut({ files: {} });
		for (const name of ['right', 'wrong', 'stale', 'none', 'bad']) files.put(archive(name), name);
		await buildrepo(['digestgen'], { files, now });
		const hashed = Date.parse(now);
		files.put(archive('wrong'), 'damaged', hashed - 1000);
		files.put(archive('stale'), 'another', hashed + 1000);
		files.put(`${archive('bad')}.hash.txt`, 'sha256 \n');
		files.put(`${archive('gone')}.hash.txt`, 'sha256 x\n');
		await files.remove(`${archive('none')}.hash.txt`);
		return files;
	}

	test('names what is not right, and changes nothing', async () => {
		const files = await world();
		const before = files.dump('/');
		const { status, stdout } = await buildrepo(['verify'], { files, now });
		assert.equal(status, 1);
		const lines = stdout.split('\n');
		assert.deepEqual(
			lines.slice(0, -2).map((line) => line.replace(/^.*\/([\w.]+ \w+ \w+).*$/, '$1')),
			[
				'bad.tar.xz has a',
				'none.tar.xz has no',
				'stale.tar.xz was written',
				'wrong.tar.xz does not',
				'gone.tar.xz.hash.txt is left',
			],
		);
		assert.equal(lines.at(-2), '1 of 6 right');
		assert.deepEqual(files.dump('/'), before);
	});

	test('as JSON, with both digests', async () => {
		const { stdout } = await buildrepo(['verify', '--json'], { files: await world(), now });
		const answer: { path: string; state: string; expected: string | null; actual: string | null }[] =
			JSON.parse(stdout);
		assert.deepEqual(
			answer.map(({ state }) => state),
			['bad-hash-file', 'no-hash', 'right', 'stale', 'wrong', 'leftover'],
		);
		assert.match(answer[4]?.expected ?? '', /^[0-9a-f]{64}$/);
		assert.match(answer[4]?.actual ?? '', /^[0-9a-f]{64}$/);
		assert.notEqual(answer[4]?.expected, answer[4]?.actual);
	});

	test('all right is status 0', async () => {
		const files = layOut({ files: builds('corei7', '2015-02-19') });
		await buildrepo(['digestgen'], { files, now });
		const { status, stdout } = await buildrepo(['verify'], { files, now });
		assert.deepEqual([status, stdout], [0, '1 of 1 right\n']);
	});

	test('interrupted, it ends with 130', async () => {
		const signal = { aborted: false };
		const files = await world();
		const sha256 = async (): Promise<string> => {
			signal.aborted = true;
			return '';
		};
		const { status } = await buildrepo(['verify'], { files, now, signal, sha256 });
		assert.equal(status, 130);
	});
});

suite('digestgen', () => {
	test('interrupted, it leaves whole hash files, and goes on where it stopped', async () => {
		const names = ['a', 'b', 'c', 'd', 'e', 'f'];
		const files = layOut({
			files: Object.fromEntries(names.map((name) => [`corei7/2015-02-19/${name}.tar.xz`, name])),
		});
		const signal = { aborted: false };
		let hashed = 0;
		const sha256 = async (): Promise<string> => {
			hashed += 1;
			if (hashed === 3) signal.aborted = true;
			return 'a'.repeat(64);
		};
		const first = await buildrepo(['digestgen'], { files, now, signal, sha256 });
		assert.equal(first.status, 130);
		const hashFiles = (): string[] =>
			[...files.dump('/mirror')].filter(([path]) => path.endsWith('.hash.txt')).map(([, content]) => content);
		const whole = `file ${Buffer.from(`sha256 ${'a'.repeat(64)}\n`).toString('base64')}`;
		const done = hashFiles().length;
		assert.ok(done >= 2 && done < names.length, String(done));
		assert.deepEqual(new Set(hashFiles()), new Set([whole]));
		const second = await buildrepo(['digestgen'], { files, now, sha256 });
		assert.equal(second.status, 0);
		assert.equal(hashFiles().length, names.length);
		assert.equal(second.stdout.split('\n')[1]?.replaceAll('e', '').length, names.length - done);
	});
});

suite('clean --apply', () => {
	const sample: Sample = {
		rules: 'keep_num = 1',
		files: {
			...builds('corei7', '2015-02-01', '2015-02-02', '2015-02-19'),
			'corei7/strange/x': '',
			'/mirror/funtoo-current/snapshots/portage-2015-01-01.tar.xz': 's',
			'/mirror/funtoo-current/snapshots/portage-2015-01-01.tar.xz.hash.txt': 's',
			'/mirror/funtoo-current/snapshots/portage-2015-01-02.tar.xz': 's',
		},
	};
	const snapshots = '/mirror/funtoo-current/snapshots';

	test('removes what clean lists, and says what that freed', async () => {
		const { lines, status, files } = await call('clean --apply --yes', sample);
		assert.equal(status, 0);
		assert.deepEqual(lines, [
			`Removing ${top}/corei7/2015-02-01...`,
			`Removing ${top}/corei7/2015-02-02...`,
			`Removing ${snapshots}/portage-2015-01-01.tar.xz...`,
			`Removing ${snapshots}/portage-2015-01-01.tar.xz.hash.txt...`,
			'Freed 24KB in 4 removals.',
		]);
		assert.deepEqual([...files.dump('/mirror').keys()].filter((path) => !path.endsWith('/')).sort(), [
			'funtoo-current/snapshots/portage-2015-01-02.tar.xz',
			'funtoo-current/x86-64bit/corei7/2015-02-19/stage3-corei7-2015-02-19.tar.xz',
			'funtoo-current/x86-64bit/corei7/strange/x',
		]);
	});

	test('asks first, and does nothing without a yes', async () => {
		const no = await call('clean --apply', sample, { answers: ['n'] });
		assert.equal(no.status, 1);
		assert.notEqual(await no.files.status(`${top}/corei7/2015-02-01`), undefined);
		const yes = await call('clean --apply', sample, { answers: ['y'] });
		assert.equal(yes.status, 0);
		assert.equal(await yes.files.status(`${top}/corei7/2015-02-01`), undefined);
		const nobody = await call('clean --apply', sample);
		assert.equal(nobody.status, 2);
		assert.match(nobody.stderr, /add --yes/);
		assert.notEqual(await nobody.files.status(`${top}/corei7/2015-02-01`), undefined);
	});

	test('what cannot be removed is named, the rest goes', async () => {
		const files = layOut(sample);
		const stubborn = {
			...files,
			async removeTree(path: string): Promise<void> {
				if (path.endsWith('2015-02-01')) throw new FileError('denied', path, `${path}: denied`);
				await files.removeTree(path);
			},
		};
		const { status, stderr } = await buildrepo(['clean', '--apply', '--yes'], { files: stubborn, now });
		assert.equal(status, 1);
		assert.match(stderr, /corei7\/2015-02-01/);
		assert.equal(await files.status(`${top}/corei7/2015-02-02`), undefined);
	});

	test('--yes alone means nothing', async () => {
		assert.equal((await call('clean --yes', sample)).status, 2);
	});
});

suite('buildbot', () => {
	const sample: Sample = {
		files: { ...builds('corei7', '2015-02-01'), '/metro/metro': '#!', 'new/': '' },
		subarches: ['corei7', 'new'],
	};

	test('--pretend says what would be run', async () => {
		const { stdout, programs, status } = await call('buildbot --pretend', sample);
		assert.equal(status, 0);
		assert.equal(
			stdout,
			'Building funtoo-current for new (full) with date 2015-02-20\n' +
				'/metro/metro -d multi: yes target/build: funtoo-current target/arch_desc: x86-64bit target/subarch: new target/version: 2015-02-20 multi/mode: full\n',
		);
		assert.deepEqual(programs, []);
	});

	test('--only builds another one', async () => {
		const { programs, status } = await call('buildbot --only funtoo-current/x86-64bit/corei7', sample);
		assert.equal(status, 0);
		assert.ok(programs[0]?.arguments.includes('corei7'));
		assert.equal(programs[0]?.umask, 0o002);
	});

	const refused: readonly (readonly [string, Sample, string, number, RegExp])[] = [
		[
			'no Metro',
			{ files: { 'corei7/': '' } },
			'buildbot',
			2,
			/there is no \/metro\/metro: correct path\/install/,
		],
		['no target', { ...sample, rules: 'def map_build(*a):\n\treturn ""' }, 'buildbot', 2, /names no target/],
		[
			'in progress',
			{ files: { 'corei7/.control/.multi_progress': '77' } },
			'buildbot --only funtoo-current/x86-64bit/corei7',
			1,
			/a build is in progress/,
		],
		[
			'built elsewhere',
			{ files: { 'far/': '' }, rules: "all_subarches = ('far',)" },
			'buildbot --only funtoo-current/x86-64bit/far',
			2,
			/is not built here/,
		],
	];
	for (const [name, given, line, expected, why] of refused) {
		test(name, async () => {
			const { status, stderr, programs } = await call(line, given, { alive: [77] });
			assert.equal(status, expected);
			assert.match(stderr, why);
			assert.deepEqual(programs, []);
		});
	}

	test('Metro finds its configuration where ours was read', async () => {
		const files = layOut(sample);
		files.put('/elsewhere/.metro', new TextDecoder().decode(await files.read('/home/.metro')));
		const { programs } = await buildrepo(['--config', '/elsewhere/.metro', 'buildbot'], { files, now });
		assert.equal(programs[0]?.env.HOME, '/elsewhere');
		files.put('/elsewhere/other.conf', new TextDecoder().decode(await files.read('/home/.metro')));
		const other = await buildrepo(['--config', '/elsewhere/other.conf', 'buildbot'], { files, now });
		assert.equal(other.status, 2);
		assert.match(other.stderr, /Metro reads only a file called \.metro/);
	});
});

suite('manners', () => {
	test('what cannot be read is named, the rest is done, and the status is 1', async () => {
		const files = layOut({
			subarches: ['good', 'shut'],
			files: { ...builds('good', '2015-02-19'), 'shut/': '' },
		});
		files.failAt(`${top}/shut`, 'denied');
		const { status, stdout, stderr } = await buildrepo(['fails'], { files, now });
		assert.equal(status, 1);
		assert.ok(stdout.includes(`   0   2015-02-19 ${top}/good\n`));
		assert.ok(stderr.includes(`${top}/shut`));
	});

	test('colour only on a terminal, and never with NO_COLOR', async () => {
		const coloured = async (world: Partial<TestWorld>): Promise<boolean> =>
			(await call('status', various, world)).stdout.includes('\u001b');
		assert.equal(await coloured({}), false);
		assert.equal(await coloured({ isTerminal: true }), true);
		assert.equal(await coloured({ isTerminal: true, env: { NO_COLOR: '1' } }), false);
	});

	const refused: readonly (readonly [string, number, RegExp])[] = [
		['nexbuild', 1, /did you mean nextbuild\?/],
		['--jsno fails', 2, /unknown option --jsno: did you mean --json\?/],
		['help nexbuild', 2, /no command "nexbuild": did you mean nextbuild\?/],
		['--dialect 2016 fails', 2, /unknown dialect "2016": did you mean 2015\?/],
		['--now yesterday fails', 2, /"yesterday" is no time: write it as/],
		['--mirror= fails', 2, /--mirror is empty: give a path/],
		['status now', 2, /status takes no "now"/],
	];
	for (const [line, expected, why] of refused) {
		test(line, async () => {
			const { status, stderr } = await call(line, various);
			assert.equal(status, expected);
			assert.match(stderr, why);
			assert.equal(stderr.trimEnd().split('\n').length, 1);
		});
	}
});
