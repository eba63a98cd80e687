/** Which of the builds of a subarch a lock covers, and that all commands go by that. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { PipedOutcome } from '../../server/src/cli/host.ts';
import { whyLocked } from '../../server/src/repository/index.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

const subarch = '/mirror/one/x/s';
const day = (date: string): string => `${subarch}/${date}/stage3-s-${date}.tar.xz`;

/** Days with the times at which their archives were written, and a lock. */
function disk(
	days: Readonly<Record<string, string>>,
	lockedAt: string,
	lock = '.multi_progress',
	holder = 'far:5',
): MemoryFileSystem {
	const files = createMemoryFileSystem(() => Date.parse('2015-02-20T12:00:00Z'));
	files.put('/home/.metro', '[section path]\nmirror: /mirror\n[section publish]\ntarget: /srv\n');
	files.putDirectory('/srv');
	files.put(
		'/mirror/.buildbot',
		'builds = ("one",)\narches = ("x",)\nall_subarches = ("s",)\ndef get_subarches(hostname, release):\n\treturn all_subarches\n',
	);
	for (const [date, written] of Object.entries(days))
		for (const [path, text] of [
			[`${subarch}/${date}/.targets`, 'stage3\n'],
			[`${subarch}/${date}/status`, 'ok'],
			[day(date), 'x'],
		] as const) {
			files.put(path, text);
			files.setModified(path, Date.parse(written));
		}
	files.put(`${subarch}/.control/${lock}`, holder);
	files.setModified(`${subarch}/.control/${lock}`, Date.parse(lockedAt));
	return files;
}

/** The run writes a file below the subarch after it has taken the lock. */
function begun(files: MemoryFileSystem, name: string): MemoryFileSystem {
	files.put(`${subarch}/${name}`, 'stage3\n', Date.parse('2015-02-20T10:00:01Z'));
	return files;
}

/** As Metro of 2015 leaves its builds. */
function withoutTargets(files: MemoryFileSystem): MemoryFileSystem {
	for (const path of files.dump(subarch).keys())
		if (path.endsWith('/.targets')) void files.remove(`${subarch}/${path}`);
	return files;
}

const run = (files: MemoryFileSystem, ...words: string[]) =>
	buildrepo(['--dialect', '2024', '--hostname', 'alpha', ...words], {
		files,
		now: '2015-02-20T12:00:00Z',
		pipe,
	});

/** A program for which all is well. */
const pipe = (): PipedOutcome => ({
	kind: 'exited',
	status: 0,
	output: 'rsync  version 3.2.7  protocol version 31\n',
	complaint: '',
});

const old = { '2015-02-01': '2015-02-01T05:00:00Z', '2015-02-10': '2015-02-10T05:00:00Z' };

suite('a lock covers', () => {
	const inProgress = /^a build is in progress there \(process 5 of far\)$/;
	const rows: readonly (readonly [
		what: string,
		files: MemoryFileSystem,
		path: string,
		reason: RegExp | undefined,
	])[] = [
		['no build of an earlier day', disk(old, '2015-02-20T10:00:00Z'), day('2015-02-10'), undefined],
		[
			'what was written after it',
			disk({ ...old, '2015-02-19': '2015-02-20T11:00:00Z' }, '2015-02-19T10:00:00Z'),
			day('2015-02-19'),
			inProgress,
		],
		[
			'perhaps the latest build of its day',
			disk({ ...old, '2015-02-20': '2015-02-20T05:00:00Z' }, '2015-02-20T10:00:00Z'),
			day('2015-02-20'),
			/^it is unknown whether the build in progress there makes it anew \(process 5 of far\): it has written nothing yet$/,
		],
		[
			'no other build of its day once there is a later one',
			disk(
				{ '2015-02-19': '2015-02-19T05:00:00Z', '2015-02-20': '2015-02-20T11:00:00Z' },
				'2015-02-19T23:50:00Z',
			),
			day('2015-02-19'),
			undefined,
		],
		[
			'the build that its run has begun to write, however old that is',
			begun(disk(old, '2015-02-20T10:00:00Z'), '2015-02-01/.targets'),
			day('2015-02-01'),
			inProgress,
		],
		[
			'no other build then, even of its day',
			begun(
				disk({ ...old, '2015-02-20': '2015-02-20T05:00:00Z' }, '2015-02-20T10:00:00Z'),
				'2015-02-01/.targets',
			),
			day('2015-02-20'),
			undefined,
		],
		[
			'where there is no list of targets, the build that has a new log',
			begun(
				withoutTargets(disk({ ...old, '2015-02-20': '2015-02-20T05:00:00Z' }, '2015-02-20T10:00:00Z')),
				'2015-02-20/log/stage1.txt',
			),
			day('2015-02-20'),
			inProgress,
		],
		[
			'perhaps the build of the day before, for it may be of another time zone',
			disk({ ...old, '2015-02-19': '2015-02-19T05:00:00Z' }, '2015-02-20T03:00:00Z'),
			day('2015-02-19'),
			/^it is unknown whether/,
		],
		[
			'what is not of a build, however old',
			disk(old, '2015-02-20T10:00:00Z'),
			`${subarch}/stage3-x.tar.xz`,
			inProgress,
		],
		[
			'the same if it names nobody',
			disk(old, '2015-02-20T10:00:00Z', '.multi_progress', 'a:b:c'),
			day('2015-02-10'),
			undefined,
		],
		[
			'all if it names nobody and is of the day',
			disk({ '2015-02-20': '2015-02-20T05:00:00Z' }, '2015-02-20T10:00:00Z', '.multi_progress', 'a:b:c'),
			day('2015-02-20'),
			/^it is unknown whether a build is in progress there/,
		],
		[
			'as a claim does',
			disk(old, '2015-02-20T10:00:00Z', '.buildrepo_progress', 'far:5\n5-1-b-a\n'),
			day('2015-02-10'),
			undefined,
		],
	];
	for (const [what, files, path, reason] of rows)
		test(what, async () => {
			const ports = {
				files,
				hostName: 'alpha',
				isAlive: () => true,
				hasEnded: () => false,
				now: () => 0,
				signal: new AbortController().signal,
			};
			const found = await whyLocked(path, ['/mirror'], ports);
			if (reason === undefined) assert.equal(found, undefined);
			else assert.match(found ?? '', reason);
		});
});

