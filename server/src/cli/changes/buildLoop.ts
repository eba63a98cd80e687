/** Runs builds one after the other until none is due, and can be asked to stop after the one in progress. */

import { FileError } from '../../base/fileSystem.ts';
import { withCount } from '../../base/phrases.ts';
import { joinPath } from '../../base/posixPath.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { printError, printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';
import { BuildInProgressError, type ClaimedBuild, claimNextBuild } from './claimedBuild.ts';
import { removeDeadClaims } from './deadClaims.ts';
import { makeStateDirectory } from './stateDirectory.ts';
import { createTriedBuilds, leftBuilds, type TriedBuilds, type TriedEnd } from './triedBuilds.ts';

/**
 * Builds what is due, each subarch once, so that one that fails at once is not built for ever. A failed build does not end the run.
 * Resolves with the exit status: 1 if a build failed. Throws `CommandError` if the set-up does not say what to build.
 * @param build runs one build; `undefined`: says that nothing is due
 * @param after what is done after each build that has succeeded, and at the end; false if that failed
 */
export async function buildUntilIdle(
	session: Session,
	build: (session: Session, claimed: ClaimedBuild | undefined) => Promise<number>,
	after: (session: Session, claimed: ClaimedBuild | undefined) => Promise<boolean>,
): Promise<number> {
	const { host } = session;
	const mark = await beginRun(session);
	await removeDeadClaims(session);
	const tried = createTriedBuilds((await session.scan()).repository.subarches);
	let isDone = true;
	try {
		for (;;) {
			if (await mark.isAsked()) {
				say(host, `Stopped as asked, after ${withCount(countOf(tried, 'built', 'failed'), 'build')}.`);
				break;
			}
			const now = tried.ends.size === 0 ? session : session.anew();
			const claimed = await claimNextBuild(now, tried.isWanted);
			if (claimed === undefined) {
				if (!(await tellResult(host, now, tried))) await build(now, undefined);
				isDone = (await after(now, undefined)) && isDone;
				break;
			}
			const end = await tryBuild(host, () => build(now, claimed), claimed);
			if (end === 'built') isDone = (await after(now, claimed)) && isDone;
			tried.add(claimed.subarch, end);
		}
	} finally {
		await mark.end();
	}
	return countOf(tried, 'failed') === 0 && isDone ? 0 : 1;
}

async function tryBuild(host: Host, build: () => Promise<unknown>, claimed: ClaimedBuild): Promise<TriedEnd> {
	try {
		await build();
		return 'built';
	} catch (error) {
		if (!(error instanceof CommandError) || error.status !== 1) throw error;
		printError(host, error.message);
		return error instanceof BuildInProgressError ? 'elsewhere' : 'failed';
	} finally {
		await claimed.release();
	}
}

/** Says what came of the builds; `now` is a session of this moment. False: whether anything is due has yet to be said. */
async function tellResult(host: Host, now: Session, tried: TriedBuilds): Promise<boolean> {
	const builds = countOf(tried, 'built', 'failed');
	if (builds > 0) say(host, summaryOf(builds, countOf(tried, 'failed')));
	const { lines, areDue } = await leftBuilds(now, tried);
	for (const line of lines) say(host, line);
	if (areDue) say(host, 'Nothing else is due. "buildrepo history" says what failed.');
	return areDue;
}

function countOf({ ends }: TriedBuilds, ...wanted: readonly TriedEnd[]): number {
	return [...ends.values()].filter((end) => wanted.includes(end)).length;
}

function summaryOf(builds: number, failed: number): string {
	const all = withCount(builds, 'build was run', 'builds were run');
	return failed === 0 ? `${all}.` : `${all}, ${failed} of them failed.`;
}

/** A run as others see it: a file in the user's state directory, and a second one beside it once it is asked to stop. */
interface RunMark {
	isAsked(): Promise<boolean>;
	end(): Promise<void>;
}

const markEnding = '.run';
const stopEnding = '.stop';

async function beginRun(session: Session): Promise<RunMark> {
	const { host } = session;
	const { files, processes } = host;
	const mirror = await mirrorOf(session);
	try {
		const directory = await makeStateDirectory(host, 'runs');
		const path = joinPath(directory, `${processes.thisRun}${markEnding}`);
		const stop = joinPath(directory, `${processes.thisRun}${stopEnding}`);
		await forgetEnded(host, directory);
		await files.replace(path, new TextEncoder().encode(mirror));
		return {
			isAsked: async () => (await files.status(stop)) !== undefined,
			end: async () => {
				for (const one of [path, stop]) await removeQuietly(host, one);
			},
		};
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printNote(host, `This run cannot be asked to stop after a build: ${error.message}`);
		return { isAsked: async () => false, end: async () => {} };
	}
}

/** Removes the files of runs that were killed. */
async function forgetEnded(host: Host, directory: string): Promise<void> {
	for (const { name } of (await host.files.list(directory)) ?? []) {
		const [run] = /^.+(?=\.(?:run|stop)$)/.exec(name) ?? [];
		if (run !== undefined && host.processes.hasEnded(run))
			await removeQuietly(host, joinPath(directory, name));
	}
}

/** Asks every run of this user in this repository to stop after its build in progress; resolves with how many there are. */
export async function askToStop(session: Session): Promise<number> {
	const { host } = session;
	const mirror = await mirrorOf(session);
	let asked = 0;
	try {
		const directory = await makeStateDirectory(host, 'runs');
		await forgetEnded(host, directory);
		for (const { name } of (await host.files.list(directory)) ?? []) {
			const run = name.endsWith(markEnding) ? name.slice(0, -markEnding.length) : undefined;
			if (run === undefined) continue;
			const path = joinPath(directory, name);
			const stop = joinPath(directory, `${run}${stopEnding}`);
			const content = await host.files.read(path);
			if (content === undefined || new TextDecoder().decode(content) !== mirror) continue;
			await host.files.replace(stop, new Uint8Array());
			asked++;
		}
	} catch (error) {
		if (error instanceof FileError) throw new CommandError(error.message, 1);
		throw error;
	}
	return asked;
}

async function mirrorOf(session: Session): Promise<string> {
	const { repository } = await session.scan();
	return (await session.host.files.realPath(repository.mirror)) ?? repository.mirror;
}

async function removeQuietly({ files }: Host, path: string): Promise<void> {
	try {
		if ((await files.status(path)) !== undefined) await files.remove(path);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
	}
}
