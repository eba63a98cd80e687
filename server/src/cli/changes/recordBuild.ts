/** Records a build in the history: that it starts, and what came of it. */
import { neverAborted } from '../../base/abort.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import {
	type BuildEnded,
	type BuildResult,
	builtKey,
	failedKey,
	type HistoryEntry,
	timeStampOf,
} from '../../history/event.ts';
import {
	completedAt,
	type FailcountFile,
	failcountChanged,
	failcountFile,
	failcountReset,
	nameOfSubarch,
} from '../../history/foundEvents.ts';
import { findBuildFailure, lockPath, readLock, type Subarch, scanSubarch } from '../../repository/index.ts';
import type { RunOutcome } from '../host.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import type { ClaimedBuild } from './claimedBuild.ts';

/** A build that was recorded as started. */
export interface RecordedBuild {
	/** Records its end. What cannot be read is left out. */
	ended(outcome: RunOutcome): Promise<void>;
}

/** What a subarch has on disk that a build changes. */
interface Traces {
	readonly subarch: Subarch | undefined;
	readonly failcount: FailcountFile | 'none' | undefined;
	/** Since when the build of today is complete; `undefined`: it is not. */
	readonly complete: number | undefined;
}

/** Records that the build starts, and before that what happened in the repository until now. */
export async function recordBuild(session: Session, { next, subarch }: ClaimedBuild): Promise<RecordedBuild> {
	const { host, history } = session;
	const scanned = await session.scan();
	await history.recordFound(scanned);
	const name = nameOfSubarch(subarch);
	const run = host.processes.thisRun;
	const started = host.timer.now();
	const since = host.timer.elapsed();
	const before = await tracesOf(session, subarch, next.nextdate);
	const asked = { day: next.nextdate, target: next.target, extras: next.extras, host: host.hostName };
	await history.record(scanned, [
		{
			key: ['started', name, run],
			seenBy: 'run',
			event: { kind: 'build-started', at: started, name, ...asked },
		},
	]);
	return {
		async ended(outcome) {
			const duration = Math.round(host.timer.elapsed() - since);
			const at = host.timer.now();
			const after = await tracesOf(session, subarch, next.nextdate);
			const result = await resultOf(session, subarch, outcome);
			const failure =
				result === 'failed' ? await failureOf(session, after, next.nextdate, started) : undefined;
			const event: BuildEnded = {
				kind: 'build-ended',
				at,
				name,
				result,
				...asked,
				...(result !== 'not-started' && { duration }),
				...(failure !== undefined && { failure }),
			};
			const key = keyOf(event, before, after) ?? ['ended', name, run];
			await history.record(scanned, [
				{ key, seenBy: 'run', event },
				...failcountEntries(name, before, after, at),
			]);
		},
	};
}

/** The key that a scan makes from the traces of this end, so that it is recorded once. */
function keyOf(
	{ name, result, day }: BuildEnded,
	before: Traces,
	after: Traces,
): HistoryEntry['key'] | undefined {
	if (result === 'succeeded' && day !== undefined && after.complete !== undefined)
		return after.complete === before.complete ? undefined : builtKey(name, day, timeStampOf(after.complete));
	const { failcount } = after;
	if (result !== 'failed' || failcount === 'none' || failcount === undefined) return undefined;
	const isOld = before.failcount !== 'none' && before.failcount?.modified === failcount.modified;
	return isOld ? undefined : failedKey(name, timeStampOf(failcount.modified));
}

function failcountEntries(name: string, before: Traces, after: Traces, at: number): readonly HistoryEntry[] {
	const from = before.failcount;
	const to = after.failcount;
	if (to === undefined || from === undefined) return [];
	if (to === 'none') {
		if (from === 'none') return [];
		return [failcountReset(name, { count: from.count, stamp: timeStampOf(from.modified) }, at, 'run')];
	}
	if (from !== 'none' && from.modified === to.modified && from.count === to.count) return [];
	return [failcountChanged(name, from === 'none' ? 0 : from.count, to, at, 'run')];
}

async function tracesOf(session: Session, subarch: Subarch, day: string): Promise<Traces> {
	const { host } = session;
	const { dialect } = await session.setup();
	// An interrupt ends the build, whose end is recorded all the same.
	const ports = { ...scanPorts(host), signal: neverAborted };
	const { subarch: seen } = await scanSubarch(subarch, dialect, ports);
	const build = seen?.builds.find(({ name }) => name === day);
	return {
		subarch: seen,
		failcount: await failcountFile(subarch, host.files),
		complete: build && (await completedAt(build, host.files)),
	};
}

async function resultOf(session: Session, subarch: Subarch, outcome: RunOutcome): Promise<BuildResult> {
	const { host } = session;
	if (host.signal.aborted) return 'interrupted';
	if (outcome.kind === 'failed') return 'not-started';
	if (outcome.kind === 'exited' && outcome.status === 0) return 'succeeded';
	const read = () => readLock(lockPath(subarch), scanPorts(host));
	const lock = await undefinedIfUnreadable(read);
	return lock?.kind === 'live' ? 'not-started' : 'failed';
}

async function failureOf(
	{ host }: Session,
	{ subarch }: Traces,
	day: string,
	started: number,
): Promise<BuildEnded['failure']> {
	const build = subarch?.builds.find(({ name }) => name === day);
	return build && findBuildFailure(build.path, started, host.files);
}
