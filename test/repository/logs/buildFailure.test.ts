/** The description of a failed build: it uses only the build's own logs, and only those of this attempt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBuildFailure, reportFailure } from '../../../server/src/repository/index.ts';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';

const began = 1000;
const brokeAt = (ebuild: string, phase = 'compile') => ` * ERROR: ${ebuild} failed (${phase} phase):\n`;
const glibc = brokeAt('sys-libs/glibc-2.19-r3::gentoo');
const debian = {
	name: 'debian-sources',
	ebuild: 'sys-kernel/debian-sources-3.16.2',
	phase: 'compile',
	more: 0,
};

type Files = readonly (readonly [name: string, content: string | Uint8Array, modified: number])[];

for (const [what, files, expected] of [
	['nothing written', [], undefined],
	['a log without an error', [['stage3.txt', '>>> Emerging (1 of 2)\n', 2000]], undefined],
	[
		'the log of the last target',
		[
			['stage1.txt', 'Done\n', 2000],
			['stage3.txt', `>>> Emerging\n${brokeAt('sys-kernel/debian-sources-3.16.2::gentoo')}`, 3000],
		],
		{ target: 'stage3', ...debian },
	],
	[
		'a version with a letter and a revision, without a repository',
		[['stage3-freshen.txt', brokeAt('dev-libs/openssl-1.0.1l-r2', 'src_test'), 3000]],
		{
			target: 'stage3-freshen',
			name: 'openssl',
			ebuild: 'dev-libs/openssl-1.0.1l-r2',
			phase: 'src_test',
			more: 0,
		},
	],
	[
		'several packages, one of them twice: the first in the log and how many more',
		[['stage3.txt', `${glibc}${brokeAt('app-shells/bash-4.3_p33-r1::gentoo')}${glibc}`, 3000]],
		{ target: 'stage3', name: 'glibc', ebuild: 'sys-libs/glibc-2.19-r3', phase: 'compile', more: 1 },
	],
	[
		'an earlier target that said so and went on',
		[
			['stage1.txt', glibc, 2000],
			['stage3.txt', 'Command exited with return code 1\n', 3000],
		],
		undefined,
	],
	[
		'files of an attempt before this one',
		[
			['stage3.txt', glibc, 900],
			['errors.json', '[{"ebuild": "sys-libs/glibc-2.19-r3", "phase": "compile"}]', 950],
		],
		undefined,
	],
	[
		'errors.json where the log has no such line',
		[
			['stage3.txt', '', 2000],
			['errors.json', '[{"ebuild": "sys-kernel/debian-sources-3.16.2::gentoo", "phase": "compile"}]', 2000],
		],
		debian,
	],
	['errors.json that is not JSON', [['errors.json', '[{', 2000]], undefined],
	['errors.json of another shape', [['errors.json', '[1, {"ebuild": 2}, null]', 2000]], undefined],
	['names that would be links', [['stage3.txt', brokeAt('a/[b](command:c)'), 2000]], undefined],
	[
		'bytes that are not UTF-8',
		[['stage3.txt', Buffer.from(`\xff\n${glibc}`, 'latin1'), 2000]],
		glibcIn('stage3'),
	],
	['a log of many megabytes', [['stage3.txt', `${'x\n'.repeat(3 << 20)}${glibc}`, 2000]], glibcIn('stage3')],
] as const satisfies readonly (readonly [string, Files, unknown])[]) {
	test(`the failed package: ${what}`, async () => {
		const disk = createMemoryFileSystem();
		for (const [name, content, modified] of files)
			disk.put(`/m/b/a/s/2015-02-20/log/${name}`, content, modified);
		assert.deepEqual(await findBuildFailure('/m/b/a/s/2015-02-20', began, disk), expected);
	});
}

function glibcIn(target: string): object {
	return { target, name: 'glibc', ebuild: 'sys-libs/glibc-2.19-r3', phase: 'compile', more: 0 };
}

const newline = '\n';

async function reported(...files: Files) {
	const disk = createMemoryFileSystem();
	for (const [name, content, modified] of files)
		disk.put(`/m/b/a/s/2015-02-20/log/${name}`, content, modified);
	return reportFailure('/m/b/a/s/2015-02-20', began, disk);
}

test('the report names the line of the log that tells of the first failure', async () => {
	const log = [
		'run_script: running steps/run...',
		' \x1b[31;01m*\x1b[0m ERROR: a/b-1 failed (install phase):',
		'',
	];
	const said = await reported(['stage3.txt', log.join(newline), 2000]);
	assert.deepEqual(said, {
		failure: { target: 'stage3', name: 'b', ebuild: 'a/b-1', phase: 'install', more: 0 },
		log: { path: '/m/b/a/s/2015-02-20/log/stage3.txt', target: 'stage3', line: 1 },
		lastLines: [],
	});
});

test('a log that names no package: its last lines, and the line that says what went wrong', async () => {
	const log = ['begin', 'Command exited with return code 1', 'more', '', ''];
	const said = await reported(['stage1.txt', log.join(newline), 2000]);
	assert.equal(said?.failure, undefined);
	assert.equal(said?.log?.line, 1);
	assert.deepEqual(said?.lastLines, log.slice(0, 3));
});

test('a log in an unknown format: its last lines, the last of which is the one to go to', async () => {
	const log = Array.from({ length: 30 }, (_, index) => `line ${index}`);
	const said = await reported(['stage1.txt', `${log.join(newline)}\n\n`, 2000]);
	assert.equal(said?.log?.line, 29);
	assert.deepEqual(said?.lastLines, log.slice(-10));
});

for (const [what, content, why] of [
	['not JSON', '[{', 'it is not the list that Metro writes'],
	['another shape', '{"ebuild": 1}', 'it is not the list that Metro writes'],
	['entries of another shape', '[1]', 'it is not the list that Metro writes'],
	['far too large', ' '.repeat(2 << 20), 'it is not a list of failures'],
] as const) {
	test(`a broken errors.json (${what}) is told, and the log is used`, async () => {
		const said = await reported(['stage3.txt', glibc, 2000], ['errors.json', content, 2000]);
		assert.equal(said?.failure?.name, 'glibc');
		assert.equal(
			said?.note,
			`/m/b/a/s/2015-02-20/log/errors.json cannot be used: ${why}. The log is read instead.`,
		);
	});
}

test('an errors.json that may not be read is told', async () => {
	const disk = createMemoryFileSystem();
	disk.put('/b/log/stage3.txt', glibc, 2000);
	disk.put('/b/log/errors.json', '[]', 2000);
	disk.failAt('/b/log/errors.json', 'denied');
	const said = await reportFailure('/b', began, disk);
	assert.equal(said?.failure?.name, 'glibc');
	assert.match(said?.note ?? '', /cannot be used: .*denied/);
});
