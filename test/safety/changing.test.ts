/** What changes a repository does so to evil names as to any other, and to nothing outside. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { suite, test } from 'node:test';
import { decodeEscaping } from '../../server/src/base/surrogateEscape.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import {
	bytes,
	canariesIn,
	dates,
	type EvilMirror,
	listing,
	makeEvilMirror,
	plainPlace,
} from '../support/evilMirror.ts';
import { evilNames } from '../support/evilNames.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { findPython } from '../support/python.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

/** Prints the names of all subarches in an index.xml. */
const readNames = `import json, sys, xml.etree.ElementTree as tree
print(json.dumps([one.get('name') for one in tree.parse(sys.argv[1]).iter('subarch')]))`;
const newest = dates[3];

function call(place: EvilMirror, words: readonly string[], dialect: string): Promise<Outcome> {
	return buildrepo(['--dialect', dialect, ...words], {
		files: openFileSystem(),
		env: { HOME: place.home, PATH: process.env.PATH ?? '' },
		cwd: place.cwd,
		runsPrograms: true,
	});
}

/** Runs a command, and gives what became of the repository; what lies outside must be as it was, to the moment. */
async function change(
	place: EvilMirror,
	words: readonly string[],
	dialect: string,
): Promise<Outcome & { readonly created: readonly string[]; readonly removed: readonly string[] }> {
	const outside = listing(place.outside);
	const before = listing(`${place.mirror}/`);
	const outcome = await call(place, words, dialect);
	assert.deepEqual(listing(place.outside), outside);
	assert.deepEqual(canariesIn(listing(place.top)), []);
	assert.deepEqual(outcome.programs, []);
	const after = listing(`${place.mirror}/`);
	const only = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] =>
		[...a.keys()].filter((path) => !b.has(path)).map((path) => path.slice(place.mirror.length + 2));
	return { ...outcome, created: only(after, before), removed: only(before, after) };
}

/** Where each evil name has a subarch: as its own name, and as the name of its build. */
const subarches = evilNames.flatMap((name) => [`${plainPlace}/${name}`, `${name}/x86-64bit/generic_64`]);

/** Pipes under the names of files: unreadable, so they are reported, and block nothing. */
const pipes = 'pipes/x86-64bit/generic_64';

