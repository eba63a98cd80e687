/** The description of a failed build: it uses only the build's own logs, and only those of this attempt. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findBuildFailure } from '../../server/src/repository/index.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';

const began = 1000;
const brokeAt = (ebuild: string, phase = 'compile') => ` * ERROR: ${ebuild} failed (${phase} phase):\n`;
const glibc = brokeAt('sys-libs/glibc-2.19-r3::gentoo');
const debian = { name: 'debian-sources', phase: 'compile', more: 0 };

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
		{ target: 'stage3-freshen', name: 'openssl', phase: 'src_test', more: 0 },
	],
	[
		'several packages, one of them twice: the first in the log and how many more',
		[['stage3.txt', `${glibc}${brokeAt('app-shells/bash-4.3_p33-r1::gentoo')}${glibc}`, 3000]],
		{ target: 'stage3', name: 'glibc', phase: 'compile', more: 1 },
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
	return { target, name: 'glibc', phase: 'compile', more: 0 };
}
