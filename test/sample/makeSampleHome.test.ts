/** The sample home: the same for the same clock, and with something of everything that a build server has. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	globSync,
	lstatSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dateText } from '../../scripts/sample/calendar.ts';
import { farm } from '../../scripts/sample/farm.ts';
import { makeSampleHome, renewSampleHome, type SampleHome } from '../../scripts/sample/makeSampleHome.ts';
import { neverAborted } from '../../server/src/base/abort.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { dialect2015, scanSubarch } from '../../server/src/repository/index.ts';
import { machine } from '../support/machine.ts';

const now = new Date(2015, 1, 20, 12, 30);
const options = { now, runner: process.pid, owner: 'root', group: 'root' };

let folder: string;
let sample: SampleHome;

before(async () => {
	folder = mkdtempSync(join(tmpdir(), 'metro-sample-'));
	sample = await makeSampleHome(join(folder, 'home'), options);
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** All paths below a folder, hidden ones included. */
function everything(below: string): string[] {
	return readdirSync(below, { recursive: true, encoding: 'utf8' });
}

/** Every file and link with its size, time and digest, by path. */
function inventory(home: string): string[] {
	return everything(home)
		.filter((path) => !lstatSync(join(home, path)).isDirectory())
		.map((path) => {
			const stat = lstatSync(join(home, path));
			if (stat.isSymbolicLink()) return `${path} -> ${readlinkSync(join(home, path))}`;
			const digest = createHash('sha256')
				.update(readFileSync(join(home, path)))
				.digest('hex');
			const inMirror = path.startsWith('mirror');
			return `${path} ${digest}${inMirror ? ` ${stat.mtime.toISOString()}` : ''}`;
		})
		.sort();
}

function control(subarch: string, file: string): string {
	return readFileSync(join(sample.mirror, subarch, '.control', file), 'utf8');
}

test('the same clock gives the same home, to the byte', async () => {
	const again = await makeSampleHome(join(folder, 'again'), options);
	const first = inventory(sample.home);
	assert.ok(first.length > 300, `${first.length} files`);
	assert.deepEqual(inventory(again.home), first);
});

test('there are 40 or more dated builds, all dated from the clock', () => {
	const folders = globSync('*/*/*/[0-9]*', { cwd: sample.mirror });
	assert.equal(folders.length, sample.datedBuilds);
	assert.ok(folders.length >= 40, `${folders.length} dated builds`);
	assert.ok(folders.every((path) => path.slice(-10) <= '2015-02-20'));
	assert.ok(folders.some((path) => path.endsWith('funtoo-current/x86-64bit/amd64-jaguar/2015-02-19')));
});

test('days are counted by the calendar, across ends of months and daylight saving time', () => {
	assert.equal(dateText(new Date(2024, 2, 1, 0, 5), 1), '2024-02-29');
	assert.equal(dateText(new Date(2015, 0, 2, 23, 55), 3), '2014-12-30');
	assert.equal(dateText(new Date(2015, 3, 2), 10), '2015-03-23');
});

test('failcounts 0, 1, 2 and 3 are there, and a subarch that was never built', () => {
	const counts = farm.map(({ failcount }) => failcount ?? 0);
	assert.deepEqual([...new Set(counts)].sort(), [0, 1, 2, 3]);
	assert.equal(control('funtoo-current/x86-64bit/core2_64', '.failcount'), '3');
	assert.deepEqual(globSync('funtoo-current/x86-64bit/amd64-k8/[0-9]*', { cwd: sample.mirror }), []);
});

test('the build in progress is locked by the process that was named', () => {
	assert.equal(control('funtoo-current/x86-64bit/corei7', '.multi_progress'), String(process.pid));
	const locks = everything(sample.mirror).filter((path) => path.endsWith('.multi_progress'));
	assert.deepEqual(locks, ['funtoo-current/x86-64bit/corei7/.control/.multi_progress']);
});

test('the build in progress is known as such, also when the sample is opened again later', async () => {
	const place = { build: 'funtoo-current', arch: 'x86-64bit', subarch: 'corei7', local: true };
	const path = join(sample.mirror, 'funtoo-current/x86-64bit/corei7');
	const inProgress = async (): Promise<unknown> => {
		const ports = { files: openFileSystem(), ...machine([process.pid]), signal: neverAborted };
		return (await scanSubarch({ ...place, path }, dialect2015, ports)).subarch?.inProgress;
	};
	assert.deepEqual(await inProgress(), { kind: 'build', name: '2015-02-20' });
	await renewSampleHome(sample.home, { now: new Date('2015-02-22T12:00:00Z'), runner: process.pid });
	assert.deepEqual(await inProgress(), { kind: 'build', name: '2015-02-20' });
});