/** Standard error without the notes on what a scan could not read. */
function complaintsIn(stderr: string): string {
	const notes = stderr.match(/^# .*\n/gm) ?? [];
	assert.ok(notes.length > 0);
	for (const note of notes) {
		if (/^# \d+ archives hashed, 1 in progress and left alone, 2 failed\n$/.test(note)) continue;
		assert.match(note, /^# (?:unreadable \w+ )?.*\/pipes\/.*: not a regular file\n$/);
	}
	return stderr.replaceAll(/^# .*\n/gm, '');
}

function sorted(paths: readonly string[]): readonly string[] {
	return [...paths].sort();
}

for (const dialect of ['2015', '2019']) {
	suite(`dialect ${dialect}`, { concurrency: 1 }, () => {
		test('zap removes every failcount, but none through a link', async (t) => {
			const place = makeEvilMirror(t);
			const { status, stderr, removed, created } = await change(place, ['zap'], dialect);
			assert.deepEqual(
				sorted(removed),
				sorted([...subarches, pipes].map((path) => `${path}/.control/.failcount`)),
			);
			assert.deepEqual(created, []);
			assert.equal(status, 1);
			assert.match(
				complaintsIn(stderr),
				/^buildrepo: left alone: .*linked-control.* leads through a link to .*\n$/,
			);
		});

		test('digestgen gives every archive a hash file if its name leaves room for one', async (t) => {
			const place = makeEvilMirror(t);
			const { status, stderr, created, removed } = await change(place, ['digestgen'], dialect);
			const tooLong = `${'n'.repeat(240)}.tar.xz`;
			assert.equal(status, 1);
			assert.equal(
				complaintsIn(stderr).match(/^buildrepo: .*\/mirror\/.*: name too long: shorten it$/gm)?.length,
				2,
			);
			const hashes = created.filter((path) => path.endsWith('.hash.txt'));
			assert.deepEqual(created, hashes);
			for (const subarch of subarches) {
				for (const name of readdirSync(bytes(`${place.mirror}/${subarch}/${newest}`), {
					encoding: 'buffer',
				})) {
					const path = `${subarch}/${newest}/${decodeEscaping(name)}`;
					if (!path.endsWith('.tar.xz')) continue;
					assert.equal(hashes.includes(`${path}.hash.txt`), !path.endsWith(tooLong), path);
				}
			}
			// Whether the subarch with a pipe for a lock is being built is not known.
			assert.ok(!hashes.some((path) => path.startsWith('pipes/')));
			for (const hash of hashes) {
				const archive = `${place.mirror}/${hash.slice(0, -'.hash.txt'.length)}`;
				const digest = createHash('sha256')
					.update(readFileSync(bytes(archive)))
					.digest('hex');
				assert.equal(readFileSync(bytes(`${place.mirror}/${hash}`), 'utf8'), `sha256 ${digest}\n`);
			}
			const gone = ['dead', 'round'].filter((name) => dialect === '2015' || name === 'dead');
			assert.ok(removed.length <= gone.length + 1, removed.join());
			assert.ok(removed.includes(`linked/x86-64bit/generic_64/${newest}/dead.tar.xz`), removed.join());
			assert.ok(
				removed.every((path) => /\/(?:dead|round)\.tar\.xz$/.test(path)),
				removed.join(),
			);
		});

		test('index.xml is written through its link, and is well-formed', async (t) => {
			const place = makeEvilMirror(t);
			const path = `${place.mirror}/index.xml`;
			assert.ok(lstatSync(path).isSymbolicLink());
			const { created, removed } = await change(place, ['index.xml'], dialect);
			assert.deepEqual([created, removed], [[], []]);
			assert.ok(lstatSync(path).isSymbolicLink());
			assert.equal(statSync(`${place.top}/web/index.xml`).mode & 0o777, 0o664);
			// A strict reader finds the names as they are, but for what XML has no form for.
			const reader = spawnSync(findPython(), ['-c', readNames, path], { encoding: 'utf8' });
			assert.equal(reader.stderr, '');
			const names = new Set<string>(JSON.parse(reader.stdout));
			for (const name of evilNames) {
				assert.ok(names.has(name.replace(/[\u0001\u001b\udc80-\udcff]/g, '\ufffd')), JSON.stringify(name));
			}
		});

		test('clean --apply removes old builds, and links but not their targets', async (t) => {
			const place = makeEvilMirror(t);
			const listed = await call(place, ['clean', '--json'], dialect);
			const { status, stderr, removed, created } = await change(
				place,
				['clean', '--apply', '--yes'],
				dialect,
			);
			assert.equal(complaintsIn(stderr), '');
			assert.equal(status, 0);
			assert.deepEqual(created, []);
			const planned = JSON.parse(listed.stdout) as readonly { removes: readonly string[] }[];
			assert.ok(planned.some(({ removes }) => removes.length > 0));
			const old = [...dates.slice(0, 3), '2015-01-05'];
			const expected = [
				...subarches.flatMap((path) => old.map((date) => `${path}/${date}`)),
				...evilNames.flatMap((name) =>
					dates.slice(0, 3).map((date) => `${name}/snapshots/portage-${date}.tar.xz`),
				),
				...['2014-01-01', '2014-01-02', '2015-01-01'].map((date) => `linked/x86-64bit/generic_64/${date}`),
			];
			const tops = removed.filter((path) => !removed.includes(path.slice(0, path.lastIndexOf('/'))));
			const others = tops.filter((path) => !expected.includes(path));
			assert.deepEqual(sorted(tops.filter((path) => expected.includes(path))), sorted(expected));
			assert.ok(
				others.every((path) => path.startsWith('loop/')),
				others.join(),
			);
			for (const subarch of subarches) {
				assert.ok(existsSync(bytes(`${place.mirror}/${subarch}/${newest}`)), subarch);
			}
			assert.ok(lstatSync(`${place.mirror}/linked/snapshots`).isSymbolicLink());
		});

		test('the printed script does the same in a shell', async (t) => {
			const [ours, shells] = [makeEvilMirror(t), makeEvilMirror(t)];
			await call(ours, ['clean', '--apply', '--yes'], dialect);
			const outside = listing(shells.outside);
			const script = spawnSync(process.execPath, [buildrepoProgram, '--dialect', dialect, 'clean'], {
				env: { HOME: shells.home, TZ: 'UTC', BUILDREPO_NOW: '2015-02-20T12:00:00Z' },
			});
			const shell = spawnSync('sh', { input: script.stdout, cwd: shells.cwd, encoding: 'utf8' });
			assert.equal(shell.stderr, '');
			assert.deepEqual(listing(shells.outside), outside);
			assert.deepEqual(canariesIn(listing(shells.top)), []);
			const left = ({ mirror }: EvilMirror): readonly string[] =>
				[...listing(`${mirror}/`).keys()].map((path) => path.slice(mirror.length));
			assert.deepEqual(left(shells), left(ours));
		});
	});
}
