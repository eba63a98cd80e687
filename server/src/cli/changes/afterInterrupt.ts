/** What an interrupted build has left: said in words, and removed where that is certain to be right. */

import { neverAborted } from '../../base/abort.ts';
import { FileError } from '../../base/fileSystem.ts';
import { withCount } from '../../base/phrases.ts';
import {
	applyChange,
	holderPhrase,
	lockPath,
	readLock,
	type Subarch,
	scanSubarch,
} from '../../repository/index.ts';
import type { Host, RunOutcome } from '../host.ts';
import { printNote } from '../output/stderr.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { complaintOf, openMirror } from './change.ts';

/**
 * Prints notes about processes, lock and directory that the build left. Removes its lock if the process that wrote it has certainly
 * ended; the directory stays, because the next build of that day continues there and its logs may be wanted.
 * @param day the name of the build's directory
 */
export async function tellWhatIsLeft(
	session: Session,
	subarch: Subarch,
	day: string,
	outcome: RunOutcome,
): Promise<void> {
	const { host } = session;
	try {
		if (outcome.remaining !== undefined) printNote(host, remainingText(host, outcome.remaining));
		else if (outcome.kind === 'killed')
			printNote(
				host,
				'Metro was ended before it had tidied up: something may still be mounted in its work directory.',
			);
		await removeLock(session, subarch, outcome.remaining === undefined);
		await tellDirectory(session, subarch, day);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		printNote(host, `It is unknown what the build has left: ${error.message}`);
	}
}

function remainingText({ processes }: Host, remaining: readonly number[]): string {
	const names = remaining.slice(0, 5).map((pid) => {
		const command = processes.commandOf(pid);
		return command === undefined ? String(pid) : `${pid} (${command})`;
	});
	const more = remaining.length - names.length;
	const all = more > 0 ? [...names, `${more} more`] : names;
	return `Processes of the build could not be ended: ${all.join(', ')}. End them before the next build of this subarch.`;
}

async function removeLock(session: Session, subarch: Subarch, isOver: boolean): Promise<void> {
	const { host } = session;
	const path = lockPath(subarch);
	// Read before it is judged: a lock that somebody writes in between has another content, and stays.
	const content = await host.files.read(path);
	const lock = await readLock(path, scanPorts(host));
	if (content === undefined || lock.kind === 'none') return;
	if (lock.kind === 'live') {
		printNote(host, `${path} stays, held by ${holderPhrase(lock.holder)}: see "buildrepo unlock"`);
		return;
	}
	if (!isOver) return;
	const reason = 'the build was interrupted';
	const done = await applyChange(await openMirror(session), {
		kind: 'remove-file',
		path,
		reason,
		onlyContent: content,
	});
	const who = lock.pid === undefined ? 'it names no process' : `process ${lock.pid} has ended`;
	printNote(host, complaintOf(done) ?? `Removed ${path}: ${who}`);
}

async function tellDirectory(session: Session, subarch: Subarch, day: string): Promise<void> {
	const { host } = session;
	const { dialect } = await session.setup();
	const { policy } = await session.scan();
	const { subarch: seen } = await scanSubarch(subarch, dialect, { ...scanPorts(host), signal: neverAborted });
	const build = seen?.builds.find(({ name }) => name === day);
	if (build?.state !== 'incomplete') return;
	printNote(
		host,
		`The incomplete build ${build.path} stays. Another build of the same day continues there; otherwise clean removes it when it is older than ${withCount(policy.staleDays, 'day')}.`,
	);
}
