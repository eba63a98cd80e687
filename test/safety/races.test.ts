/** The repository changes under a command's hands: whenever that is, nothing outside is touched. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, type TestContext, test } from 'node:test';
import type { FileWriter } from '../../server/src/base/fileSystem.ts';
import { isBelow } from '../../server/src/base/posixPath.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { listing } from '../support/evilMirror.ts';
import { interleaved } from '../support/interleaved.ts';
import { buildrepo } from '../support/testHost.ts';
import { changes, smallMirror, subarch } from './smallMirror.ts';

/** Directories in the mirror, and what takes their place: a link to the same thing outside. */
const swaps: readonly string[] = [
	`${subarch}/2015-01-01`,
	`${subarch}/.control`,
	subarch,
	'/mirror/funtoo/x86',
	'/mirror/funtoo/snapshots',
	'/mirror/funtoo',
];

/**
 * The calls that can tell whether the directory has become a link, for they go by its path, or look at a directory above
 * it. Before any other call a change is the same as after it. (No link of the mirror leads elsewhere than below its own
 * directory, so paths tell.)
 */
function momentsThatMatter(calls: readonly string[], directory: string): readonly number[] {
	const moments = calls.flatMap((path, index) =>
		path === directory || isBelow(path, directory) || isBelow(directory, path) ? [index] : [],
	);
	assert.ok(moments.length > 3, `${moments.length} moments`);
	return moments;
}

suite('a directory becomes a link to one outside', () => {
	for (const words of changes) {
		// Only digestgen goes about it in two ways.
		for (const dialect of words[0] === 'digestgen' ? ['2015', '2019'] : ['2015']) {
			for (const swapped of swaps) {
				test(`${words.join(' ')} (${dialect}): ${swapped}, at any moment`, async () => {
					const outside = smallMirror().dump('/outside');
					const run = async (before: Parameters<typeof interleaved>[1], files = smallMirror()) => {
						await buildrepo(['--dialect', dialect, ...words], { files: interleaved(files, before) });
						return files;
					};
					const calls: string[] = [];
					const untouched = await run((_, __, path) => calls.push(path));
					assert.deepEqual(untouched.dump('/outside'), outside, 'nothing becomes a link');
					assert.ok(calls.length > 10, `${calls.length} calls`);
					for (const moment of momentsThatMatter(calls, swapped)) {
						const files = smallMirror();
						await run((count) => {
							if (count === moment) files.putLink(swapped, swapped.replace('/mirror', '/outside'));
						}, files);
						assert.deepEqual(files.dump('/outside'), outside, `before call ${moment}`);
					}
				});
			}
		}
	}
});

/** The mirror's real path is resolved before it is read, and again before each change; `act` runs before the first. */
function afterPlanning(files: ReturnType<typeof smallMirror>, act: () => void): FileWriter {
	let asked = 0;
	return interleaved(files, (_, name, path) => {
		if (name !== 'realPath' || path !== '/mirror') return;
		asked += 1;
		if (asked === 2) act();
	});
}

suite('a directory becomes something else', () => {
	for (const [what, put] of [
		['a file', (files: ReturnType<typeof smallMirror>) => files.put(`${subarch}/2015-01-01`, 'a file')],
		[
			'a link to a file',
			(files: ReturnType<typeof smallMirror>) => files.putLink(`${subarch}/2015-01-01`, '/outside/x'),
		],
	] as const) {
		test(`${what}: left alone, said so, and the rest is done`, async () => {
			const files = smallMirror();
			const swapping = afterPlanning(files, () => put(files));
			const { status, stderr } = await buildrepo(['clean', '--apply', '--yes'], { files: swapping });
			assert.equal(status, 1);
			assert.match(
				stderr,
				/^buildrepo: left alone: \/mirror\/\S+\/2015-01-01 has become something other than a directory\n$/,
			);
			const left = [...files.dump('/mirror/funtoo/x86').keys()].filter((path) =>
				/\/2015-01-0\d\/?$/.test(path),
			);
			assert.deepEqual(left, ['atom/2015-01-01', 'atom/2015-01-03/', 'corei7/2015-01-03/']);
		});
	}

	test('if a build begins, nothing of its subarch is removed', async () => {
		const files = smallMirror();
		const locking = afterPlanning(files, () => {
			files.put(`${subarch}/.control/.multi_progress`, '42');
		});
		const { status, stderr } = await buildrepo(['clean', '--apply', '--yes'], {
			files: locking,
			alive: [42],
		});
		assert.equal(status, 1);
		assert.equal(stderr.match(/a build is in progress there/g)?.length, 2);
		assert.ok(files.dump(subarch).has('2015-01-01/'));
		assert.ok(!files.dump('/mirror/funtoo/x86/corei7').has('2015-01-01/'));
	});
});

suite('on a real disk', { concurrency: 1 }, () => {
	/** A mirror and the same thing outside. */
	function lay(t: TestContext): { top: string; mirror: string } {
		const top = mkdtempSync(join(tmpdir(), 'metro-race-'));
		t.after(() => rmSync(top, { recursive: true, force: true }));
		const mirror = join(top, 'mirror');
		for (const date of ['2015-01-01', '2015-01-02', '2015-01-03']) {
			mkdirSync(join(mirror, 'funtoo/x86/atom', date, 'deep/er'), { recursive: true });
			writeFileSync(join(mirror, 'funtoo/x86/atom', date, 'stage3.tar.xz'), date);
			writeFileSync(join(mirror, 'funtoo/x86/atom', date, 'deep/er/file'), date);
		}
		cpSync(mirror, join(top, 'outside'), { recursive: true });
		writeFileSync(join(top, '.metro'), `[section path/mirror]\n\n: ${mirror}\n`);
		writeFileSync(
			join(top, '.buildbot'),
			'builds = ("funtoo",)\narches = ("x86",)\nsubarches = ("atom",)\nkeep_num = 1\n',
		);
		return { top, mirror };
	}

	for (const swapped of ['funtoo/x86/atom/2015-01-01', 'funtoo/x86']) {
		test(`clean --apply: ${swapped} becomes a link, at any moment`, async (t) => {
			let moments = 0;
			for (let moment = -1; moment <= moments; moment++) {
				const { top, mirror } = lay(t);
				const outside = listing(join(top, 'outside'));
				const files = interleaved(openFileSystem(), (count) => {
					moments = Math.max(moments, count);
					if (count !== moment) return;
					// A build that is removed already cannot be moved away.
					rmSync(join(top, 'away'), { recursive: true, force: true });
					try {
						renameSync(join(mirror, swapped), join(top, 'away'));
					} catch {
						return;
					}
					symlinkSync(join(top, 'outside', swapped), join(mirror, swapped));
				});
				await buildrepo(['clean', '--apply', '--yes'], { files, env: { HOME: top } });
				assert.deepEqual(listing(join(top, 'outside')), outside, `before call ${moment}`);
			}
			assert.ok(moments > 10, `${moments} moments`);
		});
	}
});