test('a lock without a host is of nobody known in 2024, though no process here has its number', async () => {
	const files = disk(
		{ '2015-02-20': '2015-02-20T11:00:00Z' },
		'2015-02-20T10:00:00Z',
		'.multi_progress',
		'1234',
	);
	const { stderr } = await run(files, 'digestgen');
	assert.match(stderr, /left alone/);
	assert.equal(await files.status(`${day('2015-02-20')}.hash.txt`), undefined);
});

suite('while a build is in progress that has no directory yet', () => {
	const at = () => disk(old, '2015-02-20T10:00:00Z');
	const json = async <T>(files: MemoryFileSystem, ...words: string[]): Promise<T> =>
		JSON.parse((await run(files, ...words, '--json')).stdout) as T;

	test('the latest build is hashed, linked and listed; clean keeps all of the subarch', async () => {
		const files = at();
		const hashed = await run(files, 'digestgen');
		assert.equal(hashed.status, 0, hashed.stderr);
		assert.ok(await files.status(`${day('2015-02-10')}.hash.txt`));
		await run(files, 'latest');
		assert.equal(
			await files.readLink(`${subarch}/stage3-latest.tar.xz`),
			'2015-02-10/stage3-s-2015-02-10.tar.xz',
		);
		await run(files, 'index.xml');
		const index = await files.read(`${subarch}/index.xml`);
		assert.match(new TextDecoder().decode(index), /latest="2015-02-10"/);
		const kept = await run(files, 'clean', '--json');
		assert.doesNotMatch(kept.stdout, /"action": ?"remove"/);
		assert.equal((await run(files, 'verify')).status, 0);
	});

	test('publish names nothing as left out, and holds no index', async () => {
		const files = at();
		await run(files, 'digestgen');
		await run(files, 'latest');
		await run(files, 'index.xml');
		const [target] = await json<{ leftOut: unknown[]; held: unknown[] }[]>(files, 'publish', '--pretend');
		assert.deepEqual([target?.leftOut, target?.held], [[], []]);
	});

	test('publish does not send anybody to index.xml if that would not help', async () => {
		const files = disk({ '2015-02-20': '2015-02-20T05:00:00Z' }, '2015-02-20T10:00:00Z');
		await run(files, 'index.xml');
		const { stderr } = await run(files, 'publish', '--pretend');
		assert.match(
			stderr,
			/s\/index\.xml is not published: it names .*, which is not published: it is unknown whether .*written nothing yet\. Written anew, it would name the same/,
		);
		const [target] = await json<{ held: { remedy: string }[] }[]>(files, 'publish', '--pretend');
		assert.equal(target?.held[0]?.remedy, 'wait');
	});

	test('publish says that index.xml helps if it does, and that one of another generation may go', async () => {
		const files = at();
		const listed = '<build download="/one/x/s/2014-01-01/x.tar.xz"/>';
		files.put(`${subarch}/index.xml`, listed);
		files.put('/mirror/index.xml', listed);
		const { stderr } = await run(files, 'publish', '--pretend');
		assert.match(stderr, /s\/index\.xml is not published: .*"buildrepo index\.xml" writes it anew/);
		assert.match(stderr, /mirror\/index\.xml is not published: .*does not write it: remove it/);
	});
});
