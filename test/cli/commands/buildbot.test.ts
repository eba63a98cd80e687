/** `buildbot`: starts Metro for the next build. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { interleaved } from '../../support/interleaved.ts';
import { call, now, textOf } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('buildbot', () => {
	const sample: Sample = {
		files: { ...builds('corei7', '2015-02-01'), '/metro/metro': '#!', 'new/': '' },
		subarches: ['corei7', 'new'],
	};

	test('--pretend prints the command', async () => {
		const { stdout, programs, status } = await call('buildbot --pretend', sample);
		assert.equal(status, 0);
		assert.equal(
			stdout,
			'Building funtoo-current for new (full) with date 2015-02-20\n' +
				'/metro/metro -d multi: yes target/build: funtoo-current target/arch_desc: x86-64bit target/subarch: new target/version: 2015-02-20 multi/mode: full\n',
		);
		assert.deepEqual(programs, []);
	});

	for (const [words, stays] of [
		['buildbot', false],
		['buildbot --pretend', true],
		['buildbot --json', true],
		['buildbot --pretend --only funtoo-current/x86-64bit/new', true],
	] as const) {
		test(`${words}: the lock of a build that is gone ${stays ? 'stays' : 'is taken away'}`, async () => {
			const lock = '/mirror/funtoo-current/x86-64bit/new/.control/.multi_progress';
			const locked = { ...sample, files: { ...sample.files, 'new/.control/.multi_progress': '99999' } };
			const { status, files } = await call(words, locked);
			assert.equal(status, 0);
			assert.equal((await files.status(lock)) !== undefined, stays);
		});
	}

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
			/is not built here: add far to subarches in /,
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

suite('a claim: a build that is about to start', () => {
	const control = '/mirror/funtoo-current/x86-64bit/new/.control';
	const claim = `${control}/.buildrepo_progress`;
	const run = '77-5-b-a';
	const ofThisHost = `buildhost:77\n${run}\n`;
	const claimed = (content: string): Sample => ({
		files: {
			...builds('corei7', '2015-02-01', '2015-02-02', '2015-02-03', '2015-02-04'),
			'/metro/metro': '#!',
			'new/.control/.buildrepo_progress': content,
			...builds('new', '2015-01-01'),
		},
		subarches: ['new', 'corei7'],
		rules: 'stale_days = 1\nkeep_num = 1',
	});
	const chosen = 'buildbot --only funtoo-current/x86-64bit/new';

	const held: readonly (readonly [string, string, RegExp])[] = [
		['of a run of this machine', ofThisHost, /in progress/],
		['of another machine', 'elsewhere:77\n77-5-c-d\n', /in progress/],
		['of a machine with an odd name', 'else where:1\u202e:77\n77-5-c-d\n', /in progress/],
		['that names nobody', '', /may be in progress/],
		['that names no possible process', 'buildhost:0\n77-5-c-d\n', /may be in progress/],
	];
	for (const [whose, content, says] of held) {
		test(`${whose}: the next one is built`, async () => {
			const { status, stderr, programs, files } = await call('buildbot', claimed(content), { alive: [77] });
			assert.equal(status, 0);
			assert.ok(programs[0]?.arguments.includes('corei7'));
			assert.match(stderr, says);
			assert.equal(await textOf(files, claim), content);
		});
		test(`${whose}: clean keeps everything, nextbuild names another one`, async () => {
			const world = { alive: [77] };
			const cleaned = await call('clean --apply --yes', claimed(content), world);
			assert.ok(cleaned.files.dump('/mirror').has('funtoo-current/x86-64bit/new/2015-01-01/'));
			const next = await call('nextbuild', claimed(content), world);
			assert.match(next.stdout, /^subarch=corei7$/m);
			const only = await call(chosen, claimed(content), world);
			assert.equal(only.status, 1);
			assert.match(only.stderr, /a build is in progress there/);
		});
	}

	test('a claim of a run that has ended is taken over, and removed after the build', async () => {
		const { status, programs, files } = await call(chosen, claimed(ofThisHost), { ended: [run] });
		assert.equal(status, 0);
		assert.ok(programs[0]?.arguments.includes('new'));
		assert.equal(await files.status(claim), undefined);
	});

	test('a name of this machine with spaces and colons is its own name', async () => {
		const content = `a b:1:77\n${run}\n`;
		const world = { ended: [run], env: { BUILDREPO_HOSTNAME: 'a b:1' } };
		const { status, programs } = await call(chosen, claimed(content), world);
		assert.deepEqual([status, programs.length], [0, 1]);
	});

	/** Each dialect, what its lock says until Metro starts, and then. */
	const metrosLocks = [
		['2015', '1', undefined],
		['2019', '1', undefined],
		['2024', 'buildhost:1', 'buildhost:2147483647'],
	] as const;
	for (const [dialect, before, then] of metrosLocks) {
		test(`${dialect}: Metro's own lock is held until Metro starts, and left to it as a stale one of this host`, async () => {
			const files = layOut({
				files: { 'new/2015-01-01/.targets': '', 'new/2015-01-01/status': 'ok', '/metro/metro': '#!' },
				subarches: ['new'],
			});
			const lock = `${control}/.multi_progress`;
			const seen: (string | undefined)[] = [];
			const look = (): void => {
				const content = files.dump('/mirror').get(lock.slice('/mirror/'.length));
				seen.push(content && Buffer.from(content.replace('file ', ''), 'base64').toString());
			};
			const starting = interleaved(files, (_, name, path) => {
				if (name === 'status' && path === '/metro/scripts') look();
			});
			const argv = [
				'--dialect',
				dialect,
				'--buildbot',
				'/home/.buildbot',
				'buildbot',
				'--only',
				'funtoo-current/x86-64bit/new',
			];
			const { status, stderr } = await buildrepo(argv, { files: starting, now, alive: [1], meanwhile: look });
			assert.equal(status, 0, stderr);
			look();
			assert.deepEqual(seen, [before, then, undefined]);
		});
	}

	test('2024: a lock in the old form is of nobody known: nothing is built, and it stays', async () => {
		const files = layOut({
			files: {
				'new/2015-01-01/.targets': '',
				'new/2015-01-01/status': 'ok',
				'/metro/metro': '#!',
				'new/.control/.multi_progress': '99',
			},
			subarches: ['new'],
		});
		const argv = ['--dialect', '2024', '--buildbot', '/home/.buildbot', 'buildbot'];
		const { programs } = await buildrepo(argv, { files, now });
		assert.deepEqual(programs, []);
		assert.equal(await textOf(files, `${control}/.multi_progress`), '99');
	});

	test('a lock that another Metro has taken meanwhile stays as it is', async () => {
		const files = layOut({ files: { 'new/': '', '/metro/metro': '#!' }, subarches: ['new'] });
		const lock = `${control}/.multi_progress`;
		const starting = interleaved(files, (_, name, path) => {
			if (name === 'status' && path === '/metro/scripts') files.put(lock, 'elsewhere:5');
		});
		await buildrepo(['buildbot'], { files: starting, now, outcome: { kind: 'exited', status: 1 } });
		assert.equal(await textOf(files, lock), 'elsewhere:5');
	});

	test('under another name than that of the machine, Metro would refuse our lock: there is none', async () => {
		const world = { env: { BUILDREPO_HOSTNAME: 'other' } };
		const free = { files: { 'new/': '', '/metro/metro': '#!' }, subarches: ['new'] };
		const { status, files } = await call('buildbot', free, world);
		assert.equal(status, 0);
		assert.equal(await files.status(`${control}/.multi_progress`), undefined);
	});

	test('explain names who is about to build', async () => {
		const { stdout } = await call('explain funtoo-current/x86-64bit/new', claimed(ofThisHost), {
			alive: [77],
		});
		assert.match(stdout, /a build is in progress \(being started by process 77\)/);
	});

	test('the claim is held while Metro runs, and released if the build fails or cannot start', async () => {
		const free = {
			...claimed(''),
			files: { ...builds('corei7', '2015-02-01'), 'new/': '', '/metro/metro': '#!' },
		};
		for (const given of [free, { ...free, files: { 'new/': '' } }]) {
			const { status, files } = await call('buildbot', given, { outcome: { kind: 'exited', status: 3 } });
			assert.notEqual(status, 0);
			assert.equal(await files.status(claim), undefined);
		}
	});

	test('if Metro is started by hand meanwhile, a build is in progress and none has failed', async () => {
		const files = layOut({ files: { 'new/': '', '/metro/metro': '#!' }, subarches: ['new'] });
		let asked = 0;
		const starting = interleaved(files, (_, name, path) => {
			if (name === 'status' && path === '/metro/scripts' && asked++ === 0)
				files.put(`${control}/.multi_progress`, '77');
		});
		const outcome = { kind: 'exited', status: 1 } as const;
		const { status, stderr } = await buildrepo(['buildbot'], { files: starting, now, alive: [77], outcome });
		assert.equal(status, 1);
		assert.match(stderr, /new: a build is in progress there \(process 77\)/);
	});
});
