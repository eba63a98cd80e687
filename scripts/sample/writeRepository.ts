/** Writes the sample's repository as described in farm.ts. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import {
	controlFolder,
	logPath,
	type SubarchPlace,
	snapshotPath,
	stepOf,
	subarchFolder,
	versionFolder,
	writeBuildInfo,
	writeErrors,
	writeFileAt,
	writeSnapshot,
	writeStage,
	writeStatus,
} from './buildFiles.ts';
import { failureOf, logOfFailure, logOfSuccess, logSoFar } from './buildLog.ts';
import { dateText, timeOn } from './calendar.ts';
import { farm, type SampleBuild, type SampleSubarch, snapshotAges } from './farm.ts';

/** Writes everything below `mirror`; `runner` is the living process to which the build in progress is attributed. */
export function writeRepository(mirror: string, install: string, now: Date, runner?: number): void {
	for (const subarch of farm) writeSubarch({ mirror, ...subarch }, subarch, install, now, runner);
	for (const build of new Set(farm.map((subarch) => subarch.build))) {
		for (const age of snapshotAges.toReversed()) {
			const path = writeSnapshot(mirror, build, dateText(now, age), timeOn(now, age, 2));
			if (age > 2) writeHash(path, 'right', timeOn(now, age, 3));
		}
		leaveOrphanedHash(mirror, build, now);
	}
}

/** The hash file of a snapshot that was removed by hand. */
function leaveOrphanedHash(mirror: string, build: string, now: Date): void {
	const age = Math.max(...snapshotAges) + 4;
	const path = `${snapshotPath(mirror, build, dateText(now, age))}.hash.txt`;
	writeFileAt(path, `sha256 ${'0'.repeat(64)}\n`, timeOn(now, age, 3));
}

function writeSubarch(
	place: SubarchPlace,
	subarch: SampleSubarch,
	install: string,
	now: Date,
	runner: number | undefined,
): void {
	const control = controlFolder(place);
	mkdirSync(control, { recursive: true });
	// Oldest first, so that the newest version and the link to it are written last.
	for (const build of subarch.builds.toReversed()) writeBuild(place, build, install, now, runner);
	const latest = timeOn(now, subarch.builds[0]?.daysAgo ?? 0, 6);
	writeFileAt(join(control, 'strategy', 'build'), subarch.remote ? 'remote\n' : 'local\n', latest);
	writeFileAt(join(control, 'strategy', 'seed'), 'stage1\n', latest);
	if (subarch.remote) {
		for (const [name, value] of Object.entries({
			build: place.build,
			arch_desc: place.arch,
			subarch: place.subarch,
		})) {
			writeFileAt(join(control, 'remote', name), `${value}\n`, latest);
		}
	}
	if (subarch.failcount !== undefined) {
		writeFileAt(join(control, '.failcount'), String(subarch.failcount), latest);
	}
}

/** The targets that left an archive, by kind of build. */
const made = new Map<SampleBuild['kind'], readonly string[]>([
	['full', ['stage1', 'stage2', 'stage3']],
	['freshen', ['stage3-freshen']],
	['failed', ['stage1', 'stage2']],
	['interrupted', ['stage1']],
	['running', ['stage1']],
]);

function writeBuild(
	place: SubarchPlace,
	{ daysAgo, kind, hashes }: SampleBuild,
	install: string,
	now: Date,
	runner: number | undefined,
): void {
	const version = dateText(now, daysAgo);
	for (const [index, target] of (made.get(kind) ?? []).entries()) {
		const finished = timeOn(now, daysAgo, 4 + index);
		const archive = writeStage(place, target, version, finished);
		if (hashes !== 'missing')
			writeHash(archive, hashes, hashes === 'right' ? finished : timeOn(now, daysAgo + 1, 5));
		writeLog(place, target, version, logOfSuccess(stepOf(place, target, version)), finished);
	}
	const end = timeOn(now, daysAgo, 8);
	if (kind === 'full' || kind === 'freshen') {
		writeBuildInfo(place, install, version, end);
		writeStatus(place, version, 'ok', end);
	} else if (kind === 'failed') {
		const step = stepOf(place, 'stage3', version);
		writeLog(place, 'stage3', version, logOfFailure(step), end);
		writeErrors(place, version, [failureOf(step)], end);
		writeStatus(place, version, 'fail', end);
	} else {
		writeLog(place, 'stage2', version, logSoFar(stepOf(place, 'stage2', version)), end);
		if (kind === 'running' && runner !== undefined) lockSample(place, runner, end);
	}
	utimesSync(versionFolder(place, version), end, end);
}

/** Marks the subarch as being built by a process, as Metro does. */
function lockSample(place: SubarchPlace, pid: number, since: Date): void {
	for (const name of ['.multi_progress', '.stage2_progress']) {
		writeFileAt(join(controlFolder(place), name), String(pid), since);
	}
}

/** Renames the process of the build in progress when a sample is opened again, if that build is still locked. */
export function renewLocks(mirror: string, pid: number, now: Date): void {
	for (const subarch of farm) {
		const place = { mirror, ...subarch };
		const isRunning = subarch.builds.some(({ kind }) => kind === 'running');
		if (!isRunning || !existsSync(join(controlFolder(place), '.multi_progress'))) continue;
		lockSample(place, pid, now);
		// As if it had written something since.
		for (const version of readdirSync(subarchFolder(place))) {
			const log = logPath(place, 'stage2', version);
			const isOver = existsSync(join(versionFolder(place, version), 'status'));
			if (existsSync(log) && !isOver) utimesSync(log, now, now);
		}
	}
}

function writeLog(
	place: SubarchPlace,
	target: string,
	version: string,
	lines: readonly string[],
	modified: Date,
): void {
	writeFileAt(logPath(place, target, version), `${lines.join('\n')}\n`, modified);
}

/** Writes the hash file of an archive as `buildrepo digestgen` does; a stale one contains the digest of something else. */
function writeHash(archive: string, kind: 'right' | 'stale', modified: Date): void {
	const hashed = kind === 'right' ? readFileSync(archive) : 'what the archive was before';
	const digest = createHash('sha256').update(hashed).digest('hex');
	writeFileAt(`${archive}.hash.txt`, `sha256 ${digest}\n`, modified);
}
