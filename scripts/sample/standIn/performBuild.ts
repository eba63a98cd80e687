/** Imitates a Metro build: writes the same files in the same order, but builds nothing. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	controlFolder,
	logPath,
	type SubarchPlace,
	snapshotPath,
	stepOf,
	versionFolder,
	writeBuildInfo,
	writeErrors,
	writeSnapshot,
	writeStage,
	writeStatus,
} from '../buildFiles.ts';
import { archiveName, failureOf, logOfFailure, logOfSuccess } from '../buildLog.ts';
import type { BuildRequest } from './request.ts';

/** The environment of a build. */
export interface BuildWorld {
	/** Metro's folder. */
	readonly install: string;
	readonly mirror: string;
	/** The duration of the whole build. */
	readonly seconds: number;
	/** Whether its last target fails. */
	readonly fails: boolean;
	readonly pid: number;
	/** The name of this machine, if it is to build as Metro since December 2020; else as Metro of 2015. */
	readonly host: string | undefined;
	now(): Date;
	sleep(milliseconds: number): Promise<void>;
	say(line: string): void;
	readonly signal: AbortSignal;
}

/** Returns Metro's exit status: 0 if all targets were built, 1 if one failed or the build was locked or interrupted. */
export async function performBuild(request: BuildRequest, world: BuildWorld): Promise<0 | 1> {
	const place: SubarchPlace = { mirror: world.mirror, ...request };
	const control = controlFolder(place);
	mkdirSync(control, { recursive: true });
	const lock = join(control, '.multi_progress');
	if (!takeLock(lock, world)) {
		world.say(`Locked: ${lock} belongs to a build that is running.`);
		return 1;
	}
	let outcome: TargetOutcome = 'made';
	try {
		const targets = targetsOf(request, control);
		world.say(`Stand-in for Metro: ${targets.join(', ')} of ${request.build} for ${request.subarch}`);
		if (world.host !== undefined) writeTargets(place, request.version, targets);
		const pause = pauseBetweenLines(request, targets, world.seconds);
		for (const target of targets) {
			const breaks = world.fails && target === targets.at(-1);
			outcome = await performTarget(place, target, request.version, breaks, pause, world);
			if (outcome !== 'made') break;
		}
	} finally {
		rmSync(lock, { force: true });
	}
	if (outcome === 'interrupted') {
		world.say('Interrupted: nothing is counted.');
		return 1;
	}
	settle(place, request.version, outcome, world);
	return outcome === 'made' ? 0 : 1;
}

type TargetOutcome = 'made' | 'broken' | 'interrupted';

/** A failed build adds one to the failcount, a successful one removes it; the build's status records either. */
function settle(place: SubarchPlace, version: string, outcome: 'made' | 'broken', world: BuildWorld): void {
	const failcount = join(controlFolder(place), '.failcount');
	if (outcome === 'made') {
		rmSync(failcount, { force: true });
	} else {
		const before = existsSync(failcount) ? Number.parseInt(readFileSync(failcount, 'utf8'), 10) : 0;
		writeFileSync(failcount, String((Number.isNaN(before) ? 0 : before) + 1));
	}
	mkdirSync(versionFolder(place, version), { recursive: true });
	writeStatus(place, version, outcome === 'made' ? 'ok' : 'fail', world.now());
	world.say(outcome === 'made' ? 'Build complete, failcount removed.' : 'Build failed, failcount raised.');
}

async function performTarget(
	place: SubarchPlace,
	target: string,
	version: string,
	breaks: boolean,
	pause: number,
	world: BuildWorld,
): Promise<TargetOutcome> {
	const step = stepOf(place, target, version);
	const archive =
		target === 'snapshot'
			? snapshotPath(place.mirror, place.build, version)
			: join(versionFolder(place, version), `${archiveName(step)}.tar.xz`);
	if (existsSync(archive)) {
		world.say(`There already: ${archive}`);
		return 'made';
	}
	const progress = join(controlFolder(place), `.${target}_progress`);
	if (target !== 'snapshot') writeFileSync(progress, lockText(world));
	try {
		// A snapshot has no log of its own in Metro either.
		const log = target === 'snapshot' ? undefined : startLog(place, target, version);
		for (const line of breaks ? logOfFailure(step) : logOfSuccess(step)) {
			if (world.signal.aborted) return 'interrupted';
			world.say(line);
			if (log !== undefined) appendFileSync(log, `${line}\n`);
			if (pause > 0) await world.sleep(pause);
		}
	} finally {
		rmSync(progress, { force: true });
	}
	if (world.signal.aborted) return 'interrupted';
	if (breaks) {
		writeErrors(place, version, [failureOf(step)], world.now());
		return 'broken';
	}
	if (target === 'snapshot') {
		writeSnapshot(place.mirror, place.build, version, world.now());
	} else {
		writeStage(place, target, version, world.now());
		writeBuildInfo(place, world.install, version, world.now());
	}
	return 'made';
}

function startLog(place: SubarchPlace, target: string, version: string): string {
	const path = logPath(place, target, version);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, '');
	return path;
}

/** The targets of a mode, as in the files of etc/multi-targets. */
function targetsOf({ mode, extras }: BuildRequest, control: string): string[] {
	const seedFile = join(control, 'strategy', 'seed');
	const seed = existsSync(seedFile) ? readFileSync(seedFile, 'utf8').trim() : 'stage3';
	const full =
		seed === 'stage1' ? ['snapshot', 'stage1', 'stage2', 'stage3'] : ['snapshot', 'stage2', 'stage3'];
	const modes = new Map<string, readonly string[]>([
		['full', full],
		['freshen', ['snapshot', 'stage3-freshen']],
		['quick', ['snapshot', 'stage3-quick']],
		['stage1', ['snapshot', 'stage1']],
	]);
	return [...(modes.get(mode) ?? [mode]), ...extras];
}

function pauseBetweenLines(request: BuildRequest, targets: readonly string[], seconds: number): number {
	const lines = targets.flatMap((target) => logOfSuccess({ ...request, target }));
	return (Math.max(seconds, 0) * 1000) / lines.length;
}

/** What makes the directory a build for Metro since 2019: the targets of the run. */
function writeTargets(place: SubarchPlace, version: string, targets: readonly string[]): void {
	mkdirSync(versionFolder(place, version), { recursive: true });
	const lines = targets.filter((target) => target !== 'snapshot').map((target) => `${target}\n`);
	writeFileSync(join(versionFolder(place, version), '.targets'), lines.join(''));
}

function lockText({ pid, host }: Pick<BuildWorld, 'pid' | 'host'>): string {
	return host === undefined ? String(pid) : `${host}:${pid}`;
}

/** Takes the lock unless a living process holds it, or another host; replaces the lock of a dead process. */
function takeLock(path: string, world: Pick<BuildWorld, 'pid' | 'host'>): boolean {
	try {
		writeFileSync(path, lockText(world), { flag: 'wx' });
		return true;
	} catch (error) {
		if (!hasCode(error, 'EEXIST')) throw error;
	}
	const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
	const [host, pid] = world.host === undefined ? [undefined, text] : text.split(':');
	if (text !== '' && host !== world.host) return false;
	if (isAlive(Number(pid))) return false;
	rmSync(path, { force: true });
	return takeLock(path, world);
}

function isAlive(pid: number): boolean {
	if (!(pid > 0)) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return hasCode(error, 'EPERM');
	}
}

function hasCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}
