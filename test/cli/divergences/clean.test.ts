/** Where clean removes less than Metro does, or says it otherwise. Each of these is a decision, and here it is held. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, finished, in2019 } from '../../support/sampleCall.ts';
import { builds, top } from '../../support/sampleRepository.ts';

test('Q3: keep_num is 3 unless set', async () => {
	const files = builds('corei7', '2015-02-01', '2015-02-02', '2015-02-03', '2015-02-04');
	const { lines } = await call('clean', { files });
	assert.deepEqual(lines, [
		`rm -rf ${top}/corei7/2015-02-01`,
		...['02', '03', '04'].map((day) => `# keeping ${top}/corei7/2015-02-${day}`),
	]);
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
	test('no * after a directory', async () => {
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
	test('foreign directories get a comment; files and links get none', async () => {
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
