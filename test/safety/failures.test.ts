/** Disks that are full, read-only or failing, and files that vanish: reported with path and remedy, and the rest is done. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { FileError, type FileFailure } from '../../server/src/base/fileSystem.ts';
import { interleaved, isChange } from '../support/interleaved.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { buildrepo } from '../support/testHost.ts';
import { changes, smallMirror, subarch } from './smallMirror.ts';

const remedies = new Map<FileFailure, string>([
	// Messages of failing disks have their remedy already.
	['read-only', ''],
	['full', ''],
	['denied', ': ask its owner, or work as root'],
]);

suite('nothing can be changed', () => {
	for (const [failure, remedy] of remedies) {
		for (const words of changes) {
			test(`${words.join(' ')}: ${failure}`, async () => {
				const files = smallMirror();
				const before = files.dump('/mirror');
				const tried: string[] = [];
				const failing = interleaved(files, (_, name, path) => {
					if (!isChange(name)) return;
					tried.push(path);
					throw new FileError(failure, path, `${path}: ${failure}`);
				});
				const { status, stderr } = await buildrepo(words, { files: failing });
				// A stale lock that stays does not keep anybody from building.
				assert.equal(status, words[0] === 'nextbuild' ? 0 : 1);
				assert.ok(tried.length > 0);
				for (const path of tried) {
					assert.ok(stderr.includes(`buildrepo: ${path}: ${failure}${remedy}\n`), `${path}\n${stderr}`);
				}
				assert.deepEqual(files.dump('/mirror'), before);
			});
		}
	}
});

suite('any single call fails', () => {
	for (const words of [...changes, ['fails'], ['empties'], ['clean']]) {
		for (const dialect of ['2015', '2019']) {
			test(`${words.join(' ')} (${dialect})`, async () => {
				let calls = 0;
				for (let failed = -1; failed <= calls; failed++) {
					const files = smallMirror();
					let failure:
						| { readonly name: string; readonly path: string; readonly isChange: boolean }
						| undefined;
					const failing = interleaved(files, (count, name, path) => {
						calls = Math.max(calls, count);
						if (count !== failed) return;
						failure = { name, path, isChange: isChange(name) };
						throw new FileError('other', path, `${path}: broken`);
					});
					const { status, stderr } = await buildrepo(['--dialect', dialect, ...words], { files: failing });
					assert.ok([0, 1, 2].includes(status));
					if (failure?.isChange !== true) continue;
					assert.ok(stderr.includes(failure.path), `${failure.name} ${failure.path}: ${stderr}`);
					if (words[0] !== 'nextbuild') assert.equal(status, 1);
				}
				assert.ok(calls > 10, `${calls} calls`);
			});
		}
	}
});

suite('a directory vanishes at any moment', () => {
	for (const words of changes) {
		for (const vanishing of [`${subarch}/2015-01-01`, '/mirror/funtoo']) {
			test(`${words.join(' ')}: ${vanishing}`, async () => {
				let calls = 0;
				for (let moment = -1; moment <= calls; moment++) {
					const files = smallMirror();
					const vanish = interleaved(files, (count) => {
						calls = Math.max(calls, count);
						if (count === moment) void files.removeTree(vanishing).catch(() => undefined);
					});
					const { status } = await buildrepo(words, { files: vanish });
					assert.ok([0, 1, 2].includes(status));
				}
				// A missing file that should be removed is not a failure.
				if (words[0] === 'clean') {
					const files = smallMirror();
					const vanish = interleaved(files, (_, name) => {
						if (name === 'linkStatus') void files.removeTree(vanishing).catch(() => undefined);
					});
					const { status, stderr } = await buildrepo(words, { files: vanish });
					assert.deepEqual([status, stderr], [0, '']);
				}
			});
		}
	}
});

/** Whether this machine lets us mount something that only we see. */
const canMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()]).status === 0;