test('a failed build keeps its log and names what broke', () => {
	const log = join(sample.mirror, 'funtoo-current/x86-64bit/generic_64/2015-02-19/log');
	const [error] = JSON.parse(readFileSync(join(log, 'errors.json'), 'utf8'));
	assert.equal(error.phase, 'compile');
	assert.ok(readFileSync(join(log, 'stage3.txt'), 'utf8').includes(` * ERROR: ${error.ebuild} failed`));
});

test('hash files are right, stale, missing or left over', () => {
	const seen = { right: 0, stale: 0, missing: 0 };
	for (const path of globSync('**/*.tar.xz', { cwd: sample.mirror })) {
		const archive = join(sample.mirror, path);
		if (lstatSync(archive).isSymbolicLink()) continue;
		const digest = createHash('sha256').update(readFileSync(archive)).digest('hex');
		const hash = statSync(`${archive}.hash.txt`, { throwIfNoEntry: false });
		if (hash === undefined) seen.missing++;
		else if (readFileSync(`${archive}.hash.txt`, 'utf8') === `sha256 ${digest}\n`) seen.right++;
		else {
			assert.ok(hash.mtime < statSync(archive).mtime, `${path}: a stale hash file is older than its archive`);
			seen.stale++;
		}
	}
	assert.ok(seen.right > 20 && seen.missing > 5 && seen.stale > 2, JSON.stringify(seen));
	const orphans = globSync('**/*.hash.txt', { cwd: sample.mirror }).filter(
		(path) =>
			statSync(join(sample.mirror, path.slice(0, -'.hash.txt'.length)), { throwIfNoEntry: false }) ===
			undefined,
	);
	assert.deepEqual(orphans.sort(), [
		'funtoo-current-hardened/snapshots/portage-2015-02-08.tar.xz.hash.txt',
		'funtoo-current/snapshots/portage-2015-02-08.tar.xz.hash.txt',
	]);
});

test('archives are real: their content can be listed', () => {
	const archive = join(
		sample.mirror,
		'funtoo-current/x86-64bit/amd64-jaguar/2015-02-19/stage3-amd64-jaguar-funtoo-current-2015-02-19.tar.xz',
	);
	assert.equal(execFileSync('tar', ['-tf', archive], { encoding: 'utf8' }), 'README.sample\n');
});

test('every link has a target, and the latest stage3 is the newest complete one', () => {
	const links = globSync('**/*.tar.xz', { cwd: sample.mirror }).filter((path) =>
		lstatSync(join(sample.mirror, path)).isSymbolicLink(),
	);
	assert.ok(links.length > 15);
	for (const link of links) assert.ok(statSync(join(sample.mirror, link)).isFile(), link);
	const latest = readlinkSync(
		join(sample.mirror, 'funtoo-current/x86-64bit/generic_64/stage3-latest.tar.xz'),
	);
	assert.equal(latest, '2015-02-15/stage3-generic_64-funtoo-current-2015-02-15.tar.xz');
	const snapshot = readlinkSync(join(sample.mirror, 'funtoo-current/snapshots/portage-current.tar.xz'));
	assert.equal(snapshot, 'portage-2015-02-20.tar.xz');
});

test('.buildbot names each subarch of the repository, and subarches only where they are built here', () => {
	const text = readFileSync(join(sample.home, '.buildbot'), 'utf8');
	const [local = '', all = ''] = text.split('all_builds');
	for (const { subarch, remote } of farm) {
		assert.equal(local.includes(`"${subarch}"`), remote !== true, subarch);
		if (remote) assert.ok(all.includes(`"${subarch}"`), subarch);
	}
});

test('its configuration has no problems', () => {
	const program = join(import.meta.dirname, '..', '..', 'server', 'src', 'cli', 'main.ts');
	const env = { ...process.env, HOME: sample.home };
	const checked = spawnSync(process.execPath, [program, 'check'], { env, encoding: 'utf8' });
	assert.deepEqual([checked.stdout, checked.stderr, checked.status], ['', '', 0]);
});

test('a folder that is not a sample is left alone; a sample is replaced', async () => {
	const foreign = join(folder, 'foreign');
	await makeSampleHome(foreign, options);
	writeFileSync(join(foreign, 'README.md'), 'mine');
	await assert.rejects(makeSampleHome(foreign, options), /left alone/);
	assert.equal(readFileSync(join(foreign, 'README.md'), 'utf8'), 'mine');
	await makeSampleHome(sample.home, options);
	assert.equal(globSync('*/*/*/[0-9]*', { cwd: sample.mirror }).length, sample.datedBuilds);
});
