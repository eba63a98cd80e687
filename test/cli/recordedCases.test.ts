/** The recorded cases of Metro's own buildrepo against ours, in memory and on a real disk, to the last byte. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
	chmodSync,
	existsSync,
	lutimesSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import type { FileWriter } from '../../server/src/base/fileSystem.ts';
import { openFileSystem } from '../../server/src/node/nodeFileSystem.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import {
	buildbotOf,
	comparable,
	contentOf,
	deadPid,
	fill,
	isCompared,
	livePid,
	type RecordedCase,
	type RecordedChange,
	type RecordedRun,
	readRecordedCases,
	type TreeEntry,
} from '../support/recordedCases.ts';
import { buildrepo, type Outcome } from '../support/testHost.ts';

assert.notEqual(livePid, deadPid);

/** A copy of a case's files somewhere. */
interface Place {
	readonly home: string;
	readonly mirror: string;
	readonly files: FileWriter;
	/** Every path in the mirror with what it is, as `changesBetween` wants it. */
	look(): Promise<ReadonlyMap<string, string>>;
	remove(): void;
}

const cases = readRecordedCases();

test('no case was lost', () => assert.equal(cases.length, 373));

suite('recorded cases in memory', () => {
	for (const recorded of cases) {
		// Programs need a disk.
		if (recorded.runs.some((run) => run.argv[0] === 'cmd') || /_compress(-gz)?$/.test(recorded.name))
			continue;
		test(recorded.name, () => play(recorded, () => layInMemory(recorded)));
	}
});

suite('recorded cases on a disk', () => {
	for (const recorded of cases) test(recorded.name, () => play(recorded, () => layOnDisk(recorded)));
});

/** Plays the runs of a case. What is not compared is carried out all the same, and must not fall over. */
async function play(recorded: RecordedCase, lay: () => Place): Promise<void> {
	let place: Place | undefined;
	try {
		for (const run of recorded.runs) {
			if (recorded.fresh) place?.remove();
			if (recorded.fresh || place === undefined) place = lay();
			const before = await place.look();
			const outcome = await carryOut(recorded, run, place);
			assert.ok([0, 1, 2].includes(outcome.status));
			if (isCompared(recorded, run)) compare(run, outcome, before, await place.look(), place);
		}
	} finally {
		place?.remove();
	}
}

function carryOut(recorded: RecordedCase, run: RecordedRun, place: Place): Promise<Outcome> {
	return buildrepo(
		run.argv.map((word) => fill(word, place.home, place.mirror)),
		{
			files: place.files,
			env: {
				HOME: place.home,
				BUILDREPO_NOW: recorded.now,
				BUILDREPO_DIALECT: recorded.version.slice(0, 4),
				PATH: process.env.PATH ?? '',
				...(recorded.hostname !== undefined && { BUILDREPO_HOSTNAME: recorded.hostname }),
			},
			cwd: place.home,
			alive: [livePid],
			runsPrograms: true,
		},
	);
}

function compare(
	run: RecordedRun,
	outcome: Outcome,
	before: ReadonlyMap<string, string>,
	after: ReadonlyMap<string, string>,
	place: Place,
): void {
	const unfilled = outcome.stdout.replaceAll(place.mirror, '@MIRROR@').replaceAll(place.home, '@HOME@');
	if (run.any_stdout === true) assert.notEqual(unfilled.trim(), '');
	else if (run.argv[0] === 'cmd') assert.deepEqual(sortedLines(unfilled), sortedLines(run.stdout ?? ''));
	else assert.equal(comparable(run, unfilled), comparable(run, run.stdout ?? ''));
	assert.equal(outcome.status, run.exit);
	assert.equal(outcome.stderr !== '', run.stderr === true, outcome.stderr);
	assert.deepEqual(
		changesBetween(before, after),
		(run.changes ?? []).map((one) => changeText(one, place)),
	);
}

/** A script's output came before the line that announces it, because that line was buffered; ours comes after it. */
function sortedLines(text: string): readonly string[] {
	return text.split('\n').sort();
}

const anyContent = 'file of any content';

/** A recorded change as one line, so that both sides compare as plain text. */
function changeText(change: RecordedChange, place: Place): string {
	const head = `${change.op} ${change.path}`;
	if (change.op === 'removed') return head;
	if (change.type === 'symlink') return `${head} link ${fill(change.target ?? '', place.home, place.mirror)}`;
	if (change.any_content === true) return `${head} ${anyContent}`;
	const digest =
		change.sha256 ?? sha256(new TextEncoder().encode(fill(change.content ?? '', place.home, place.mirror)));
	return `${head} file ${digest}`;
}

function changesBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
	const paths = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => (a < b ? -1 : 1));
	return paths.flatMap((path) => {
		const was = before.get(path);
		const is = after.get(path);
		if (was === is) return [];
		if (is === undefined) return [`removed ${path}`];
		const what = /\.tar\.[gx]z$/.test(path) && was === undefined && isCompressed(is) ? anyContent : is;
		return [`${was === undefined ? 'created' : 'changed'} ${path} ${what}`];
	});
}

/** Links and hash files are the only other things that come into being. */
function isCompressed(what: string): boolean {
	return what.startsWith('file ');
}

function sha256(content: Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

async function look(files: FileWriter, top: string): Promise<ReadonlyMap<string, string>> {
	const seen = new Map<string, string>();
	const visit = async (path: string, relative: string): Promise<void> => {
		for (const entry of (await files.list(path)) ?? []) {
			const below = `${path}/${entry.name}`;
			const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
			if (entry.kind === 'directory') {
				seen.set(name, 'directory');
				await visit(below, name);
			} else if (entry.kind === 'link') seen.set(name, `link ${await files.readLink(below)}`);
			else seen.set(name, `file ${sha256((await files.read(below)) ?? new Uint8Array())}`);
		}
	};
	await visit(top, '');
	return seen;
}

function layInMemory(recorded: RecordedCase): Place {
	const home = '/home';
	const mirror = '/mirror';
	const files = createMemoryFileSystem(() => Date.parse(recorded.now));
	files.putDirectory(home);
	if (recorded.mirror_missing !== true) files.putDirectory(mirror);
	const metro = recorded.metro;
	const buildbot = buildbotOf(recorded);
	if (metro !== null) files.put(`${home}/.metro`, fill(metro, home, mirror));
	if (buildbot !== undefined) files.put(`${home}/.buildbot`, fill(buildbot, home, mirror));
	for (const [top, entries] of [
		[home, recorded.home_tree ?? []],
		[mirror, recorded.tree],
	] as const) {
		for (const entry of entries) {
			const path = `${top}/${entry.path}`;
			if (entry.type === 'dir') files.putDirectory(path);
			else if (entry.type === 'symlink') files.putLink(path, fill(entry.target ?? '', home, mirror));
			else files.put(path, contentOf(entry, home, mirror));
			// Laid out long before the call, as recorded: what was written just now may still be being written.
			const before = new Date(Date.parse(recorded.now) - 3_600_000).toISOString();
			if (entry.type === 'file') files.setModified(path, Date.parse(entry.mtime ?? before));
		}
	}
	return { home, mirror, files, look: () => look(files, mirror), remove: () => {} };
}

/** A disk in memory where the system has one: every file that is written is waited for until it is safe. */
const quickDisk = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

function layOnDisk(recorded: RecordedCase): Place {
	const top = mkdtempSync(join(quickDisk, 'buildrepo-'));
	const home = join(top, 'home');
	const mirror = join(top, 'mirror');
	mkdirSync(home);
	if (recorded.mirror_missing !== true) mkdirSync(mirror);
	const buildbot = buildbotOf(recorded);
	if (recorded.metro !== null) writeFileSync(join(home, '.metro'), fill(recorded.metro, home, mirror));
	if (buildbot !== undefined) writeFileSync(join(home, '.buildbot'), fill(buildbot, home, mirror));
	for (const [base, entries] of [
		[home, recorded.home_tree ?? []],
		[mirror, recorded.tree],
	] as const) {
		for (const entry of entries) putOnDisk(base, entry, home, mirror);
		for (const entry of entries) {
			const time = entry.mtime === undefined ? undefined : Date.parse(entry.mtime) / 1000;
			if (time !== undefined) lutimesSync(join(base, entry.path), time, time);
		}
	}
	const files = openFileSystem();
	const remove = (): void => rmSync(top, { recursive: true, force: true });
	return { home, mirror, files, look: () => look(files, mirror), remove };
}

function putOnDisk(base: string, entry: TreeEntry, home: string, mirror: string): void {
	const path = join(base, entry.path);
	mkdirSync(entry.type === 'dir' ? path : dirname(path), { recursive: true });
	if (entry.type === 'symlink') symlinkSync(fill(entry.target ?? '', home, mirror), path);
	if (entry.type !== 'file') return;
	writeFileSync(path, contentOf(entry, home, mirror));
	if (entry.mode !== undefined) chmodSync(path, Number.parseInt(entry.mode, 8));
}