suite('on a real disk', { skip: canMount ? false : 'nothing can be mounted here', concurrency: 1 }, () => {
	/** Runs a command on a small mirror after `mount`, a shell script with the mirror as $1; then `look`. */
	function run(
		words: string,
		mount: string,
		look: string,
	): { readonly stdout: string; readonly stderr: string } {
		const top = mkdtempSync(join(tmpdir(), 'metro-mount-'));
		try {
			const script = `set -e
mkdir -p "$1"
${mount}
HOME="\${1%/*}" "$2" --no-warnings "$3" --mirror "$1" ${words} || echo "status $?"
${look}`;
			spawnSync('sh', [
				'-c',
				`printf 'builds = ("funtoo",)\\narches = ("x86",)\\nsubarches = ("atom",)\\n' > "$1/.buildbot"; printf '[section target]\\ncompression: gz\\n' > "$1/.metro"`,
				'sh',
				top,
			]);
			return spawnSync(
				'unshare',
				['-m', 'sh', '-c', script, 'sh', join(top, 'mirror'), process.execPath, buildrepoProgram],
				{
					encoding: 'utf8',
					env: { PATH: process.env.PATH, BUILDREPO_NOW: '2015-02-20T12:00:00Z', TZ: 'UTC' },
				},
			);
		} finally {
			rmSync(top, { recursive: true, force: true });
		}
	}

	const deadClaim = `mkdir -p "$1/funtoo/x86/atom/.control"
echo "$(uname -n):4194304" > "$1/funtoo/x86/atom/.control/.buildrepo_progress"`;
	const fill = `mount -t tmpfs -o size=64k tmpfs "$1"
mkdir -p "$1/funtoo/x86/atom/2015-01-01"
echo archive > "$1/funtoo/x86/atom/2015-01-01/stage3.tar.xz"
echo old > "$1/index.xml"
dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null || true`;

	test('no space for index.xml: the old one stays, and nothing half written', () => {
		const { stdout, stderr } = run('index.xml', fill, 'cat "$1/index.xml"; ls -A "$1"');
		assert.match(
			stderr,
			/^buildrepo: \S+\/mirror\/index\.xml: no space left: free some space, then run the command again\n$/,
		);
		assert.equal(stdout, 'status 1\nold\nfiller\nfuntoo\nindex.xml\n');
	});

	test('no space for a hash file: none is left behind', () => {
		const { stdout, stderr } = run('digestgen', fill, 'ls -A "$1/funtoo/x86/atom/2015-01-01"');
		assert.match(stderr, /stage3\.tar\.xz\.hash\.txt: no space left: free some space/);
		assert.match(stdout, /status 1\nstage3\.tar\.xz\n$/);
	});

	const inControl = 'ls -A "$1/funtoo/x86/atom/.control"';
	for (const [where, make] of [
		['a claim', `mkdir -p "$1/funtoo/x86/atom/.control"`],
		['a claim that takes the place of a dead one', deadClaim],
	] as const) {
		test(`no space for ${where}: nothing is built, and no claim keeps others away`, () => {
			const filled = fill.replace('\ndd ', `\n${make}\ndd `);
			const { stdout, stderr } = run('buildbot', filled, inControl);
			assert.match(
				stderr,
				/^buildrepo: \S+\/atom cannot be claimed: \S+\.buildrepo_progress\S*: no space left: free some space, then run the command again\n$/,
			);
			assert.equal(stdout, `status 2\n${make === deadClaim ? '.buildrepo_progress\n' : ''}`);
		});
	}

	for (const [what, room] of [
		['the mark', '0'],
		['the compressed archive', '8k'],
	] as const) {
		test(`no space for ${what} of compress: archive and mark stay, and nothing else`, () => {
			const place = '$1/funtoo/x86/atom/2015-01-01';
			const waiting = `${fill.replace(
				/echo archive .*/,
				`head -c 20000 /dev/urandom > "${place}/stage3.tar"; : > "${place}/stage3.tar.cme"`,
			)}\ntruncate -s -${room} "$1/filler"`;
			const { stdout, stderr } = run('--dialect 2019 compress "$1"', waiting, `ls -A "${place}"`);
			assert.match(stderr, /^buildrepo: [^\n]*stage3\.tar\S*: no space left[^\n]*\n$/);
			assert.match(stdout, /status 1\nstage3\.tar\nstage3\.tar\.cme\n$/);
		});
	}

	test('something is mounted in an old build: the script keeps it, and clean --apply leaves it alone', () => {
		const chroot = 'funtoo/x86/atom/2015-01-01/chroot';
		const mount = `mkdir -p "$1/${chroot}"
mount -t tmpfs none "$1/${chroot}"
: > "$1/${chroot}/precious"`;
		const script = run('clean', mount, '');
		assert.match(script.stdout, /^# keeping \S+\/2015-01-01 \(something is mounted in it\)\n$/);
		const applied = run('clean --apply --yes', mount, `ls "$1/${chroot}"`);
		assert.match(applied.stderr, /2015-01-01: something is mounted at \S+\/chroot: unmount it first/);
		assert.match(applied.stdout, /status 1\nprecious\n$/);
	});

	const readOnly = `mkdir -p "$1/funtoo/x86/atom/.control" "$1/funtoo/x86/atom/2015-01-01"
echo 2 > "$1/funtoo/x86/atom/.control/.failcount"
mount --bind "$1" "$1"
mount -o remount,bind,ro "$1"`;

	for (const [words, path] of [
		['zap', '.control/.failcount'],
		['clean --apply --yes', '2015-01-01'],
	] as const) {
		test(`a read-only mirror: ${words}`, () => {
			const { stdout, stderr } = run(words, readOnly, 'ls -A "$1/funtoo/x86/atom"');
			assert.match(
				stderr,
				new RegExp(`^buildrepo: \\S+${path}: read-only file system: mount it for writing\\n$`),
			);
			assert.match(stdout, /status 1\n\.control\n2015-01-01\n$/);
		});
	}
});
