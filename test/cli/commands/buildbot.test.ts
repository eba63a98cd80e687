/** `buildbot`: starting Metro for what is next. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, now } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

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
