/** The parts of a log: steps, packages, failures, and the first error. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLogLinks, outlineLog, readLog } from '../../../server/src/repository/index.ts';
import { windowStart } from '../../../server/src/repository/logs/logWindow.ts';
import { createMemoryFileSystem } from '../../support/memoryFileSystem.ts';

const log = [
	'run_script: running steps/unpack...',
	"Running command: ['/var/tmp/metro/pid/77'] (env {})",
	'unpacking',
	'run_script: running steps/chroot/run...',
	"Running command: ['/usr/bin/linux32', '/usr/bin/chroot', '/work/stage3', '/tmp/run.metro'] (env {'PATH': '/bin'})",
	'>>> Emerging (1 of 2) sys-libs/zlib-1.2.8-r1::gentoo',
	'checking for gcc',
	'>>> Completed (1 of 2) sys-libs/zlib-1.2.8-r1::gentoo',
	'>>> Emerging (2 of 2) sys-libs/glibc-2.19-r3::gentoo for /',
	' * ERROR: sys-libs/glibc-2.19-r3::gentoo failed (compile phase):',
	" * The complete build log is located at '/var/tmp/portage/sys-libs/glibc-2.19-r3/temp/build.log'.",
	" * Working directory: '/var/tmp/portage/sys-libs/glibc-2.19-r3/work'",
	'Command exited with return code 1',
	'Detected failed ebuilds... writing to /m/log/errors.json.',
	'',
];

test('sections of a log: steps with their packages', () => {
	assert.deepEqual(outlineLog(log).sections, [
		{ kind: 'step', title: 'steps/unpack', line: 0, end: 2 },
		{ kind: 'step', title: 'steps/chroot/run', line: 3, end: 13 },
		{ kind: 'package', title: 'sys-libs/zlib-1.2.8-r1 (1 of 2)', line: 5, end: 7 },
		{ kind: 'package', title: 'sys-libs/glibc-2.19-r3 (2 of 2)', line: 8, end: 13 },
	]);
});

for (const [what, lines, expected] of [
	['the package that failed', log, 9],
	['none', ['a', 'b'], undefined],
	['a command that failed', ['tar: x: Error is not recoverable', 'Command exited with return code 2'], 1],
	['a command that succeeded is none', ['Command exited with return code 0'], undefined],
	['a Python error', ['x', 'Traceback (most recent call last):'], 1],
	['a full disk', ['cp: x: No space left on device'], 0],
	['a package that cannot be fetched', ['x', " * Fetch failed for 'sys-apps/acl-2.2', Log file:"], 1],
	['an error without a package', [' * ERROR: failed (compile phase)'], undefined],
] as const) {
	test(`the first error of a log: ${what}`, () => {
		assert.equal(outlineLog(lines).firstError, expected);
	});
}

test('links of a log lead to what exists: in the directory that was the root, or beside the log', async () => {
	const disk = createMemoryFileSystem();
	disk.put('/work/stage3/usr/portage/sys-libs/glibc/glibc-2.19-r3.ebuild', '');
	disk.putDirectory('/work/stage3/var/tmp/portage/sys-libs/glibc-2.19-r3/work');
	disk.put('/m/log/build.log', '');
	disk.put('/m/log/errors.json', '[]');
	const links = await findLogLinks('/m/log/stage3.txt', log, outlineLog(log), disk);
	assert.deepEqual(
		links.map(({ line, start, end, path }) => [line, log[line]?.slice(start, end), path]),
		[
			[9, 'sys-libs/glibc-2.19-r3::gentoo', '/work/stage3/usr/portage/sys-libs/glibc/glibc-2.19-r3.ebuild'],
			[10, '/var/tmp/portage/sys-libs/glibc-2.19-r3/temp/build.log', '/m/log/build.log'],
			[
				11,
				'/var/tmp/portage/sys-libs/glibc-2.19-r3/work',
				'/work/stage3/var/tmp/portage/sys-libs/glibc-2.19-r3/work',
			],
			[13, '/m/log/errors.json', '/m/log/errors.json'],
		],
	);
});

test('a log names nothing that exists: no links', async () => {
	assert.deepEqual(
		await findLogLinks('/m/log/stage3.txt', log, outlineLog(log), createMemoryFileSystem()),
		[],
	);
});

test('the window of a log: all of a small one, the end of a large one, and it moves in steps', () => {
	const mega = 1 << 20;
	assert.equal(windowStart(0), 0);
	assert.equal(windowStart(4 * mega), 0);
	assert.equal(windowStart(6 * mega - 1), 0);
	assert.equal(windowStart(6 * mega), 2 * mega);
	assert.equal(windowStart(8 * mega - 1), 2 * mega);
	for (const size of [5, 6, 7.5, 100, 2048]) {
		const shown = size * mega - windowStart(size * mega);
		assert.ok(shown >= 4 * mega && shown < 6 * mega, `${size} MiB: ${shown}`);
	}
});

test('a large log begins at a line, and says how much comes before', async () => {
	const disk = createMemoryFileSystem();
	const line = `${'x'.repeat(99)}\n`;
	disk.put('/log.txt', line.repeat(70_000));
	const read = await readLog('/log.txt', disk);
	assert.equal(
		read?.lines[0],
		'This is the end (4.7 MiB) of a log of 6.7 MiB. The whole log is /log.txt: "less -R" shows it.',
	);
	assert.equal(read?.lines[1], line.trimEnd());
	assert.equal((read?.start ?? 1) % 100, 0);
	assert.equal(read?.size, 7_000_000);
});

test('what is not text is known as such', async () => {
	const disk = createMemoryFileSystem();
	disk.put(
		'/log.txt',
		Uint8Array.from({ length: 100_000 }, (_, index) => (index * 131 + (index >> 8)) % 256),
	);
	assert.match((await readLog('/log.txt', disk))?.lines[0] ?? '', /does not look like a text/);
});
